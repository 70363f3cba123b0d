/** What is said where a CA does not answer, answers wrongly, or issues what was not ordered. Names, ids and codes stand in it as they are. */
import type { Bilingual } from './bilingual.js';

/** The CA, named by its name. */
export const CA_FAILURES = {
  unavailable: (what: Bilingual): Bilingual => ({
    zh: `CA 暂时不可用:${what.zh}`,
    en: `The CA is not available: ${what.en}`,
  }),
  answeredWith: (where: string, status: number): Bilingual => ({
    zh: `${where} 返回了 ${status}`,
    en: `${where} was answered with ${status}`,
  }),
  answeredWithPage: (where: string, status: number): Bilingual => ({
    zh: `${where} 返回了网页(${status}),而不是 JSON`,
    en: `${where} was answered with a page (${status}), not JSON`,
  }),
  noAnswer: (where: string, code: string): Bilingual => ({
    zh: `${where} 没有应答(${code})`,
    en: `${where} got no answer (${code})`,
  }),
  unauthorized: (where: string, variable: string): Bilingual => ({
    zh: `${where} 未获授权:请更正 ${variable}`,
    en: `${where} was not authorized: correct ${variable}`,
  }),
  tooLong: (where: string, bytes: number): Bilingual => ({
    zh: `CA 对 ${where} 的应答超过 ${bytes} 字节`,
    en: `The CA's answer to ${where} is longer than ${bytes} bytes`,
  }),
  noJson: (where: string): Bilingual => ({
    zh: `CA 对 ${where} 的应答不是它所声称的 JSON`,
    en: `The CA's answer to ${where} is not the JSON it says it is`,
  }),
  notAsAgreed: (where: string, fields: readonly string[], more: number): Bilingual => ({
    zh: `CA 对 ${where} 的应答与约定不符:${fields.join(', ')}${more > 0 ? `,另有 ${more} 处` : ''}`,
    en: `The CA's answer to ${where} is not as agreed: ${fields.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  }),
  revocationNotConfirmed: (order: string): Bilingual => ({
    zh: `CA 未确认 ${order} 已吊销`,
    en: `The CA did not say that ${order} is revoked`,
  }),
  toldOfAnother: (asked: string, path: string, told: string): Bilingual => ({
    zh: `在 ${path} 向 CA 查询 ${asked},得到的却是 ${told}`,
    en: `The CA was asked for ${asked} at ${path} and told of ${told}`,
  }),
  notCancelled: (order: string, status: string): Bilingual => ({
    zh: `已请求 CA 取消 ${order},但它表示状态为 ${status}`,
    en: `The CA was asked to cancel ${order} and says that it is ${status}`,
  }),
  noReason: (where: string, status: number): Bilingual => ({
    zh: `${where} 返回了 ${status},没有说明原因`,
    en: `${where} was answered with ${status} and no reason`,
  }),
  decidedWhenAsked: (where: string, status: number, code: string, words: Bilingual): Bilingual => ({
    zh: `${where} 返回了 ${status} ${code}:${words.zh}`,
    en: `${where} was answered with ${status} ${code}: ${words.en}`,
  }),
  limitsRate: (where: string, seconds: number | undefined): Bilingual => ({
    zh: `CA 限制了我们对 ${where} 的请求频率${seconds === undefined ? '' : `;它要求等待 ${seconds} 秒`}`,
    en: `The CA limits our rate at ${where}${seconds === undefined ? '' : `; it asks to wait ${seconds} s`}`,
  }),
  listGoesRound: {
    zh: 'CA 的订单列表又回到了同一页。',
    en: "The CA's list of orders comes round to a page again.",
  },
  notFoundByReference: (ca: string, reference: string): Bilingual => ({
    zh: `${ca} 不支持按我们的编号 ${reference} 查询:请在其控制台中查看该订单是否存在。`,
    en: `${ca} can't be asked for our reference ${reference}: look in its console whether the order exists.`,
  }),
  signsWithout: (ca: string, hash: string, accepted: readonly string[]): Bilingual => ({
    zh: `${ca} 不用 ${hash} 签发证书:请改用 ${accepted.join(' 或 ')} 下单。`,
    en: `${ca} signs no certificates with ${hash}: order one with ${accepted.join(' or ')}.`,
  }),
  misfit: (ca: string, what: Bilingual): Bilingual => ({
    zh: `${ca} ${what.zh}。该应答未被采用;系统会再次查询。`,
    en: `${ca} ${what.en}. Nothing of that answer was taken; it is asked again.`,
  }),
  orderIs: (ca: string, status: string): Bilingual => ({
    zh: `${ca} 表示该订单${status === 'refused' ? '已被拒绝' : '已被取消'}。`,
    en: `${ca} says that the order is ${status}.`,
  }),
  revokedWithoutTime: {
    zh: 'CA 表示已吊销,但未说明时间。',
    en: 'The CA says that it revoked, but not when.',
  },
  saysNothingOfCompany: (ca: string): Bilingual => ({
    zh: `${ca} 对本订单的企业没有任何说明。`,
    en: `${ca} says nothing of the company of this order.`,
  }),
  /** `broken`: the parts that can't be read. */
  unreadable: (ca: string, broken: readonly Bilingual[]): Bilingual => ({
    zh: `${ca} 已签发,但${broken.map(({ zh }) => zh).join('和')}无法读取:已损坏,或并非证书。`,
    en: `${ca} has issued, but ${broken.map(({ en }) => en).join(' and ')} can’t be read: damaged, or something else.`,
  }),
} as const;

