/** What `--help` says of options that several commands have, and the form of all such texts. */
import type { Bilingual } from '../../../../domain/bilingual.js';
import {
  BRANDS,
  CERTIFICATE_TYPES,
  KEY_ALGORITHMS,
  VALIDATION_METHODS,
} from '../../../../domain/catalogue/words.js';

/** Of one command or group: what it is for, and what each option (by its long name) and argument takes. */
export interface CommandText {
  readonly about: Bilingual;
  readonly options?: Readonly<Record<string, Bilingual>>;
  readonly arguments?: Readonly<Record<string, Bilingual>>;
}

/** By the words that call the command: `order create`. */
export type CommandTexts = Readonly<Record<string, CommandText>>;

/** What an option takes, where that says it all: values are the same in every language. */
export function values(accepted: readonly string[]): Bilingual {
  const list = accepted.join(', ');
  return { zh: list, en: list };
}

export const PAGES = {
  '--limit': { zh: '最多列出多少条(默认 100)', en: 'at most so many (default: 100)' },
  '--after': {
    zh: '分页:不带游标时为第一页,带某一页给出的游标时为其下一页;此时 JSON 为 {items, next}',
    en: 'page by page: alone the first page, with the cursor that a page tells the one after it; JSON is then {items, next}',
  },
} satisfies CommandText['options'];

export const LABELS = {
  '--alias': { zh: '最多 200 个字符', en: 'at most 200 characters' },
  '--no-alias': { zh: '去掉别名', en: 'takes it away' },
  '--tag': {
    zh: '添加标签,或更改此键的标签;可多次给出',
    en: 'adds a tag, or changes the one of this key; may be given several times',
  },
  '--untag': { zh: '去掉标签;可多次给出', en: 'takes a tag away; may be given several times' },
  '--project': { zh: '最多 200 个字符', en: 'at most 200 characters' },
  '--no-project': { zh: '去掉项目', en: 'takes it away' },
} satisfies CommandText['options'];

export const LABEL_FILTERS = {
  '--alias': { zh: '别名中含有这些文字,不分大小写', en: 'with this in their alias, in whatever case' },
  '--tag': { zh: '带有此标签', en: 'with this tag' },
  '--project': { zh: '恰好属于此项目', en: 'of exactly this project' },
} satisfies CommandText['options'];

export const NEW_KEY = {
  '--key-password-file': { zh: '存有新私钥密码的文件', en: 'holds the new key’s password' },
  '--no-key-password': {
    zh: '新私钥不设密码,即使原来的有',
    en: 'the new key gets no password, though the old one had one',
  },
} satisfies CommandText['options'];

export const PRICE = {
  '--yes': {
    zh: '无论价格多少都同意:只显示价格,不再询问',
    en: 'agree to the price, whatever it is: it is shown and not asked about',
  },
  '--price': {
    zh: '已看到的价格,例如 380.00;实际价格不同时拒绝下单',
    en: 'the price that was seen, such as 380.00; any other one is refused',
  },
} satisfies CommandText['options'];

export const NO_WAIT = {
  '--no-wait': {
    zh: '立即结束,不等待也不显示首先要做的事',
    en: 'end at once, without telling what is to be done first',
  },
} satisfies CommandText['options'];

export const FOLLOWING = {
  ...NEW_KEY,
  ...PRICE,
  ...NO_WAIT,
  '--idempotency-key': {
    zh: '同一个键、同样的请求,就是同一个订单',
    en: 'the same key with the same request is the same order',
  },
  '--form-changes': {
    zh: '要重新设置的表单字段,JSON 或 YAML;null 表示去掉该字段',
    en: 'fields of the form to set anew, as JSON or YAML; null takes one away',
  },
} satisfies CommandText['options'];

export const ORDER_FORM = {
  '--brand': values(BRANDS),
  '--type': values(CERTIFICATE_TYPES),
  '--name': {
    zh: '域名,通用名称在最前;可多次给出',
    en: 'the names, the common name first; may be given again',
  },
  '--validation': values(VALIDATION_METHODS),
  '--key': {
    zh: `${KEY_ALGORITHMS.join(', ')}(私钥在此生成)`,
    en: `${KEY_ALGORITHMS.join(', ')} (made here)`,
  },
  '--csr': { zh: '在别处生成的 PKCS#10 请求,PEM 格式', en: 'a PKCS#10 request made elsewhere, in PEM form' },
  '--key-password-file': {
    zh: '存有私钥密码的文件:至少 6 个字符,不含空格',
    en: 'holds a password for the private key: at least 6 characters, no space',
  },
  '--company': { zh: '已保存的公司,用于 OV 和 EV', en: 'a saved company, for OV and EV' },
  '--manager': { zh: '已保存的人员,作为管理人', en: 'a saved contact, to be the manager' },
  '--contact': {
    zh: '已保存的人员,或 same-as-manager(默认,即与管理人相同)',
    en: 'a saved contact, or same-as-manager (the default)',
  },
  '--form': { zh: '表单文件,JSON 或 YAML;命令行选项优先', en: 'the form as JSON or YAML; flags win over it' },
} satisfies CommandText['options'];

export const SENT_BY = {
  '--sent-by': { zh: '由谁提交(默认为您的登录名)', en: 'who sends it (default: your login name)' },
} satisfies CommandText['options'];

export const LABEL_COMMAND: CommandText = {
  about: { zh: '设置、更改或去掉别名、标签和项目', en: 'set, change or take away alias, tags and project' },
  options: LABELS,
};
