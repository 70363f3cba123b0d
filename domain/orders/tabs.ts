/** The tabs that people find their orders under: which states form each. */
import type { Bilingual } from '../bilingual.js';
import type { OrderState } from './states.js';

/** As the ordering guide's own list has them, in its order. */
export const ORDER_TABS = ['to-submit', 'validating', 'issued', 'expiring', 'ended'] as const;
export type OrderTab = (typeof ORDER_TABS)[number];

/** `expiring` is a part of `issued`: its certificate is told to expire soon (`certificateStateAt`). */
export const STATES_OF_TAB: Readonly<Record<OrderTab, readonly OrderState[]>> = {
  'to-submit': ['pending-submission'],
  validating: ['validating', 'issuing'],
  issued: ['issued'],
  expiring: ['issued'],
  ended: ['cancelled', 'rejected', 'expired'],
};

export const TAB_WORDS: Readonly<Record<OrderTab, Bilingual>> = {
  'to-submit': { zh: '待提交', en: 'To submit' },
  validating: { zh: '办理中', en: 'Under way' },
  issued: { zh: '已签发', en: 'Issued' },
  expiring: { zh: '即将到期', en: 'Expiring' },
  ended: { zh: '已结束', en: 'Ended' },
};
