/** What is asked of delegated names at the account's door: DNS, and the services that we publish at, are the worker's to ask. */
import { proxyActivities } from '@temporalio/workflow';
import type { DelegationActivities } from './activity-contract/control.js';
import { DELEGATION_STEP } from './activity-options.js';

const steps = proxyActivities<DelegationActivities>(DELEGATION_STEP);

/** The zone that a target would lie in, of those that are published to by themselves; null where there is none. */
export async function delegationZone(asked: {
  readonly account: string;
  readonly name: string;
}): Promise<string | null> {
  return await steps.zoneServing(asked);
}

/** Once this is done, what was found stands in the records. */
export async function delegationLook(delegationId: string): Promise<void> {
  await steps.lookAtDelegation(delegationId);
}
