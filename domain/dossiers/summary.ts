/** A dossier on one page: what people read first, in their language and by their clock. */
import type { Bilingual } from '../bilingual.js';
import { cleanedText } from '../characters.js';
import { localTime } from '../time-zone.js';

export interface SummaryReader {
  readonly language: keyof Bilingual;
  readonly timeZone: string;
}

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
  readonly state: string;
  readonly waitingOn: string | null;
  readonly deadline: string | null;
  readonly nextAction: Bilingual | null;
  readonly reason: string | null;
  readonly createdAt: string;
  readonly company: string | null;
  readonly validations: readonly {
    readonly name: string;
    readonly method: string;
    readonly status: string;
  }[];
  readonly findings: number;
  readonly letters: readonly {
    readonly version: number;
    readonly status: string;
    readonly uploadedAt: string;
    readonly sha256: string;
    readonly reason: string | null;
  }[];
  readonly notices: readonly { readonly postedAt: string; readonly subject: Bilingual }[];
  readonly payment: {
    readonly state: string;
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
    readonly state: string;
    readonly reason: string;
    readonly requestedAt: string;
  }[];
}

export function summaryText(facts: SummaryFacts, reader: SummaryReader): string {
  const sections = SECTIONS.map((section) => section(facts, writerFor(reader)));
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

interface Writer extends SummaryReader {
  readonly say: (zh: string, en: string) => string;
  readonly time: (iso: string) => string;
  /** `label: value`; nothing where there is no value. */
  readonly line: (zh: string, en: string, value: string | null | undefined) => string[];
}

function writerFor({ language, timeZone }: SummaryReader): Writer {
  const say = (zh: string, en: string) => (language === 'zh' ? zh : en);
  return {
    language,
    timeZone,
    say,
    time: (iso) => localTime(iso, timeZone),
    line: (zh, en, value) =>
      value === null || value === undefined || value === ''
        ? []
        : [`${say(`${zh}:`, `${en}: `)}${cleanedText(value, { longest: LONGEST_LINE })}`],
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
    say(`证书订单档案:${facts.orderId}`, `Dossier of certificate order ${facts.orderId}`),
    ...line('账号', 'Account', facts.account),
    ...line('制作时间', 'Made at', time(facts.madeAt)),
    ...line('所用时区', 'Times are those of', timeZone),
    ...(facts.personalData
      ? []
      : [
          say(
            '不含个人信息:未收录联系人、电话、邮箱、地址、确认函文件、标签,以及日志中的操作人。',
            'Without personal data: contacts, phones, mail addresses, postal addresses, letters’ files, labels and who asked for what are left out.',
          ),
        ]),
  ];
}

function orderSection(facts: SummaryFacts, { say, line, time, language }: Writer): string[] {
  return [
    say('一、订单', '1. Order'),
    ...line('品牌与类型', 'Brand and type', `${facts.brand} ${facts.type}`),
    ...line('域名', 'Names', facts.names.join(language === 'zh' ? '、' : ', ')),
    ...line('企业', 'Company', facts.company),
    ...line('下单时间', 'Placed at', time(facts.createdAt)),
    ...line('状态', 'State', facts.state),
    ...line('等待', 'Waits for', facts.waitingOn),
    ...line('截止时间', 'Deadline', facts.deadline && time(facts.deadline)),
    ...line('下一步', 'Next', facts.nextAction?.[language]),
    ...line('原因', 'Why', facts.reason),
  ];
}

function controlSection({ validations, findings }: SummaryFacts, { say }: Writer): string[] {
  if (validations.length === 0 && findings === 0) return [];
  return [
    say('二、域名控制权', '2. Control of the names'),
    ...validations.map(({ name, method, status }) => `- ${name}  ${method}  ${status}`),
    say(`检查结果共 ${findings} 条,见 findings.json。`, `${findings} findings: findings.json has them.`),
  ];
}

function lettersSection({ letters }: SummaryFacts, { say, time, line }: Writer): string[] {
  if (letters.length === 0) return [];
  return [
    say('三、确认函', '3. Letters'),
    ...letters.flatMap(({ version, status, uploadedAt, sha256, reason }) => [
      say(
        `- 第 ${version} 版  ${time(uploadedAt)}  ${status}`,
        `- version ${version}  ${time(uploadedAt)}  ${status}`,
      ),
      `  SHA-256 ${sha256}`,
      ...line('  原因', '  Why', reason),
    ]),
  ];
}

function certificateSection(
  { certificate, revocations }: SummaryFacts,
  { say, line, time }: Writer,
): string[] {
  if (!certificate) return [];
  return [
    say('四、证书', '4. Certificate'),
    ...line('序列号', 'Serial number', certificate.serialNumber),
    ...line('SHA-256 指纹', 'SHA-256 fingerprint', certificate.fingerprintSha256),
    ...line('签发者', 'Issuer', certificate.issuer),
    ...line('有效期自', 'Valid from', time(certificate.notBefore)),
    ...line('有效期至', 'Valid until', time(certificate.notAfter)),
    ...line('吊销时间', 'Revoked at', certificate.revokedAt && time(certificate.revokedAt)),
    ...revocations.map(({ state, reason, requestedAt }) =>
      say(
        `- 吊销申请  ${time(requestedAt)}  ${reason}  ${state}`,
        `- request to revoke  ${time(requestedAt)}  ${reason}  ${state}`,
      ),
    ),
  ];
}

function paymentSection({ payment }: SummaryFacts, { say, line, time }: Writer): string[] {
  if (!payment) return [];
  const { amount, currency, state, heldAt, capturedAt, returnedAt } = payment;
  return [
    say('五、款项', '5. Payment'),
    ...line('金额', 'Amount', `${(amount / 100).toFixed(2)} ${currency}`),
    ...line('状态', 'State', state),
    ...line('冻结时间', 'Held at', heldAt && time(heldAt)),
    ...line('扣款时间', 'Taken at', capturedAt && time(capturedAt)),
    ...line('退款时间', 'Given back at', returnedAt && time(returnedAt)),
  ];
}

function noticesSection({ notices }: SummaryFacts, { say, time, language }: Writer): string[] {
  if (notices.length === 0) return [];
  return [
    say('六、通知', '6. Notices'),
    ...notices.map(
      ({ postedAt, subject }) =>
        `- ${time(postedAt)}  ${cleanedText(subject[language], { longest: LONGEST_LINE })}`,
    ),
  ];
}

function proofSection({ signer }: SummaryFacts, { say }: Writer): string[] {
  return [
    say('七、如何核验', '7. How to verify it'),
    say(
      '下面的命令不需要网络和数据库,可核验每个文件、此订单的操作日志条目及签名。请向制作方另行索取签名密钥的指纹进行比对。',
      'This command needs no network and no database. It verifies every file, this order’s entries of the log of operations, and the signature. Ask whoever made the dossier for the fingerprint of their key, by another way than this file.',
    ),
    say(
      'sealflow dossier verify FILE.zip --signer FINGERPRINT',
      'sealflow dossier verify FILE.zip --signer FINGERPRINT',
    ),
    say(`签名密钥的指纹:${signer}`, `Fingerprint of the key that signed: ${signer}`),
  ];
}
