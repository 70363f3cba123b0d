/** Stands where no payment service is configured: for an order that has a price all the same, since it was placed before. */
import { OrderFailure } from '../../../domain/failures.js';
import type { PaymentProvider } from '../provider.js';

export function createNoPaymentService(): PaymentProvider {
  const missing = () =>
    Promise.reject(
      new OrderFailure(
        'PaymentUnavailable',
        'This order has a price, and no payment service is configured: set SEALFLOW_PAYMENT_URL and restart the worker.',
      ),
    );
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
