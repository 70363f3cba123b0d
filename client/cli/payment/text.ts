/** Payments as people read them in a terminal. */
import type { Reader } from '../../../domain/bilingual.js';
import { PAYMENT_STATE_WORDS } from '../../../domain/payments/spoken-words.js';
import type { PaymentRecord } from '../../payments/index.js';
import type { PaymentSummary } from '../../orders/views.js';
import { tableFor } from '../table.js';
import { NO_PAYMENTS, PAYMENT_HEADINGS, PAYMENT_LABELS, paymentStandText } from '../texts/payment.js';
import { clockTime, coded, factsFor, lastFailureFor, time } from '../text.js';

/** `400.00 CNY` */
export function money({ amount, currency }: Pick<PaymentSummary, 'amount' | 'currency'>): string {
  return `${(amount / 100).toFixed(2)} ${currency}`;
}

export function paymentWords(payment: PaymentSummary, reader: Reader): string {
  const { zh } = PAYMENT_STATE_WORDS[payment.state];
  const since = payment.state === 'owed' ? time(payment.owedSince, reader) : '';
  return paymentStandText(money(payment), { zh, en: payment.state }, since)[reader.language];
}

export function paymentListText(payments: readonly PaymentRecord[], reader: Reader): string {
  if (payments.length === 0) return `${NO_PAYMENTS[reader.language]}\n`;
  const rows = payments.map((payment) => [
    payment.orderId,
    coded(PAYMENT_STATE_WORDS, payment.state, reader),
    money(payment),
    payment.state === 'owed' ? clockTime(payment.owedSince, reader) : '',
  ]);
  const { order, state, amount, owedSince } = PAYMENT_HEADINGS;
  return tableFor(
    reader,
    [{ heading: order }, { heading: state }, { heading: amount }, { heading: owedSince, times: true }],
    rows,
  );
}

export function paymentText(payment: PaymentRecord, reader: Reader): string {
  return factsFor(reader, [
    [PAYMENT_LABELS.order, payment.orderId],
    [PAYMENT_LABELS.state, coded(PAYMENT_STATE_WORDS, payment.state, reader)],
    [PAYMENT_LABELS.amount, money(payment)],
    [PAYMENT_LABELS.held, time(payment.heldAt, reader)],
    [PAYMENT_LABELS.captured, time(payment.capturedAt, reader)],
    [PAYMENT_LABELS.owedSince, time(payment.owedSince, reader)],
    [PAYMENT_LABELS.returned, time(payment.returnedAt, reader)],
    [PAYMENT_LABELS.attempts, String(payment.attempts)],
    [PAYMENT_LABELS.lastFailure, lastFailureFor(reader, payment)],
  ]);
}
