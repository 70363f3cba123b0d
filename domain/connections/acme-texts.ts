/** What is said of an ACME directory: its own words are quoted, ours stand around them. Types, names and URLs as they are. */
import type { Bilingual } from '../bilingual.js';
import { clauses } from '../told.js';

/** The directory is called by its connection's name. */
export const ACME_TEXTS = {
  /** `advice`: what to do about it. */
  problem: (ca: string, asked: Bilingual, said: Bilingual, advice: Bilingual | undefined): Bilingual => ({
    zh: `${ca} 拒绝${asked.zh}:${said.zh}${advice ? `。${advice.zh}` : ''}`,
    en: `${ca} refused ${asked.en}: ${said.en}${advice ? `. ${advice.en}` : ''}`,
  }),
  /** The directory's words of one name, or of the whole. */
  said: (type: string, detail: string, name: string | undefined): Bilingual => ({
    zh: `${name === undefined ? '' : `${name}:`}${detail === '' ? type : `“${detail}”(${type})`}`,
    en: `${name === undefined ? '' : `${name}: `}${detail === '' ? type : `“${detail}” (${type})`}`,
  }),
  names: (said: readonly Bilingual[]): Bilingual => clauses(said),
  noAnswer: (ca: string, asked: Bilingual, code: string): Bilingual => ({
    zh: `${ca} 对${asked.zh}没有应答(${code});会先查询结果再继续`,
    en: `${ca} gave no answer to ${asked.en} (${code}); what became of it is looked up before anything is sent again`,
  }),
  tlsNotTrusted: (ca: string, code: string): Bilingual => ({
    zh: `${ca} 的 TLS 证书不受信任(${code}):若其由私有根签发,请在连接的 rootPem 中给出该根证书`,
    en: `${ca} has a TLS certificate that is not trusted (${code}): where it comes from a private root, give that root as rootPem of the connection`,
  }),
  answeredWith: (ca: string, asked: Bilingual, status: number): Bilingual => ({
    zh: `${ca} 对${asked.zh}返回了 ${status},没有说明原因`,
    en: `${ca} answered ${asked.en} with ${status} and no reason`,
  }),
  limitsRate: (ca: string, asked: Bilingual, said: Bilingual, seconds: number | undefined): Bilingual => ({
    zh: `${ca} 限制了${asked.zh}的频率:${said.zh}${seconds === undefined ? '' : `;它要求等待 ${seconds} 秒`}`,
    en: `${ca} limits our rate at ${asked.en}: ${said.en}${seconds === undefined ? '' : `; it asks to wait ${seconds} s`}`,
  }),
  notAsAgreed: (ca: string, asked: Bilingual, fields: readonly string[]): Bilingual => ({
    zh: `${ca} 对${asked.zh}的应答不符合 RFC 8555:${fields.join(', ')}`,
    en: `${ca} answered ${asked.en} not as RFC 8555 has it: ${fields.join(', ')}`,
  }),
  notADirectory: (ca: string, url: string, fields: readonly string[]): Bilingual => ({
    zh: `${ca}:${url} 不是 ACME 目录(缺少或无法读取:${fields.join(', ')})。请更正连接的 directoryUrl`,
    en: `${ca}: ${url} is no ACME directory (missing or unreadable: ${fields.join(', ')}). Correct directoryUrl of the connection`,
  }),
  needsEab: (ca: string): Bilingual => ({
    zh: `${ca} 要求外部账户绑定:请在连接中给出 eabKeyId 和 eabHmacKey(由 CA 的控制台提供)`,
    en: `${ca} requires an external account binding: give eabKeyId and eabHmacKey in the connection, as the CA's console shows them`,
  }),
  accountEnded: (ca: string, status: string): Bilingual => ({
    zh: `${ca} 的账户状态为 ${status}:请删除该连接并重新添加`,
    en: `The account at ${ca} is ${status}: remove the connection and add it anew`,
  }),
  keyLost: (ca: string): Bilingual => ({
    zh: `${ca} 的账户密钥已随其主密钥丢失:请删除该连接并重新添加(需要时使用新的外部账户绑定)`,
    en: `The account key at ${ca} was lost with its master key: remove the connection and add it anew, with a new external account binding where one is needed`,
  }),
  noSuchProfile: (ca: string, profile: string, offered: readonly string[]): Bilingual => ({
    zh: `${ca} 没有名为 ${profile} 的证书配置${offered.length > 0 ? `;它提供:${offered.join('、')}` : ''}。请更正连接的 profile`,
    en: `${ca} has no profile ${profile}${offered.length > 0 ? `; it offers ${offered.join(', ')}` : ''}. Correct profile of the connection`,
  }),
  namesCompany: (ca: string): Bilingual => ({
    zh: `${ca} 通过 ACME 仅签发 DV 证书:OV 和 EV 请经由其他连接下单`,
    en: `${ca} issues DV certificates only, by ACME: order OV and EV by another connection`,
  }),
  tooManyNames: (ca: string, names: number, most: number): Bilingual => ({
    zh: `${ca} 的一个订单至多 ${most} 个域名,此订单有 ${names} 个(含附赠域名)`,
    en: `An order at ${ca} takes ${most} names at most, and this one has ${names}, complimentary ones among them`,
  }),
  methodNotOffered: (ca: string, name: string, wanted: string, offered: readonly string[]): Bilingual => ({
    zh: `${ca} 不允许以 ${wanted} 验证 ${name};它提供:${offered.join('、')}`,
    en: `${ca} does not take ${wanted} for ${name}; it offers ${offered.join(', ')}`,
  }),
  orderOfAnother: (ca: string, reference: string): Bilingual => ({
    zh: `${ca} 对相同的域名只保留一个未完成的订单,它属于我们的订单 ${reference}:待其签发或结束后会再次下单`,
    en: `${ca} keeps one open order for the same names, and it belongs to our order ${reference}: this one is placed once that one is issued or has ended`,
  }),
  noOrder: (ca: string, reference: string): Bilingual => ({
    zh: `${ca} 没有订单 ${reference}`,
    en: `${ca} has no order ${reference}`,
  }),
  noCertificateYet: (ca: string): Bilingual => ({
    zh: `${ca} 尚未给出证书`,
    en: `${ca} does not hand the certificate out yet`,
  }),
  finalizing: (ca: string): Bilingual => ({
    zh: `${ca} 正在签发:其结果确定之前无法取消`,
    en: `${ca} is issuing: until that has ended the order can't be cancelled`,
  }),
  takesNoLetters: (ca: string): Bilingual => ({
    zh: `${ca} 不接收任何文件`,
    en: `${ca} takes no letters`,
  }),
  knowsNoCompany: (ca: string): Bilingual => ({
    zh: `${ca} 不核验企业,没有可更改的企业信息`,
    en: `${ca} checks no company: there is nothing to change`,
  }),
  cancelled: { zh: '该订单已由我们取消', en: 'The order was cancelled by us' },
  notShown: { zh: 'CA 未说明原因', en: 'the CA gave no reason' },
} as const;

