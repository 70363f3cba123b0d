/**
 * What has to happen next, told in Chinese and English to whoever reads the order: beside a command line, and on a page. Used by
 * workflows: no libraries.
 */
import { code, shortList } from '../markdown.js';
import { command } from '../commands.js';
import type { NextAction } from './next-action.js';
import { wordsOfReason } from '../told.js';
import type { DomainValidation } from '../control/validations.js';
import type { Bilingual } from '../bilingual.js';
import { refusalOfRepair, type OrganizationPart } from '../organization/ways.js';
import { refusalOfSecondUpload } from '../organization/letter-succession.js';
import { CHANNEL_SOURCES } from '../organization/words.js';
import type { OrderTerms } from './terms.js';
import { resubmission } from './way-out.js';
import { timeInWords } from '../time-zone.js';
import { PAGE_LOCKED } from '../organization/turn.js';
import type {
  ApprovalWait,
  OrderWait,
  OrganizationWait,
  RecordWait,
  RevocationWait,
  Wait,
} from '../waits.js';

/** What the texts speak of; an OrderStatus has it all. */
export interface Situation {
  readonly orderId: string;
  readonly validations: readonly DomainValidation[];
  /** Why the order stands here: the last finding, or the CA's words. Quoted, never interpreted. */
  readonly reason?: string | undefined;
  /** The same in Chinese, where it is ours. */
  readonly reasonChinese?: string | undefined;
  /** When the one who holds the ball is usually done; ISO 8601, UTC. */
  readonly expectedBy?: string | undefined;
  /** What the order lives under; absent until its form is there, and where a text needs none of it. */
  readonly terms?: Pick<OrderTerms, 'brand' | 'organization' | 'keyHasPassword'> | undefined;
  /** How many letters or forms went to the CA, whatever became of them. */
  readonly lettersSent?: number | undefined;
}

/** Where a text is read; the same text for both, but for what only one of them can use. */
interface Place {
  /** What only whoever types can use: commands, and files that go with them. */
  readonly typed: (words: string) => string;
  /** What only a page's reader can use: it lists records and files below, and has a button or a form for each deed. */
  readonly onPage: (words: string) => string;
  /** Names and values, to be copied out of a line of text; a page copies nothing out of its sentences. */
  readonly quoted: (text: string) => string;
}

const AT_COMMAND_LINE: Place = { typed: (words) => words, onPage: () => '', quoted: code };
const ON_PAGE: Place = { typed: () => '', onPage: (words) => words, quoted: (text) => text };

/**
 * The next thing to do, and who does it. Names, values and commands stand in backticks, ready to be copied; `page` has the same
 * without commands, for readers who are shown records, reasons and buttons beside it.
 */
export function nextAction(wait: Wait, situation: Situation): NextAction {
  const { zh, en } = withLockedPage(TEXTS[wait](situation, AT_COMMAND_LINE), situation);
  const page = withLockedPage(TEXTS[wait](situation, ON_PAGE), situation);
  const reason = wordsOfReason(situation);
  if (reason === undefined || reason.en === '') return { zh, en, page };
  return {
    zh: `${zh} 最近一次结果:${code(reason.zh)}。`,
    en: `${en} Last result: ${code(reason.en)}.`,
    page,
  };
}

/** Whoever has locked the page that a mail leads to is told so first: nothing else that the text says helps then. */
function withLockedPage(text: Bilingual, { reason }: Situation): Bilingual {
  if (reason?.includes(PAGE_LOCKED) !== true) return text;
  return { zh: `${LOCKED_PAGE.zh}${text.zh}`, en: `${LOCKED_PAGE.en} ${text.en}` };
}

const LOCKED_PAGE: Bilingual = {
  zh: '验证码输错次数过多,CA 的确认页面已锁定:请致电 CA 继续验证。',
  en: 'Too many wrong codes were typed: the page of the CA that the mail leads to is locked. Phone the CA, which goes on from there.',
};

type Texts<W extends Wait> = Record<W, (situation: Situation, place: Place) => Bilingual>;

