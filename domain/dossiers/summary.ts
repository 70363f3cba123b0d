/** A dossier on one page: what people read first, in their language and by their clock. */
import { inBoth, wordOf, type Bilingual, type Reader } from '../bilingual.js';
import { METHOD_WORDS, VALIDATION_STATUS_WORDS } from '../control/spoken-words.js';
import type { ValidationMethod } from '../catalogue/words.js';
import { wordsOfReason } from '../told.js';
import { cleanedText } from '../characters.js';
import { STATE_WORDS } from '../orders/status-markdown.js';
import type { OrderState } from '../orders/states.js';
import { LETTER_STATUS_WORDS } from '../organization/spoken-words.js';
import type { LetterStatus } from '../organization/letter-succession.js';
import { PAYMENT_STATE_WORDS } from '../payments/spoken-words.js';
import type { PaymentState } from '../payments/words.js';
import { REVOCATION_REASON_WORDS, REVOCATION_STATE_WORDS } from '../revocation/spoken-words.js';
import type { RevocationReason, RevocationState } from '../revocation/words.js';
import { localTime } from '../time-zone.js';
import { WAIT_WORDS } from '../wait-words.js';
import type { Wait } from '../waits.js';

/** Times are ISO 8601, UTC. */
export interface SummaryFacts {
  readonly account: string;
  readonly orderId: string;
  readonly madeAt: string;
  readonly personalData: boolean;
  readonly signer: string;
  readonly brand: string;
  readonly type: string;
  readonly names: readonly string[];
  readonly state: OrderState;
  readonly waitingOn: Wait | null;
  readonly deadline: string | null;
  readonly nextAction: Bilingual | null;
  readonly reason: string | null;
  readonly reasonChinese: string | null;
  readonly createdAt: string;
  readonly company: string | null;
  readonly validations: readonly {
    readonly name: string;
    readonly method: ValidationMethod;
    readonly status: string;
  }[];
  readonly findings: number;
  readonly letters: readonly {
    readonly version: number;
    readonly status: LetterStatus;
    readonly uploadedAt: string;
    readonly sha256: string;
    readonly reason: string | null;
  }[];
  readonly notices: readonly { readonly postedAt: string; readonly subject: Bilingual }[];
  readonly payment: {
    readonly state: PaymentState;
    /** In the currency's smallest unit. */
    readonly amount: number;
    readonly currency: string;
    readonly heldAt: string | null;
    readonly capturedAt: string | null;
    readonly returnedAt: string | null;
  } | null;
  readonly certificate: {
    readonly serialNumber: string;
    readonly fingerprintSha256: string;
    readonly issuer: string;
    readonly notBefore: string;
    readonly notAfter: string;
    readonly revokedAt: string | null;
  } | null;
  readonly revocations: readonly {
    readonly state: RevocationState;
    readonly reason: RevocationReason;
    readonly requestedAt: string;
  }[];
}