/** Parts of what a CA issued. */
export const ISSUED_PARTS = {
  certificate: { zh: '证书', en: 'the certificate' },
  chain: { zh: '证书链', en: 'its chain' },
  root: { zh: '根证书', en: 'its root' },
  encryptionCertificate: { zh: '加密证书', en: 'its encryption certificate' },
  envelope: { zh: '加密私钥的信封', en: 'the envelope of its encryption key' },
} as const;

/** How an answer of a CA does not fit the order that it was asked about: they go on from the CA's name. */
export const MISFITS = {
  otherReference: (told: string, asked: string): Bilingual => ({
    zh: `返回的是订单 ${told},而不是 ${asked}`,
    en: `told of the order ${told} instead of ${asked}`,
  }),
  otherOrder: (told: string, asked: string): Bilingual => ({
    zh: `返回的是它的订单 ${told},而不是 ${asked}`,
    en: `told of its order ${told} instead of ${asked}`,
  }),
  otherNames: (orderId: string): Bilingual => ({
    zh: `中订单 ${orderId} 的域名与所订不符`,
    en: `has other names for order ${orderId} than were ordered`,
  }),
  otherProofs: (orderId: string): Bilingual => ({
    zh: `要求的验证与订单 ${orderId} 的域名并非一一对应`,
    en: `asks for other proofs than one for each name of order ${orderId}`,
  }),
  strangeNames: (orderId: string): Bilingual => ({
    zh: `要求验证的域名不在订单 ${orderId} 之中`,
    en: `asks for proofs of names that order ${orderId} does not have`,
  }),
  nothingToShow: (name: string): Bilingual => ({
    zh: `要求验证 ${name},但未说明应展示什么`,
    en: `asks for a proof of ${name} and does not say what to show`,
  }),
  strangeRecord: (record: string, name: string): Bilingual => ({
    zh: `要求在 ${record} 设置记录以验证 ${name}`,
    en: `asks for a record at ${record} as a proof of ${name}`,
  }),
  strangeFile: (url: string, name: string): Bilingual => ({
    zh: `要求在 ${url} 放置文件以验证 ${name}`,
    en: `asks for a file at ${url} as a proof of ${name}`,
  }),
} as const;

/** What a CA issued and is delivered to nobody. */
export const MISISSUED = {
  /** `problems`: each in words, for whoever takes it up with the CA. */
  notOrdered: (ca: string, problems: Bilingual): Bilingual => ({
    zh: `${ca} 签发的证书与所订不符,不予交付,并将吊销:${problems.zh}。`,
    en: `${ca} issued a certificate that was not ordered: ${problems.en}.`,
  }),
  lapsed: (ca: string, problems: Bilingual): Bilingual => ({
    zh: `${ca} 依据已失效的验证签发了证书,不予交付,并将吊销:${problems.zh}。`,
    en: `${ca} issued on what it could not use any more: ${problems.en}.`,
  }),
  outlivesTerm: (ca: string, notAfter: Date, validUntil: Date): Bilingual => ({
    zh: `${ca} 签发的证书有效至 ${day(notAfter)},而所购期限至 ${day(validUntil)}:不予交付,并将吊销。`,
    en: `${ca} issued a certificate until ${notAfter.toISOString()}: the term that was bought ends at ${validUntil.toISOString()}.`,
  }),
} as const;

function day(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
