/** Notices as people read of them: their kinds, channels and what became of each; the code words are those of words.ts. */
import type { Bilingual } from '../bilingual.js';
import type { DeliveryOutcome, NoticeChannelName, NoticeKind } from './words.js';
import type { NoticeLanguage } from './preferences.js';

export const KIND_WORDS: Readonly<Record<NoticeKind, Bilingual>> = {
  submitted: { zh: '订单已提交', en: 'submitted' },
  waiting: { zh: '待处理', en: 'waiting' },
  rejected: { zh: '订单被拒绝', en: 'rejected' },
  'order-expired': { zh: '订单已过期', en: 'order-expired' },
  cancelled: { zh: '订单已取消', en: 'cancelled' },
  issued: { zh: '证书已签发', en: 'issued' },
  expiring: { zh: '证书即将到期', en: 'expiring' },
  expired: { zh: '证书已到期', en: 'expired' },
  revoked: { zh: '证书已吊销', en: 'revoked' },
  'revocation-refused': { zh: '吊销未通过', en: 'revocation-refused' },
  'place-released': { zh: '免费名额已释放', en: 'place-released' },
  renewing: { zh: '即将自动续费', en: 'renewing' },
  'refund-owed': { zh: '退款处理中', en: 'refund-owed' },
  refunded: { zh: '款项已退还', en: 'refunded' },
  'delegation-broken': { zh: '验证委派已失效', en: 'delegation-broken' },
};

export const CHANNEL_WORDS: Readonly<Record<NoticeChannelName, Bilingual>> = {
  inbox: { zh: '站内信', en: 'inbox' },
  mail: { zh: '邮件', en: 'mail' },
  sms: { zh: '短信', en: 'sms' },
  webhook: { zh: 'Webhook 回调', en: 'webhook' },
};

export const OUTCOME_WORDS: Readonly<Record<DeliveryOutcome, Bilingual>> = {
  pending: { zh: '投递中', en: 'pending' },
  delivered: { zh: '已送达', en: 'delivered' },
  skipped: { zh: '已由更新的提醒代替', en: 'skipped' },
  left: { zh: '情况已变,未投递', en: 'left' },
  undeliverable: { zh: '无法送达', en: 'undeliverable' },
  'no-recipient': { zh: '没有收件人', en: 'no-recipient' },
  'not-configured': { zh: '未配置此渠道', en: 'not-configured' },
  'switched-off': { zh: '已关闭', en: 'switched-off' },
};

export const LANGUAGE_WORDS: Readonly<Record<NoticeLanguage, Bilingual>> = {
  zh: { zh: '中文', en: 'zh' },
  en: { zh: '英文', en: 'en' },
  both: { zh: '中英双语', en: 'both' },
};
