/** A connection tried before it is kept: the doors to what is outside are the worker's. */
import { proxyActivities } from '@temporalio/workflow';
import type { ConnectionTrial } from '../domain/connections/trial.js';
import type { ConnectionActivities } from './activity-contract/connections.js';
import { TRIAL_STEP } from './activity-options.js';

const steps = proxyActivities<ConnectionActivities>(TRIAL_STEP);

export async function connectionTrial(connectionId: string): Promise<ConnectionTrial> {
  return await steps.tryConnection(connectionId);
}
