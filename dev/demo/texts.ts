/** The demo's own words. What its orders wait for stands in news.ts, whose turn it is in domain/. */
import type { Bilingual, Language } from '../../domain/bilingual.js';
import { STATE_WORDS } from '../../domain/orders/status-markdown.js';

/** What is the same in every language: a typed command, a name, what another program said. */
export function verbatim(text: string): Bilingual {
  return { zh: text, en: text };
}

export const USAGE: Bilingual = {
  zh: '用法:npm run demo [-- --all] [--lang zh|en]',
  en: 'Usage: npm run demo [-- --all] [--lang zh|en]',
};

export const HEADINGS = {
  time: { zh: '时间', en: 'time' },
  order: { zh: '订单', en: 'order' },
  state: { zh: '状态', en: 'state' },
  turn: { zh: '由谁处理', en: 'whose turn' },
  news: { zh: '进展', en: 'what happened' },
  way: { zh: '公司核实方式', en: 'check of the company' },
  steps: { zh: '经过的步骤', en: 'steps it took' },
  issuer: { zh: '签发者', en: 'issuer' },
  certificate: { zh: '证书', en: 'certificate' },
};

/** Programs know a state by its code; so does who reads English. */
export function stateText(state: string, language: Language): string {
  if (language === 'en') return state;
  const words: Readonly<Record<string, Bilingual>> = {
    ...STATE_WORDS,
    created: { zh: '已创建', en: 'created' },
  };
  return words[state]?.zh ?? state;
}

/** Of the demo as a whole. */
export const STAGE = {
  temporaryData: (folder: string): Bilingual => ({
    zh: `临时数据在 ${folder};结束时删除。`,
    en: `Temporary data is in ${folder}; it is removed at the end.`,
  }),
  leftAside: (variables: string): Bilingual => ({
    zh: `演示使用自己的系统;此处不用这些变量:${variables}。`,
    en: `The demo has an installation of its own; left aside here: ${variables}.`,
  }),
  starting: {
    zh: '正在启动系统:Temporal、Postgres、DNS、Web 服务器、收信服务器、开发 CA、工作进程。',
    en: 'Starting the stack: Temporal, Postgres, DNS, web server, mail sink, development CA, worker.',
  },
  ready: (temporal: string, webUi: string): Bilingual => ({
    zh: `系统已就绪:Temporal 在 ${temporal},Web UI 在 ${webUi}。`,
    en: `The stack is ready: Temporal at ${temporal}, its Web UI at ${webUi}.`,
  }),
  stopping: { zh: '正在停止系统。', en: 'Stopping the stack.' },
  interrupted: {
    zh: '已中断:一切都已停止并删除。',
    en: 'Interrupted: everything is stopped and removed.',
  },
  done: (what: Bilingual): Bilingual => ({
    zh: `${what.zh};一切都已停止并删除。`,
    en: `${what.en}; everything is stopped and removed.`,
  }),
  failed: (why: Bilingual): Bilingual => ({
    zh: `演示未成功:${why.zh}`,
    en: `The demo failed: ${why.en}`,
  }),
};

export const TWO_ISSUED: Bilingual = {
  zh: '两个订单都已签发,两条证书链都已校验',
  en: 'Both orders are issued, both chains verified',
};

export const allIssued = (count: number): Bilingual => ({
  zh: `${count} 个订单全部签发,所有证书都已校验`,
  en: `All ${count} orders are issued, all certificates verified`,
});

/** Before `--all` begins; one line each. */
export const explained = (orders: number, deskSeconds: number): readonly Bilingual[] => [
  {
    zh: `同一家公司的 ${orders} 个订单,各按其品牌的方式核实。时间经过压缩:CA 岗位上的 1 个工作日以 1 秒代替,`,
    en: `${orders} orders of one company, each by its brand's own way. The clock is compressed: 1 second stands`,
  },
  {
    zh: `品牌说需要 3 到 5 个工作日的,岗位在 ${deskSeconds} 秒后通过。`,
    en: `for 1 working day at the CA's desks, which pass what lies there after ${deskSeconds} s where the`,
  },
  {
    zh: '其余各方都用命令操作;每类命令第一次出现时显示:$ sealflow ...',
    en: 'brand says 3 to 5 working days. All others act by commands; the first of each kind is shown: $ sealflow ...',
  },
];

