/** The words that plans, forecasts and places of free certificates are told in at a terminal. */
import type { Bilingual } from '../../../domain/bilingual.js';

export const PLAN_HEADINGS = {
  plan: { zh: '方案', en: 'PLAN' },
  names: { zh: '域名', en: 'NAMES' },
  kind: { zh: '类型', en: 'KIND' },
  certificates: { zh: '证书数', en: 'CERTIFICATES' },
  ends: { zh: '结束时间', en: 'ENDS' },
} as const satisfies Record<string, Bilingual>;

/** Of the certificates of one plan. */
export const SERIES_HEADINGS = {
  certificate: { zh: '证书', en: 'CERTIFICATE' },
  state: { zh: '状态', en: 'STATE' },
  notBefore: { zh: '有效期自', en: 'NOT BEFORE' },
  notAfter: { zh: '有效期至', en: 'NOT AFTER' },
  orderedAs: { zh: '订单用途', en: 'ORDERED AS' },
} as const satisfies Record<string, Bilingual>;

export const PLAN_LABELS = {
  plan: { zh: '方案', en: 'Plan' },
  product: { zh: '产品', en: 'Product' },
  names: { zh: '域名', en: 'Names' },
  begins: { zh: '开始时间', en: 'Begins' },
  ends: { zh: '结束时间', en: 'Ends' },
  autoRenew: { zh: '自动续费', en: 'Renewed by itself' },
  nextOrdered: { zh: '下一张证书的申请时间', en: 'Next ordered' },
  keyAndCsr: { zh: '密钥与 CSR', en: 'Key and CSR' },
  orderUnderWay: { zh: '进行中的订单', en: 'Order under way' },
  renewalWindow: { zh: 'CA 建议的更换时间', en: 'Its CA wants it replaced' },
  whyThen: { zh: 'CA 的说明', en: 'Why then' },
} as const satisfies Record<string, Bilingual>;

export const PLAN_TEXTS = {
  none: { zh: '没有方案。', en: 'No plans.' },
  yes: { zh: '是', en: 'yes' },
  no: { zh: '否', en: 'no' },
  kept: { zh: '沿用', en: 'kept' },
  uploaded: { zh: '上传', en: 'uploaded' },
} as const satisfies Record<string, Bilingual>;

export function daysBeforeExpiry(days: number): Bilingual {
  return { zh: `到期前 ${days} 天`, en: `${days} days before expiry` };
}

export function windowText(from: string, until: string): Bilingual {
  return { zh: `${from} 至 ${until}`, en: `${from} to ${until}` };
}

export const FORECAST_HEADINGS = {
  when: { zh: '时间', en: 'WHEN' },
  people: { zh: '', en: '' },
  names: { zh: '域名', en: 'NAMES' },
  what: { zh: '事项', en: 'WHAT' },
  subject: { zh: '订单或方案', en: 'ORDER OR PLAN' },
} as const satisfies Record<string, Bilingual>;

/** Before the counts of each kind. */
export const WEEK_HEADINGS = {
  week: { zh: '周', en: 'WEEK' },
  from: { zh: '起始日', en: 'FROM' },
  all: { zh: '合计', en: 'ALL' },
  people: { zh: '需人工', en: 'PEOPLE' },
} as const satisfies Record<string, Bilingual>;

export const FORM_TO_COME: Bilingual = { zh: '(表单未提交)', en: '(form to come)' };

export function nothingToDo(date: string, until: string): Bilingual {
  return { zh: `${date} 至 ${until} 没有需要处理的事项。`, en: `Nothing to do from ${date} to ${until}.` };
}

export function andMore(first: string, more: number): Bilingual {
  return { zh: `${first} 等 ${more + 1} 个`, en: `${first} and ${more} more` };
}

export const QUOTA_HEADINGS = {
  whose: { zh: '免费证书', en: 'FREE CERTIFICATES' },
  taken: { zh: '已用', en: 'TAKEN' },
  limit: { zh: '上限', en: 'LIMIT' },
  next: { zh: '下次释放', en: 'NEXT RELEASE' },
} as const satisfies Record<string, Bilingual>;

export const THIS_ACCOUNT: Bilingual = { zh: '本账号', en: 'this account' };
