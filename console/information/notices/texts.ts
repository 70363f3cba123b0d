/** What the page of notice preferences says. */
import { texts } from '../../texts/texts.js';

export const NOTICE_TEXTS = texts('information/notices', {
  title: { zh: '通知设置', en: 'Notices' },
  about: {
    zh: '站内信总会收到全部通知;下面决定还从哪些渠道发出。',
    en: 'The inbox always has every notice. Here you say where else they go.',
  },
  reach: { zh: '语言、时区与收件地址', en: 'Language, time zone and addresses' },
  language: { zh: '通知语言', en: 'Language of notices' },
  timeZone: { zh: '时区', en: 'Time zone' },
  timeZoneHint: { zh: '通知中的时间按此时区书写', en: 'By whose clock notices tell times' },
  mailAddress: { zh: '账号邮箱', en: 'Mailbox of the account' },
  mailHint: {
    zh: '订单未填写通知邮箱时发往此处',
    en: 'Where notices go of orders that name no mailbox of their own',
  },
  webhookUrl: { zh: 'Webhook 地址', en: 'Address of the webhook' },
  webhookHint: {
    zh: '公网地址的 https URL;首次设置时显示签名密钥',
    en: 'An https URL at a public address; the secret of its signatures is shown once it is set',
  },
  newSecret: { zh: '更换 Webhook 签名密钥', en: 'Give the webhook another secret' },
  webhookSecret: { zh: 'Webhook 签名密钥', en: 'Secret of the webhook' },
  sms: { zh: '向订单的联系人发送短信', en: 'Text messages to the people of an order' },
  channels: { zh: '哪些通知从哪些渠道发出', en: 'Which notices go out by which channel' },
  kind: { zh: '通知', en: 'Notice' },
  kindBy: { zh: '通过{{channel}}发出“{{kind}}”', en: '{{kind}}: {{channel}}' },
});
