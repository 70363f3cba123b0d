/** An order's money, on top of any payment service: held before, taken after, given back otherwise. */
import type { PaymentActivities } from '../../workflows/activity-contract/payments.js';
import { withClassifiedFailures } from '../failures.js';
import { tellSubmitted } from '../orders/index.js';
import { passTurn, type PassingDependencies } from '../orders/passing.js';
import { captureOnce, holdOnce, type HoldingDependencies } from './holding.js';
import { returnOnce, type ReturningDependencies } from './returning.js';

export type PaymentDependencies = HoldingDependencies & ReturningDependencies & PassingDependencies;

export function createPaymentActivities(dependencies: PaymentDependencies): PaymentActivities {
  return withClassifiedFailures({
    async holdPayment(request) {
      const { orderId, next } = request;
      if (next) await tellSubmitted(dependencies, orderId);
      const outcome = await holdOnce(dependencies, request);
      if (outcome.outcome !== 'held') return outcome;
      const turn = { orderId, validations: [], state: 'validating', wait: 'ca-placement' } as const;
      const passed = await passTurn(dependencies, next, turn);
      return { ...outcome, ...(passed && { next: passed }) };
    },
    capturePayment: (orderId) => captureOnce(dependencies, orderId),
    returnPayment: (orderId) => returnOnce(dependencies, orderId),
    readFunds: async (account) => (await dependencies.payments.funds(account)) ?? null,
  } satisfies PaymentActivities);
}