const ORDER_TEXTS: Texts<OrderWait> = {
  'subscriber-form': ({ orderId }, { typed }) => ({
    zh: `请填写并提交订单表单${typed(`:${command(`order submit ${orderId}`)}`)}。`,
    en: `Fill in the order form and submit it${typed(`: ${command(`order submit ${orderId}`)}`)}.`,
  }),
  'subscriber-dns': ({ orderId, validations }, { typed, onPage }) => ({
    zh: `请在域名的 DNS 中添加${typed('以下记录')}${onPage('订单中列出的记录')},并保留到证书签发${typed(`:${records(validations, ';', '另有', '条')}`)}。添加后系统会自动检查,也可${onPage('随时')}立即检查${typed(`:${command(`order check ${orderId}`)}`)}。`,
    en: `Add ${typed('these records')}${onPage('the records that the order lists')} to the DNS of the domain and keep them until the certificate is issued${typed(`: ${records(validations, '; ', 'and', 'more')}`)}. They are looked for by themselves, or at once ${typed(`with ${command(`order check ${orderId}`)}`)}${onPage('if you say so')}.`,
  }),
  'subscriber-file': ({ orderId, validations }, { typed, onPage }) => ({
    zh: `请在网站上放置${typed('以下文件')}${onPage('订单中列出的文件')}(HTTP 或 HTTPS 均可,状态码 200,内容完全一致),并保留到证书签发${typed(`:${files(validations, ';', '内容为', '另有', '个')}`)}。放置后系统会自动检查,也可${onPage('随时')}立即检查${typed(`:${command(`order check ${orderId}`)}`)}。`,
    en: `Serve ${typed('these files')}${onPage('the files that the order lists')} (by HTTP or HTTPS, status 200, exactly this content) and keep them until the certificate is issued${typed(`: ${files(validations, '; ', 'with the content', 'and', 'more')}`)}. They are looked for by themselves, or at once ${typed(`with ${command(`order check ${orderId}`)}`)}${onPage('if you say so')}.`,
  }),
  'subscriber-caa': ({ orderId, validations }, { typed, onPage, quoted }) => ({
    zh: `域名 ${domains(validations, quoted)} 的 CAA 记录或 DNSSEC 不允许该 CA 签发。请修改 CAA 记录以允许该 CA(或修复 DNSSEC),然后${typed(`执行 ${command(`order check ${orderId}`)}`)}${onPage('立即检查')}。`,
    en: `CAA records or DNSSEC of ${domains(validations, quoted)} forbid this CA to issue. Permit the CA in the CAA records (or mend DNSSEC), then ${typed(`run ${command(`order check ${orderId}`)}`)}${onPage('have it checked')}.`,
  }),
  dns: ({ orderId, validations }, { typed, quoted }) => ({
    zh: `无需操作:系统正在发布 ${domains(validations, quoted)} 的验证记录,并等待它在 DNS 中生效(通常 1 到 5 分钟)。${typed(`如长时间未生效,请查看 ${command(`order why ${orderId}`)}。`)}`,
    en: `Nothing to do: the system publishes the validation records of ${domains(validations, quoted)} and waits until DNS shows them (usually 1 to 5 minutes).${typed(` If it takes longer, see ${command(`order why ${orderId}`)}.`)}`,
  }),
  'file-agent': ({ orderId, validations }, { typed, quoted }) => ({
    zh: `无需操作:系统正在 ${domains(validations, quoted)} 的网站上放置验证文件。${typed(`如长时间未完成,请查看 ${command(`order why ${orderId}`)}。`)}`,
    en: `Nothing to do: the system puts the validation files of ${domains(validations, quoted)} in place.${typed(` If it takes longer, see ${command(`order why ${orderId}`)}.`)}`,
  }),
  'ca-placement': () => ({
    zh: '无需操作:订单正在提交给 CA。',
    en: 'Nothing to do: the order is being placed at the CA.',
  }),
  'ca-validation': ({ validations }, { quoted }) => ({
    zh: `无需操作:CA 正在检查 ${domains(validations, quoted)}。请保留验证记录或文件。`,
    en: `Nothing to do: the CA is checking ${domains(validations, quoted)}. Keep the validation records or files in place.`,
  }),
  'ca-issuance': () => ({
    zh: '无需操作:域名验证已通过,等待 CA 签发。签发之前请保留验证记录或文件。',
    en: 'Nothing to do: the names are validated and the CA is issuing. Keep the validation records or files until then.',
  }),
  us: ({ orderId }, { typed }) => ({
    zh: `无需操作:系统正在处理。${typed(`如长时间没有变化,请查看 ${command(`order why ${orderId}`)}。`)}`,
    en: `Nothing to do: the system is working on it.${typed(` If nothing changes for long, see ${command(`order why ${orderId}`)}.`)}`,
  }),
  'subscriber-payment': ({ orderId }, { typed, onPage }) => ({
    zh: `账户余额不足以支付本订单,请充值:系统会自动重试,也可${onPage('随时')}立即重试${typed(`:${command(`order check ${orderId}`)}`)}。`,
    en: `The account's funds don't cover this order: add funds. It is tried again by itself, or at once ${typed(`with ${command(`order check ${orderId}`)}`)}${onPage('if you say so')}.`,
  }),
};

