/** What is said of the reseller as a CA: its own words are quoted, ours stand around them. Actions, codes and ids as they are. */
import type { Bilingual } from '../bilingual.js';

/** The reseller is called by its connection's name. */
export const TENCENT_TEXTS = {
  refused: (
    ca: string,
    { action, code, said }: { readonly action: string; readonly code: string; readonly said: string },
    advice: Bilingual | undefined,
  ): Bilingual => ({
    zh: `${ca} 拒绝了 ${action}:${said === '' ? code : `“${said}”(${code})`}${advice ? `。${advice.zh}` : ''}`,
    en: `${ca} refused ${action}: ${said === '' ? code : `“${said}” (${code})`}${advice ? `. ${advice.en}` : ''}`,
  }),
  unknownCode: {
    zh: '此错误码未见于其文档:订单会等待并再次尝试,请运维人员查看',
    en: 'Its documents don’t name this code: the order waits and tries again; an operator should look',
  },
  limitsRate: (ca: string, action: string): Bilingual => ({
    zh: `${ca} 限制了我们对 ${action} 的请求频率`,
    en: `${ca} limits our rate at ${action}`,
  }),
  noAnswer: (ca: string, action: string, code: string): Bilingual => ({
    zh: `${ca} 对 ${action} 没有应答(${code});会先查询结果再继续`,
    en: `${ca} gave no answer to ${action} (${code}); what became of it is looked up before anything is sent again`,
  }),
  answeredWith: (ca: string, action: string, status: number): Bilingual => ({
    zh: `${ca} 对 ${action} 返回了 ${status},没有说明原因`,
    en: `${ca} answered ${action} with ${status} and no reason`,
  }),
  notAsDocumented: (ca: string, action: string, fields: readonly string[]): Bilingual => ({
    zh: `${ca} 对 ${action} 的应答与其文档不符:${fields.join(', ')}`,
    en: `${ca} answered ${action} not as its documents have it: ${fields.join(', ')}`,
  }),
  tooLong: (ca: string, action: string): Bilingual => ({
    zh: `${ca} 对 ${action} 的应答过长`,
    en: `${ca} answered ${action} with more than is read of an answer`,
  }),
  answeredOfAnother: (ca: string, asked: string, told: string): Bilingual => ({
    zh: `向 ${ca} 查询证书 ${asked},得到的却是 ${told}`,
    en: `${ca} was asked for certificate ${asked} and told of ${told}`,
  }),
  notSold: (ca: string, product: string): Bilingual => ({
    zh: `${ca} 不销售 ${product}:请经由其他连接下单`,
    en: `${ca} does not sell ${product}: order it by another connection`,
  }),
  freeHasOtherKey: (ca: string): Bilingual => ({
    zh: `${ca} 的免费证书由其自行生成私钥,不接受我们的 CSR:请经由其他连接申请免费证书,或购买付费证书`,
    en: `${ca} makes the key of a free certificate itself and takes no CSR of ours: order free certificates by another connection, or a paid one here`,
  }),
  noAddresses: (ca: string, product: string): Bilingual => ({
    zh: `${ca} 的 ${product} 不支持 IP 地址`,
    en: `${ca} takes no IP addresses for ${product}`,
  }),
  purchaseUnknown: (ca: string): Bilingual => ({
    zh: `购买请求在 ${ca} 的结果未知:正在核对是否已购买,在此之前不会再次购买`,
    en: `What became of the purchase at ${ca} is not known: it is being looked for, and nothing is bought again before that is sure`,
  }),
  purchaseUndecided: (ca: string, reference: string, candidates: readonly string[]): Bilingual => ({
    zh: `购买请求在 ${ca} 的结果未知,有多个证书可能是所购:${candidates.join('、')}。请在其控制台中查看,并将所购证书的备注改为 ${reference};其余证书请改为其他备注。系统会自行继续`,
    en: `What became of the purchase at ${ca} is not known, and several certificates may be the one: ${candidates.join(', ')}. Look at them in its console and set the alias of the one that was bought for this order to ${reference}, and any other alias at the others. The order goes on by itself then`,
  }),
  purchaseBusy: (ca: string, reference: string): Bilingual => ({
    zh: `${ca} 正在为我们的订单 ${reference} 购买同一产品:同一产品逐个购买`,
    en: `The same product is being bought at ${ca} for our order ${reference}: they are bought one by one`,
  }),
  soldNothing: (ca: string): Bilingual => ({
    zh: `${ca} 对购买请求的应答中没有证书编号`,
    en: `${ca} answered the purchase without the number of a certificate`,
  }),
  noPredecessor: (ca: string): Bilingual => ({
    zh: `${ca} 没有可重颁发的证书:请购买新的证书`,
    en: `${ca} has no certificate that could be issued anew: buy another one`,
  }),
  noOrder: (ca: string, reference: string): Bilingual => ({
    zh: `${ca} 没有我们的订单 ${reference}`,
    en: `${ca} has no order ${reference} of ours`,
  }),
  notThereYet: (ca: string, reference: string): Bilingual => ({
    zh: `订单 ${reference} 在 ${ca} 尚未提交`,
    en: `Order ${reference} is not handed in at ${ca} yet`,
  }),
  valuesFollow: (ca: string): Bilingual => ({
    zh: `${ca} 尚未给出域名验证值`,
    en: `${ca} does not say yet what is to be shown for the names`,
  }),
  noCertificateYet: (ca: string): Bilingual => ({
    zh: `${ca} 尚未给出证书`,
    en: `${ca} does not hand the certificate out yet`,
  }),
  beingCancelled: (ca: string): Bilingual => ({
    zh: `${ca} 正在取消该订单`,
    en: `${ca} is cancelling the order`,
  }),
  cancelled: (ca: string): Bilingual => ({
    zh: `该订单在 ${ca} 已取消;其退款须在其控制台中申请`,
    en: `The order is cancelled at ${ca}; the refund there is asked for in its console`,
  }),
  failedForGood: (ca: string, said: string): Bilingual => ({
    zh: `${ca} 审核失败:${said};若需退款,请在其控制台中申请`,
    en: `${ca} failed the review: ${said}; a refund there is asked for in its console`,
  }),
  toBeMended: (ca: string, said: string): Bilingual => ({
    zh: `${ca} 审核失败:“${said}”。请在其控制台中按提示处理(“修改资料”),或取消后重新提交;订单会继续等待`,
    en: `${ca} failed the review: “${said}”. Do as it says in its console (“modify information”), or cancel and submit anew; the order waits`,
  }),
  said: (ca: string, said: string): Bilingual => ({
    zh: `${ca} 表示:“${said}”`,
    en: `${ca} says: “${said}”`,
  }),
  unknownStatus: (ca: string, status: number, name: string): Bilingual => ({
    zh: `${ca} 表示状态为 ${status}${name === '' ? '' : `(${name})`},含义不明:订单会等待,请在其控制台中查看`,
    en: `${ca} says that its status is ${status}${name === '' ? '' : ` (${name})`}, which nobody here knows: the order waits; look in its console`,
  }),
  letterRejected: (ca: string, said: string): Bilingual => ({
    zh: `${ca} 未接受上传的文件${said === '' ? '' : `:“${said}”`},仍在等待文件`,
    en: `${ca} did not take the document that was uploaded${said === '' ? '' : `: “${said}”`}, and waits for one`,
  }),
  letterMissing: (ca: string): Bilingual => ({
    zh: `${ca} 等待上传盖章文件`,
    en: `${ca} waits for the stamped document`,
  }),
  letterInConsole: (ca: string): Bilingual => ({
    zh: `${ca} 要求为此订单上传确认函:请在其控制台中下载模板并上传;订单会自行继续`,
    en: `${ca} wants a confirmation letter for this order: take its template in its console and upload it there; the order goes on by itself`,
  }),
  letterNotTaken: (ca: string): Bilingual => ({
    zh: `${ca} 未接受该文件`,
    en: `${ca} did not take the document`,
  }),
  takesNoLetter: (ca: string): Bilingual => ({
    zh: `${ca} 的此产品不需要上传文件`,
    en: `${ca} takes no document for this product`,
  }),
  mailsNotTold: (ca: string): Bilingual => ({
    zh: `请确认 CA 发给联系人的两封邮件;${ca} 不说明哪一封尚未确认`,
    en: `Confirm both mails that the CA writes to the contact; ${ca} does not tell which one is missing`,
  }),
  contactedByCa: (ca: string, stage: Bilingual): Bilingual => ({
    zh: `${ca}:${stage.zh};CA 会以电话或邮件联系订单中的管理人和联系人`,
    en: `${ca}: ${stage.en}; the CA phones or writes to the people of the order`,
  }),
  detailsInConsole: (ca: string): Bilingual => ({
    zh: `${ca} 的 API 不能修改进行中订单的联系人和渠道:请在其控制台中修改,或取消后重新提交`,
    en: `The API of ${ca} changes no contact and no channel of an order that is under way: change it in its console, or cancel and submit anew`,
  }),
  methodOfCompany: (ca: string): Bilingual => ({
    zh: `在 ${ca} 更换验证方式须重新提交审核,OV 和 EV 订单不会因此重新审核:请取消后以另一种方式重新提交`,
    en: `Another method means a new review at ${ca}, which an OV or EV order is not put through: cancel, and submit anew by the other method`,
  }),
  notSeen: { zh: 'CA 尚未看到验证值', en: 'the CA has not seen the value' },
  revocationFailed: (ca: string): Bilingual => ({
    zh: `${ca} 未吊销:证书仍有效(未在期限内完成验证,或申请未通过)`,
    en: `${ca} did not revoke: the certificate stands (no proof in time, or the request was refused)`,
  }),
  revocationWantsProof: (ca: string): Bilingual => ({
    zh: `${ca} 已收到吊销申请,但要求证明:请在其控制台中完成,否则三天后申请失效`,
    en: `${ca} has the request to revoke, but wants a proof: give it in its console; without it the request lapses after three days`,
  }),
  noRevocation: (ca: string, reference: string): Bilingual => ({
    zh: `${ca} 没有 ${reference} 的吊销申请`,
    en: `${ca} has no request to revoke ${reference}`,
  }),
  encryptionKeyUnreadable: (ca: string): Bilingual => ({
    zh: `${ca} 给出的 SM2 加密私钥无法读取`,
    en: `${ca} hands out an SM2 encryption key that can’t be read`,
  }),
} as const;

/** Of ours, for the operator's log. */
export const TENCENT_SPARE_SOLD =
  'The reseller sold twice for one order; the second one is cancelled, its refund is asked for in its console.';
