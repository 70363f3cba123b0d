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

/** Why a lifecycle is over. The English stands in histories: add, never change. */
export const END_REASONS = {
  renewed: { zh: '已续费,由新方案继续', en: 'renewed: another plan goes on' },
  revoked: { zh: '证书已吊销', en: 'its certificate is revoked' },
  withoutCertificate: { zh: '没有在用的证书', en: 'it has no certificate in use' },
  termOver: { zh: '方案期限已满', en: 'its term is over' },
  seriesExpired: {
    zh: '证书已到期,且未能取得新证书',
    en: 'its certificate has expired, and no other could be had',
  },
  expired: { zh: '证书已到期', en: 'its certificate has expired' },
  nothingIssued: { zh: '本方案没有签发过证书。', en: 'Nothing was issued for this plan.' },
} as const satisfies Record<string, Bilingual>;
