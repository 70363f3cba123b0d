/** The words that payments are told in at a terminal. */
import type { Bilingual } from '../../../domain/bilingual.js';

export const PAYMENT_HEADINGS = {
  order: { zh: '订单', en: 'ORDER' },
  state: { zh: '状态', en: 'STATE' },
  amount: { zh: '金额', en: 'AMOUNT' },
  owedSince: { zh: '待退款起始', en: 'OWED SINCE' },
} as const satisfies Record<string, Bilingual>;

export const PAYMENT_LABELS = {
  order: { zh: '订单', en: 'Order' },
  state: { zh: '状态', en: 'State' },
  amount: { zh: '金额', en: 'Amount' },
  held: { zh: '冻结时间', en: 'Held' },
  captured: { zh: '扣款时间', en: 'Captured' },
  owedSince: { zh: '待退款起始', en: 'Owed since' },
  returned: { zh: '退还时间', en: 'Given back' },
  attempts: { zh: '尝试次数', en: 'Attempts' },
  lastFailure: { zh: '最近一次失败', en: 'Last failure' },
} as const satisfies Record<string, Bilingual>;

export const NO_PAYMENTS: Bilingual = { zh: '没有款项。', en: 'No payments.' };

/** Of an account at the development payment house. */
export const BALANCE_LABELS = {
  balance: { zh: '余额', en: 'balance' },
  held: { zh: '已冻结', en: 'held' },
  captured: { zh: '已扣款', en: 'captured' },
} as const satisfies Record<string, Bilingual>;

/** `400.00 CNY, owed since 2026-11-24 16:00 (UTC+8)`; `owedSince` is empty for what is not owed. */
export function paymentStandText(amount: string, state: Bilingual, owedSince: string): Bilingual {
  return {
    zh: `${amount},${state.zh}${owedSince && `(自 ${owedSince}起)`}`,
    en: `${amount}, ${state.en}${owedSince && ` since ${owedSince}`}`,
  };
}