const APPROVAL_TEXTS: Texts<ApprovalWait> = {
  'approver-decision': ({ orderId }, { typed }) => ({
    zh: `请由申请人以外、有审批权的人决定${typed(`:${command(`approval approve ${orderId}`)},或 ${command(`approval decline ${orderId}`)}`)}。批准之前,不会扣款,也不会提交给 CA。`,
    en: `Somebody of the account who may approve, and did not ask for it, decides${typed(`: ${command(`approval approve ${orderId}`)}, or ${command(`approval decline ${orderId}`)}`)}. Until then no money is set aside, and the CA hears nothing.`,
  }),
};

/** Ordering rules, section 6: who acts, and with what. */
const ORGANIZATION_TEXTS: Texts<OrganizationWait> = {
  'subscriber-letter': ({ orderId }, { typed }) => ({
    zh: `请下载已填好的企业信息确认函${typed(`(${command(`letter template ${orderId} --out letter.pdf`)})`)},签字、盖章后上传扫描件${typed(`:${command(`letter upload ${orderId} FILE.pdf`)}`)}。`,
    en: `Download the filled-in confirmation letter${typed(` (${command(`letter template ${orderId} --out letter.pdf`)})`)}, have it signed and stamped, and upload it${typed(`: ${command(`letter upload ${orderId} FILE.pdf`)}`)}.`,
  }),
  'subscriber-application-form': (situation, place) =>
    mayBeSentAgain(situation) ? applicationForm(situation, place) : applicationFormIsIn(situation, place),
  'subscriber-emails': (situation, { typed }) => {
    const way = anew(situation);
    return {
      zh: `请订单联系人打开 CA 发出的两封邮件,点击链接并输入验证码;两封都必须确认;CA 还可能致电联系人。邮件不能重发,地址不能更改。如需更改,请换一位联系人后重新提交${typed(`:${way.zh}`)}。`,
      en: `The order's contact opens the two e-mails of the CA, follows each link and enters its code; both must be confirmed. The CA may phone the contact as well. The mails can't be sent again and the address can't be changed. To change it, submit the order anew with another contact${typed(`: ${way.en}`)}.`,
    };
  },
  'subscriber-channel': (situation, place) => {
    const { orderId } = situation;
    const { typed } = place;
    if (!mayBeRepaired('channel', situation)) return channelIsFixed(situation, place);
    const repair = command(
      `order repair ${orderId} --by phone --number NUMBER --source ${CHANNEL_SOURCES[0]}`,
    );
    const others = CHANNEL_SOURCES.slice(1).map(code);
    return {
      zh: `CA 未能通过公开渠道核实企业。请提供另一个公开可查的电话${typed(`:${repair}。其他渠道可将 ${code(CHANNEL_SOURCES[0])} 换成:${others.join('、')}`)}。`,
      en: `The CA could not confirm the company over the public channel given. Name another phone number that is on public record${typed(`: ${repair}. Where it stands elsewhere, ${code(CHANNEL_SOURCES[0])} is one of these instead: ${others.join(', ')}`)}.`,
    };
  },
  'subscriber-phone': (situation, { typed, onPage }) => {
    const report = command(`order phone-result ${situation.orderId} --result answered`);
    const contact = anotherContact(situation);
    return {
      zh: `CA 电话未能接通或核实。请确认联系人电话畅通,接听后报告${typed(`:${report}`)}。${typed(`如需更换联系人:${contact.zh}。`)}${onPage(insteadOfContact(situation).zh)}`,
      en: `The CA's phone call was not answered, or did not confirm the order. See that the contact can be reached, and report once the call was answered${typed(`: ${report}`)}. ${typed(`To name another contact: ${contact.en}.`)}${onPage(insteadOfContact(situation).en)}`,
    };
  },
  'subscriber-mailbox': ({ orderId }, { typed }) => ({
    zh: `请打开订单中填写的邮箱,点击 CA 邮件中的链接完成确认。${typed(`完成后可立即检查:${command(`order check ${orderId}`)}。`)}`,
    en: `Open the mailbox given with the order and follow the link in the CA's e-mail.${typed(` To have it looked at at once: ${command(`order check ${orderId}`)}.`)}`,
  }),
  'reviewer-letter': ({ expectedBy }) => ({
    zh: `无需操作:CA 正在审核确认函${usuallyZh(expectedBy)}。`,
    en: `Nothing to do: the CA is reviewing the letter${usuallyEn(expectedBy)}.`,
  }),
  'reviewer-application': ({ expectedBy }) => ({
    zh: `无需操作:CA 正在人工审核申请资料${usuallyZh(expectedBy)}。`,
    en: `Nothing to do: the CA is reviewing the application by hand${usuallyEn(expectedBy)}.`,
  }),
  'ca-public-record': ({ expectedBy }) => ({
    zh: `CA 将通过订单中填写的公开渠道(电话或邮件)联系企业,请留意接听或回复${usuallyZh(expectedBy)}。`,
    en: `The CA phones or writes to the company over the public channel given with the order: answer it${usuallyEn(expectedBy)}.`,
  }),
  'ca-phone-call': ({ orderId, expectedBy }, { typed, onPage }) => ({
    zh: `CA 将致电订单联系人,请保持电话畅通${usuallyZh(expectedBy)}。接听后${onPage('即')}可报告${typed(`:${command(`order phone-result ${orderId} --result answered`)}`)}。`,
    en: `The CA will phone the order's contact: keep the line free${usuallyEn(expectedBy)}. Once the call was answered${typed(`: ${command(`order phone-result ${orderId} --result answered`)}`)}${onPage(', say so')}.`,
  }),
  'ca-organization': ({ expectedBy }) => ({
    zh: `无需操作:CA 正在处理企业信息${usuallyZh(expectedBy)}。`,
    en: `Nothing to do: the CA is working on the organization's data${usuallyEn(expectedBy)}.`,
  }),
};

