/** Attempts of a step that come to themselves again: how old what they know of their order may be, and what they are told. */
import type { Bilingual } from '../bilingual.js';

/**
 * House number, a third of the silence after which an attempt is taken for dead (workflows/activity-options.ts): within it nobody
 * can have undone the order beside this attempt. After it the order's row is asked once more before the world is changed.
 */
export const ASKED_ANEW_AFTER_MS = 5_000;

export const ORDER_GIVEN_UP: Bilingual = {
  zh: '此订单正在撤销或已结束:不再为它下单,也不再为它发布任何内容。',
  en: 'The order is being undone, or has ended: nothing is placed or published for it any more.',
};
