/** What an account can spend, asked before an order is placed: the door to the payment service is the worker's. */
import { proxyActivities } from '@temporalio/workflow';
import type { AccountFunds } from '../domain/payments/words.js';
import type { PaymentActivities } from './activity-contract/payments.js';
import { FUNDS_STEP } from './activity-options.js';

const steps = proxyActivities<Pick<PaymentActivities, 'readFunds'>>(FUNDS_STEP);

export async function accountFunds(account: string): Promise<AccountFunds | null> {
  return await steps.readFunds.executeWithOptions({ summary: 'what the account can spend' }, [account]);
}
