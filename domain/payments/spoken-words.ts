/** Where a payment stands, as people read it; the code words are those of words.ts. */
import type { Bilingual } from '../bilingual.js';
import type { PaymentState } from './words.js';

export const PAYMENT_STATE_WORDS: Readonly<Record<PaymentState, Bilingual>> = {
  due: { zh: '待付款', en: 'due' },
  held: { zh: '已冻结', en: 'held' },
  captured: { zh: '已扣款', en: 'captured' },
  owed: { zh: '待退款', en: 'owed' },
  returned: { zh: '已退还', en: 'returned' },
  void: { zh: '未付款', en: 'void' },
};
