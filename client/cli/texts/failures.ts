/** What a step's failure is told as in Chinese, where a command meets it. Its English is what was thrown, with what happened in it. */
import type { Bilingual } from '../../../domain/bilingual.js';
import type { FailureType } from '../../../domain/failures.js';

export const FAILURE_TEXTS: Readonly<Record<FailureType, string>> = {
  DatabaseUnavailable: '数据库没有应答,或中断了操作。请稍后再试;运维人员可查看数据库。',
  TooMuchAtOnce: '同时进行的请求过多,此请求尚未开始。请稍后再次发出同样的请求。',
  RecordRefused: '数据库不接受要记录的内容。需要运维人员处理。',
  CaUnavailable: 'CA 没有正常应答。请稍后再试。',
  CaRateLimited: 'CA 限制了请求频率。请稍后再试。',
  CaProtocolBroken: 'CA 的应答不合其接口规定。请稍后再试。',
  DnsProviderUnavailable: 'DNS 服务没有应答。请稍后再试。',
  FileAgentUnavailable: '文件代理没有应答。请稍后再试。',
  MailUnavailable: '邮件服务器没有应答。请稍后再试。',
  SmsUnavailable: '短信服务没有应答,或限制了发送频率。',
  WebhookUnavailable: '回调地址没有接收通知。',
  TemporalUnavailable: 'Temporal 没有接受工作流。请稍后再试。',
  PaymentUnavailable: '支付服务没有正常应答。请稍后再试。',
  StillWaiting: '仍在等待。',
  OrderRefusedByCa: 'CA 彻底拒绝了此订单。',
  LetterRefusedByCa: 'CA 不接受此函件;订单不受影响。',
  DetailsRefusedByCa: 'CA 不允许这样更改联系人或渠道;订单不受影响。',
  OrderGivenUp: '订单正在撤销或已结束:不再为它做任何事。',
  CaOrderUnknown: 'CA 处没有以我方参考号登记的订单。',
  IssuedCertificateMismatch: 'CA 签发的证书与订购的不符,不会交付。',
  OrderDataUnusable: '订单的 CSR 或表单不存在或无法使用。',
  RecordMissing: '所需的记录不存在:数据库可能被恢复到了更早的时刻。运维人员可运行 `sealflow doctor`。',
  DnsProviderRefused: 'DNS 服务拒绝了此区域或密钥。需要运维人员更正配置。',
  FileAgentRefused: '文件代理拒绝了请求。需要运维人员更正配置。',
  PaymentRefused: '支付服务拒绝了请求。需要运维人员处理。',
};

/** Nothing that was foreseen: in whatever words. */
export const failedText = (message: string): Bilingual => ({ zh: `出现意外:\`${message}\``, en: message });
