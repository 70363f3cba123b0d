/** Another key for our account at a CA: the door there is the worker's, and so is the key. */
import { proxyActivities } from '@temporalio/workflow';
import type { AccountKeyRollover } from '../domain/connections/account-key-rollover.js';
import type { ConnectionActivities } from './activity-contract/connections.js';
import { TRIAL_STEP } from './activity-options.js';

const steps = proxyActivities<ConnectionActivities>(TRIAL_STEP);

export async function accountKeyRollover(connectionId: string): Promise<AccountKeyRollover> {
  return await steps.rollOverAccountKey(connectionId);
}
