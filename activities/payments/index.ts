/** An order's money, on top of any payment service: held before, taken after, given back otherwise. */
import type { PaymentActivities } from '../../workflows/activity-contract/payments.js';
import { withClassifiedFailures } from '../failures.js';
import { captureOnce, holdOnce, type HoldingDependencies } from './holding.js';
import { returnOnce, type ReturningDependencies } from './returning.js';

export type PaymentDependencies = HoldingDependencies & ReturningDependencies;

export function createPaymentActivities(dependencies: PaymentDependencies): PaymentActivities {
  return withClassifiedFailures({
    holdPayment: (request) => holdOnce(dependencies, request),
    capturePayment: (orderId) => captureOnce(dependencies, orderId),
    returnPayment: (orderId) => returnOnce(dependencies, orderId),
  } satisfies PaymentActivities);
}