/** How each brand makes sure of the company. */
export const WAYS = {
  none: { zh: '无:只验证域名', en: 'none: domain only' },
  rejectedLetter: { zh: '确认函,第一份被驳回', en: 'letter, the first one rejected' },
  form: { zh: '申请书,然后审核', en: 'application form, then review' },
  letter: { zh: '确认函,统一社会信用代码', en: 'letter, registration number' },
  mails: { zh: '两封邮件', en: 'two e-mails' },
  phoneAndMailbox: { zh: '电话和邮箱', en: 'phone and mailbox' },
  recordByPhone: { zh: '公开渠道,电话', en: 'public record, by phone' },
  recordByMail: { zh: '公开渠道,邮件', en: 'public record, by e-mail' },
} satisfies Record<string, Bilingual>;

export const STAMP_MISSING: Bilingual = { zh: '缺少公司公章', en: 'the stamp of the company is missing' };

/** What the people do. */
export const PEOPLE = {
  downloadsForm: { zh: '订购人下载已填好的表格', en: 'the subscriber downloads the form, filled in already' },
  uploadsStamped: { zh: '订购人上传,已盖章', en: 'the subscriber uploads it, stamped' },
  forgetsStamp: { zh: '订购人上传,但忘了盖章', en: 'the subscriber uploads it, but forgot the stamp' },
  rejects: (reason: Bilingual): Bilingual => ({
    zh: `CA 审核人员驳回确认函:${reason.zh}`,
    en: `the CA's reviewer rejects the letter: ${reason.en}`,
  }),
  followsLinkOf: (mail: number): Bilingual => ({
    zh: `联系人打开第 ${mail} 封邮件(共 2 封)中的链接`,
    en: `the contact follows the link in mail ${mail} of 2`,
  }),
  followsLink: { zh: '联系人打开邮件中的链接', en: 'the contact follows the link in the mail' },
  putsFile: (path: string): Bilingual => ({
    zh: `订购人放置 ${path}`,
    en: `the subscriber puts ${path} in place`,
  }),
  office: { zh: '行政部', en: 'office' },
};

/** Where an order stands. */
export const ENDS = {
  certificate: (id: string): Bilingual => ({ zh: `证书 ${id}`, en: `certificate ${id}` }),
  ended: { zh: '已结束', en: 'ended' },
  noReason: { zh: '没有说明原因', en: 'no reason' },
  validated: (what: Bilingual): Bilingual => ({ zh: `${what.zh}:已通过`, en: `${what.en}: validated` }),
  usuallyBy: (day: string): Bilingual => ({ zh: `,通常在 ${day} 前完成`, en: `, usually done by ${day}` }),
};

/** What a downloaded certificate was found to be. */
export const VERDICTS = {
  byOpenssl: (word: string): Bilingual => ({
    zh: `openssl 校验:${word.replaceAll(': OK', ' 通过')}`,
    en: `openssl verify: ${word}`,
  }),
  byOpensslSm2: (word: string): Bilingual => ({
    zh: `openssl 校验(SM2):${word.replaceAll(': OK', ' 通过')}`,
    en: `openssl verify, SM2: ${word}`,
  }),
  byNode: (certificate: string): Bilingual => ({
    zh: `Node 已校验 ${certificate} 的证书链,直到 CA 的根证书`,
    en: `chain of ${certificate} verified by Node up to the CA's root`,
  }),
  fits: (by: Bilingual): Bilingual => ({ zh: `${by.zh};域名和私钥相符`, en: `${by.en}; name and key fit` }),
  pairFits: (by: Bilingual): Bilingual => ({
    zh: `${by.zh};域名和私钥都相符`,
    en: `${by.en}; names and keys fit`,
  }),
};

/** Clauses of one line. */
export function joined(parts: readonly Bilingual[], by: Bilingual): Bilingual {
  return { zh: parts.map(({ zh }) => zh).join(by.zh), en: parts.map(({ en }) => en).join(by.en) };
}

export const COMMA: Bilingual = { zh: '、', en: ', ' };
export const SEMICOLON: Bilingual = { zh: ';', en: '; ' };
export const COLON: Bilingual = { zh: ':', en: ': ' };