/** What was asked for, as the object of a sentence. */
export const ACME_REQUESTS = {
  directory: { zh: '读取目录', en: 'its directory' },
  account: { zh: '注册账户', en: 'the account' },
  accountStatus: { zh: '查询账户', en: 'a look at the account' },
  keyChange: { zh: '更换账户密钥', en: 'the change of the account key' },
  newOrder: { zh: '下单', en: 'the order' },
  orders: { zh: '读取订单列表', en: 'the list of orders' },
  order: { zh: '查询订单', en: 'a look at the order' },
  authorization: { zh: '读取验证要求', en: 'a look at what is to be validated' },
  challenge: { zh: '验证请求', en: 'the request to validate' },
  deactivation: { zh: '放弃验证', en: 'giving up what was to be validated' },
  finalize: { zh: '签发请求', en: 'the request to issue' },
  certificate: { zh: '下载证书', en: 'the download of the certificate' },
  revocation: { zh: '吊销请求', en: 'the request to revoke' },
  renewalInfo: { zh: '查询续期时间', en: 'the question when to renew' },
} as const satisfies Record<string, Bilingual>;

/** What to do about a problem, by its type: only where somebody can. */
export const ACME_ADVICE: Readonly<Record<string, Bilingual>> = {
  accountDoesNotExist: {
    zh: '该账户在 CA 处已不存在:请删除该连接并重新添加',
    en: 'The account is gone at the CA: remove the connection and add it anew',
  },
  externalAccountRequired: {
    zh: '请在连接中给出 eabKeyId 和 eabHmacKey;多数 CA 的绑定只能使用一次',
    en: 'Give eabKeyId and eabHmacKey in the connection; at most CAs a binding is good for one account',
  },
  invalidContact: { zh: '请更正连接的 contact', en: 'Correct contact of the connection' },
  unsupportedContact: { zh: '请更正连接的 contact', en: 'Correct contact of the connection' },
  userActionRequired: {
    zh: '请阅读并同意 CA 的新服务条款,然后重试',
    en: "Read and accept the CA's new terms of service, then try again",
  },
  invalidProfile: { zh: '请更正连接的 profile', en: 'Correct profile of the connection' },
  badPublicKey: { zh: '请使用另一种密钥下单', en: 'Order with another kind of key' },
  badCSR: { zh: '请使用另一份 CSR 下单', en: 'Order with another CSR' },
  rejectedIdentifier: {
    zh: '该 CA 不为此域名签发:请从订单中去掉它,或改用另一家 CA',
    en: 'This CA issues nothing for the name: order without it, or at another CA',
  },
  unsupportedIdentifier: {
    zh: '该 CA 不为这类名称签发:请从订单中去掉它,或改用另一家 CA',
    en: 'This CA issues nothing for names of that kind: order without it, or at another CA',
  },
  caa: {
    zh: '请在 CAA 记录中允许该 CA,或改用另一家 CA',
    en: 'Permit this CA in the CAA records, or order at another one',
  },
};
