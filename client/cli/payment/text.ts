/** Payments as people read them in a terminal. */
import type { PaymentRecord } from '../../payments/index.js';
import type { PaymentSummary } from '../../orders/views.js';
import { table } from '../table.js';
import { facts, time } from '../text.js';

/** `400.00 CNY` */
export function money({ amount, currency }: Pick<PaymentSummary, 'amount' | 'currency'>): string {
  return `${(amount / 100).toFixed(2)} ${currency}`;
}

export function paymentWords(payment: PaymentSummary): string {
  const since = payment.state === 'owed' ? ` since ${time(payment.owedSince)}` : '';
  return `${money(payment)}, ${payment.state}${since}`;
}

export function paymentListText(payments: readonly PaymentRecord[]): string {
  if (payments.length === 0) return 'No payments.\n';
  const rows = payments.map((payment) => [
    payment.orderId,
    payment.state,
    money(payment),
    payment.state === 'owed' ? time(payment.owedSince) : '',
  ]);
  return table([['ORDER', 'STATE', 'AMOUNT', 'OWED SINCE'], ...rows]);
}

export function paymentText(payment: PaymentRecord): string {
  return facts([
    ['Order', payment.orderId],
    ['State', payment.state],
    ['Amount', money(payment)],
    ['Held', time(payment.heldAt)],
    ['Captured', time(payment.capturedAt)],
    ['Owed since', time(payment.owedSince)],
    ['Given back', time(payment.returnedAt)],
    ['Attempts', String(payment.attempts)],
    ['Last failure', payment.lastFailure],
  ]);
}