/** Of a revocation, `orderId` is the id of the certificate. */
const REVOCATION_TEXTS: Texts<RevocationWait> = {
  'subscriber-revocation-proof': ({ orderId, validations }, { typed, onPage }) => ({
    zh: `吊销前 CA 需要确认您对域名的控制权。请添加${typed(`以下记录或文件:${[records(validations, ';', '另有', '条'), files(validations, ';', '内容为', '另有', '个')].filter(Boolean).join(';')}`)}${onPage('列出的记录或文件')}。系统会自动检查,也可${onPage('随时')}立即检查${typed(`:${command(`certificate revocation check ${orderId}`)}`)}。`,
    en: `Before it revokes, the CA wants to see that you control the names. Set${typed(`: ${[records(validations, '; ', 'and', 'more'), files(validations, '; ', 'with the content', 'and', 'more')].filter(Boolean).join('; ')}`)}${onPage(' the records or files that are listed')}. They are looked for by themselves, or at once ${typed(`with ${command(`certificate revocation check ${orderId}`)}`)}${onPage('if you say so')}.`,
  }),
  'subscriber-revocation-letter': ({ orderId }, { typed }) => ({
    zh: `吊销需要盖章的吊销申请函。请下载已填好的吊销申请函${typed(`(${command(`certificate revocation letter-template ${orderId} --out letter.pdf`)})`)},签字、盖章后上传${typed(`:${command(`certificate revocation letter ${orderId} FILE.pdf`)}`)}。`,
    en: `The CA wants a stamped letter that asks for the revocation. Download it, filled in${typed(` (${command(`certificate revocation letter-template ${orderId} --out letter.pdf`)})`)}, have it signed and stamped, and upload it${typed(`: ${command(`certificate revocation letter ${orderId} FILE.pdf`)}`)}.`,
  }),
  'reviewer-revocation': ({ expectedBy }) => ({
    zh: `无需操作:CA 正在人工审核吊销申请${usuallyZh(expectedBy)}。`,
    en: `Nothing to do: the CA is reviewing the revocation by hand${usuallyEn(expectedBy)}.`,
  }),
  'ca-revocation': () => ({
    zh: '无需操作:CA 正在吊销证书。',
    en: 'Nothing to do: the CA is revoking the certificate.',
  }),
};

