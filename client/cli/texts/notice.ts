/** The words that notices and what an account wants to be told are shown in at a terminal. */
import type { Bilingual } from '../../../domain/bilingual.js';

export const NOTICE_HEADINGS = {
  unread: { zh: '', en: '' },
  notice: { zh: '通知', en: 'NOTICE' },
  posted: { zh: '发出时间', en: 'POSTED' },
  kind: { zh: '类型', en: 'KIND' },
  subject: { zh: '主题', en: 'SUBJECT' },
} as const satisfies Record<string, Bilingual>;

export const NOTICE_LABELS = {
  notice: { zh: '通知', en: 'Notice' },
  kind: { zh: '类型', en: 'Kind' },
  posted: { zh: '发出时间', en: 'Posted' },
  read: { zh: '阅读时间', en: 'Read' },
} as const satisfies Record<string, Bilingual>;

export const DELIVERY_HEADINGS = {
  channel: { zh: '渠道', en: 'CHANNEL' },
  outcome: { zh: '投递结果', en: 'OUTCOME' },
  attempts: { zh: '尝试次数', en: 'ATTEMPTS' },
  settled: { zh: '完成时间', en: 'SETTLED' },
  lastFailure: { zh: '最近一次失败', en: 'LAST FAILURE' },
} as const satisfies Record<string, Bilingual>;

export const PREFERENCE_LABELS = {
  language: { zh: '语言', en: 'Language' },
  timeZone: { zh: '时区', en: 'Time zone' },
  mail: { zh: '邮箱', en: 'Mail address' },
  sms: { zh: '短信', en: 'Text messages' },
  webhook: { zh: 'Webhook 回调', en: 'Webhook' },
  off: { zh: '已关闭', en: 'Switched off' },
  secret: { zh: '密钥(仅显示一次)', en: 'Secret, shown once' },
} as const satisfies Record<string, Bilingual>;

export const NOTICE_TEXTS = {
  on: { zh: '已开启', en: 'on' },
  off: { zh: '未开启', en: 'off' },
  noNotices: { zh: '没有通知。', en: 'No notices.' },
  none: { zh: '未设置', en: 'none' },
  nothing: { zh: '无', en: 'nothing' },
} as const satisfies Record<string, Bilingual>;
