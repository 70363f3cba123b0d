/** Plans and forecasts as people read them; the code words are those of facts.ts and forecast.ts. */
import type { Bilingual } from '../bilingual.js';
import type { PlanFacts } from './facts.js';
import type { ForecastKind } from './forecast.js';

export const PLAN_KIND_WORDS: Readonly<Record<PlanFacts['kind'], Bilingual>> = {
  series: { zh: '系列证书', en: 'series' },
  single: { zh: '单张证书', en: 'single' },
  uploaded: { zh: '上传的证书', en: 'uploaded' },
};

/** Headings of a forecast's weeks. */
export const FORECAST_KIND_WORDS: Readonly<Record<ForecastKind, Bilingual>> = {
  'order-deadline': { zh: '订单截止', en: 'ORDER-DEADLINE' },
  letter: { zh: '盖章文件', en: 'LETTER' },
  'validation-lapses': { zh: '验证失效', en: 'VALIDATION-LAPSES' },
  reissue: { zh: '申请证书', en: 'REISSUE' },
  renewal: { zh: '续费', en: 'RENEWAL' },
  expiry: { zh: '证书到期', en: 'EXPIRY' },
};

/** The same within a sentence, or at a mark in a calendar. */
export const FORECAST_KIND_TITLES: Readonly<Record<ForecastKind, Bilingual>> = {
  'order-deadline': { zh: '订单截止', en: 'deadline of an order' },
  letter: { zh: '盖章文件', en: 'stamped paper' },
  'validation-lapses': { zh: '验证失效', en: 'validation lapses' },
  reissue: { zh: '申请证书', en: 'next certificate' },
  renewal: { zh: '续费', en: 'renewal' },
  expiry: { zh: '证书到期', en: 'expiry' },
};