/** An operator's turn: whoever ordered can do nothing about it. */
const RECORD_TEXTS: Texts<RecordWait> = {
  records: (_situation, { typed }) => ({
    zh: `数据库已恢复到较早的时间,缺少此事项的记录;运维人员请恢复较新的备份${typed(`,或执行 ${command('doctor')}`)}。记录恢复后会自动继续。`,
    en: `The database was restored to an older moment and lacks a record of this. An operator restores a newer backup${typed(`, or runs ${command('doctor')}`)}. It goes on by itself once the record is back.`,
  }),
};

const TEXTS: Texts<Wait> = {
  ...ORDER_TEXTS,
  ...ORGANIZATION_TEXTS,
  ...REVOCATION_TEXTS,
  ...RECORD_TEXTS,
  ...APPROVAL_TEXTS,
};

function usuallyZh(expectedBy: string | undefined): string {
  return expectedBy === undefined ? '' : `(通常在 ${timeInWords(expectedBy).zh}之前完成)`;
}

function usuallyEn(expectedBy: string | undefined): string {
  return expectedBy === undefined ? '' : ` (usually done by ${timeInWords(expectedBy).en})`;
}

function mayBeRepaired(part: OrganizationPart, { terms }: Situation): boolean {
  return terms === undefined || refusalOfRepair(part, terms, false) === undefined;
}

function mayBeSentAgain({ lettersSent = 0 }: Situation): boolean {
  return refusalOfSecondUpload('application-form', lettersSent) === undefined;
}

/** The brand's own way to another contact: in the same order, or by another one. */
function anotherContact(situation: Situation): Bilingual {
  if (!mayBeRepaired('contact', situation)) return anew(situation);
  const repair = command(`order repair ${situation.orderId} --contact-file FILE.yaml`);
  return { zh: `${repair}${CONTACT_FILE.zh}`, en: `${repair}${CONTACT_FILE.en}` };
}

/** On a page, which has the form for it. */
function insteadOfContact(situation: Situation): Bilingual {
  if (mayBeRepaired('contact', situation)) return { zh: '也可更换联系人。', en: 'Or name another contact.' };
  return {
    zh: '如需更换联系人,请修改后重新提交订单。',
    en: 'To name another contact, submit the order anew.',
  };
}