export function summaryText(facts: SummaryFacts, reader: Reader): string {
  const sections = SECTIONS.map((section) => section(facts, writerFor(reader)));
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

interface Writer extends Reader {
  readonly say: (text: Bilingual) => string;
  readonly time: (iso: string) => string;
  /** `label: value`; nothing where there is no value. */
  readonly line: (label: Bilingual, value: string | null | undefined) => string[];
}

function writerFor({ language, timeZone }: Reader): Writer {
  const say = (text: Bilingual) => text[language];
  return {
    language,
    timeZone,
    say,
    time: (iso) => localTime(iso, timeZone),
    line: ({ zh, en }, value) =>
      value === null || value === undefined || value === ''
        ? []
        : [`${say({ zh: `${zh}:`, en: `${en}: ` })}${cleanedText(value, { longest: LONGEST_LINE })}`],
  };
}

/** House limit: strangers' words on one line. */
const LONGEST_LINE = 4_000;

type Section = (facts: SummaryFacts, writer: Writer) => string[];

const SECTIONS: readonly Section[] = [
  headSection,
  orderSection,
  controlSection,
  lettersSection,
  certificateSection,
  paymentSection,
  noticesSection,
  proofSection,
];

function headSection(facts: SummaryFacts, { say, line, time, timeZone }: Writer): string[] {
  return [
    say({ zh: `证书订单档案:${facts.orderId}`, en: `Dossier of certificate order ${facts.orderId}` }),
    ...line({ zh: '账号', en: 'Account' }, facts.account),
    ...line({ zh: '制作时间', en: 'Made at' }, time(facts.madeAt)),
    ...line({ zh: '所用时区', en: 'Times are those of' }, timeZone),
    ...(facts.personalData
      ? []
      : [
          say({
            zh: '不含个人信息:未收录联系人、电话、邮箱、地址、确认函文件、标签,以及日志中的操作人。',
            en: 'Without personal data: contacts, phones, mail addresses, postal addresses, letters’ files, labels and who asked for what are left out.',
          }),
        ]),
  ];
}

function orderSection(facts: SummaryFacts, { say, line, time, language }: Writer): string[] {
  return [
    say({ zh: '一、订单', en: '1. Order' }),
    ...line({ zh: '品牌与类型', en: 'Brand and type' }, `${facts.brand} ${facts.type}`),
    ...line({ zh: '域名', en: 'Names' }, facts.names.join(language === 'zh' ? '、' : ', ')),
    ...line({ zh: '企业', en: 'Company' }, facts.company),
    ...line({ zh: '下单时间', en: 'Placed at' }, time(facts.createdAt)),
    ...line({ zh: '状态', en: 'State' }, STATE_WORDS[facts.state][language]),
    ...line({ zh: '等待', en: 'Waits for' }, facts.waitingOn && WAIT_WORDS[facts.waitingOn][language]),
    ...line({ zh: '截止时间', en: 'Deadline' }, facts.deadline && time(facts.deadline)),
    ...line({ zh: '下一步', en: 'Next' }, facts.nextAction?.[language]),
    ...line({ zh: '原因', en: 'Why' }, wordsOfReason(facts)?.[language]),
  ];
}

function controlSection({ validations, findings }: SummaryFacts, { say, language }: Writer): string[] {
  if (validations.length === 0 && findings === 0) return [];
  return [
    say({ zh: '二、域名控制权', en: '2. Control of the names' }),
    ...validations.map(
      ({ name, method, status }) =>
        `- ${name}  ${METHOD_WORDS[method][language]}  ${wordOf(VALIDATION_STATUS_WORDS, status)[language]}`,
    ),
    say({
      zh: `检查结果共 ${findings} 条,见 findings.json。`,
      en: `${findings} findings: findings.json has them.`,
    }),
  ];
}

function lettersSection({ letters }: SummaryFacts, { say, time, line }: Writer): string[] {
  if (letters.length === 0) return [];
  return [
    say({ zh: '三、确认函', en: '3. Letters' }),
    ...letters.flatMap(({ version, status, uploadedAt, sha256, reason }) => [
      say({
        zh: `- 第 ${version} 版  ${time(uploadedAt)}  ${LETTER_STATUS_WORDS[status].zh}`,
        en: `- version ${version}  ${time(uploadedAt)}  ${LETTER_STATUS_WORDS[status].en}`,
      }),
      `  SHA-256 ${sha256}`,
      ...line({ zh: '  原因', en: '  Why' }, reason),
    ]),
  ];
}

function certificateSection(
  { certificate, revocations }: SummaryFacts,
  { say, line, time }: Writer,
): string[] {
  if (!certificate) return [];
  return [
    say({ zh: '四、证书', en: '4. Certificate' }),
    ...line({ zh: '序列号', en: 'Serial number' }, certificate.serialNumber),
    ...line({ zh: 'SHA-256 指纹', en: 'SHA-256 fingerprint' }, certificate.fingerprintSha256),
    ...line({ zh: '签发者', en: 'Issuer' }, certificate.issuer),
    ...line({ zh: '有效期自', en: 'Valid from' }, time(certificate.notBefore)),
    ...line({ zh: '有效期至', en: 'Valid until' }, time(certificate.notAfter)),
    ...line({ zh: '吊销时间', en: 'Revoked at' }, certificate.revokedAt && time(certificate.revokedAt)),
    ...revocations.map(({ state, reason, requestedAt }) =>
      say({
        zh: `- 吊销申请  ${time(requestedAt)}  ${REVOCATION_REASON_WORDS[reason].zh}  ${REVOCATION_STATE_WORDS[state].zh}`,
        en: `- request to revoke  ${time(requestedAt)}  ${REVOCATION_REASON_WORDS[reason].en}  ${REVOCATION_STATE_WORDS[state].en}`,
      }),
    ),
  ];
}

function paymentSection({ payment }: SummaryFacts, { say, line, time, language }: Writer): string[] {
  if (!payment) return [];
  const { amount, currency, state, heldAt, capturedAt, returnedAt } = payment;
  return [
    say({ zh: '五、款项', en: '5. Payment' }),
    ...line({ zh: '金额', en: 'Amount' }, `${(amount / 100).toFixed(2)} ${currency}`),
    ...line({ zh: '状态', en: 'State' }, PAYMENT_STATE_WORDS[state][language]),
    ...line({ zh: '冻结时间', en: 'Held at' }, heldAt && time(heldAt)),
    ...line({ zh: '扣款时间', en: 'Taken at' }, capturedAt && time(capturedAt)),
    ...line({ zh: '退款时间', en: 'Given back at' }, returnedAt && time(returnedAt)),
  ];
}

function noticesSection({ notices }: SummaryFacts, { say, time, language }: Writer): string[] {
  if (notices.length === 0) return [];
  return [
    say({ zh: '六、通知', en: '6. Notices' }),
    ...notices.map(
      ({ postedAt, subject }) =>
        `- ${time(postedAt)}  ${cleanedText(subject[language], { longest: LONGEST_LINE })}`,
    ),
  ];
}

function proofSection({ signer }: SummaryFacts, { say }: Writer): string[] {
  return [
    say({ zh: '七、如何核验', en: '7. How to verify it' }),
    say({
      zh: '下面的命令不需要网络和数据库,可核验每个文件、此订单的操作日志条目及签名。请向制作方另行索取签名密钥的指纹进行比对。',
      en: 'This command needs no network and no database. It verifies every file, this order’s entries of the log of operations, and the signature. Ask whoever made the dossier for the fingerprint of their key, by another way than this file.',
    }),
    say(inBoth('sealflow dossier verify FILE.zip --signer FINGERPRINT')),
    say({ zh: `签名密钥的指纹:${signer}`, en: `Fingerprint of the key that signed: ${signer}` }),
  ];
}
