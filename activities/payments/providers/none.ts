/** Stands where no payment service is configured: for an order that has a price all the same, since it was placed before. */
import { PAYMENT_FAILURES } from '../../../domain/failure-texts.js';
import { OrderFailure } from '../../../domain/failures.js';
import type { PaymentProvider } from '../provider.js';

export function createNoPaymentService(): PaymentProvider {
  const missing = () =>
    Promise.reject(new OrderFailure('PaymentUnavailable', PAYMENT_FAILURES.notConfigured));
  return {
    hold: missing,
    find: missing,
    findByKey: missing,
    list: () => Promise.resolve(undefined),
    funds: () => Promise.resolve(undefined),
    capture: missing,
    release: missing,
    refund: missing,
  };
}