/** Withdrawn and submitted anew with another contact. Who waits has a form, and no certificate. */
function anew(situation: Situation): Bilingual {
  const again = command(resubmissionOf(situation, '--contact-file FILE.yaml'));
  const note = situation.terms?.keyHasPassword === true ? WITH_PASSWORD : NOTHING_ELSE;
  return { zh: `${again}${CONTACT_FILE.zh}${note.zh}`, en: `${again}${CONTACT_FILE.en}${note.en}` };
}

function resubmissionOf(
  { orderId, terms }: Situation,
  changes?: '--contact-file FILE.yaml' | '--form-changes FILE.yaml',
): string {
  const keyHasPassword = terms?.keyHasPassword === true;
  const order = { orderId, state: 'validating', hasForm: true, keyHasPassword } as const;
  return resubmission(order, changes) ?? `order show ${orderId}`;
}

/** What has to stand in the file. */
const CONTACT_FILE: Bilingual = {
  zh: '(FILE.yaml 中写明联系人的 `name`、`department`、`position`、`phone`、`email`)',
  en: ' (FILE.yaml has the `name`, `department`, `position`, `phone` and `email` of the contact)',
};
const WITH_PASSWORD: Bilingual = {
  zh: '(FILE.txt 中写明新的私钥密码)',
  en: ' (FILE.txt has a new key password)',
};
const NOTHING_ELSE: Bilingual = { zh: '', en: '' };

function applicationForm({ orderId }: Situation, { typed }: Place): Bilingual {
  const template = command(`letter template ${orderId} --out form.pdf`);
  const upload = command(`letter upload ${orderId} FILE.pdf`);
  return {
    zh: `请下载申请书${typed(`(${template})`)},盖章后上传(.jpg、.gif 或 .pdf,最大 1.4 MB;只能上传一次)${typed(`:${upload}`)}。`,
    en: `Download the application form${typed(` (${template})`)}, have it stamped and upload it (.jpg, .gif or .pdf, at most 1.4 MB; it can be uploaded only once)${typed(`: ${upload}`)}.`,
  };
}

function applicationFormIsIn(situation: Situation, { typed }: Place): Bilingual {
  const again = command(resubmissionOf(situation));
  const note = situation.terms?.keyHasPassword === true ? WITH_PASSWORD : NOTHING_ELSE;
  return {
    zh: `申请书已经上传过,CA 不接受第二次上传。如需另交一份,请撤回订单并重新提交${typed(`:${again}${note.zh}`)}。`,
    en: `The application form was uploaded before, and the CA takes no second one. To hand in another, withdraw the order and submit it anew${typed(`: ${again}${note.en}`)}.`,
  };
}

/** Of a brand that takes no other channel for an order that is under way. */
function channelIsFixed(situation: Situation, { typed }: Place): Bilingual {
  const again = command(resubmissionOf(situation, '--form-changes FILE.yaml'));
  return {
    zh: `CA 未能通过公开渠道核实企业,该品牌不接受更换渠道。请修改后重新提交${typed(`:${again}(FILE.yaml 中写明新的 \`organizationCheck\`)`)}。`,
    en: `The CA could not confirm the company over the public channel given, and takes no other one for this order. Submit it anew${typed(`: ${again} (FILE.yaml has the new \`organizationCheck\`)`)}.`,
  };
}

function domains(validations: readonly DomainValidation[], quoted: Place['quoted']): string {
  return shortList(
    validations.map(({ name }) => quoted(name)),
    ', ',
    (more) => `+${more}`,
  );
}

function records(
  validations: readonly DomainValidation[],
  separator: string,
  and: string,
  more: string,
): string {
  const texts = validations.flatMap(({ record }) =>
    record ? [`${record.type} ${code(record.name)} = ${code(record.value)}`] : [],
  );
  return shortList(texts, separator, (rest) => `${and} ${rest} ${more}`);
}

function files(
  validations: readonly DomainValidation[],
  separator: string,
  withContent: string,
  and: string,
  more: string,
): string {
  const texts = validations.flatMap(({ file }) =>
    file ? [`${code(file.url)} ${withContent} ${code(file.content)}`] : [],
  );
  return shortList(texts, separator, (rest) => `${and} ${rest} ${more}`);
}
