/** Workflows that do nothing: activities of given kinds in a given order. */
import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { LOCAL_STEP, WORLD_STEP } from '../../workflows/activity-options.js';
import type { BareActivities } from './activities.js';

const { localStep } = proxyLocalActivities<BareActivities>(LOCAL_STEP);
const { remoteStep } = proxyActivities<BareActivities>(WORLD_STEP);

/** `shape`: L for a local activity, R for a remote one, in the order they are done. */
export async function stepsOfShape(runId: string, shape: string): Promise<void> {
  for (const step of shape) {
    if (step === 'L') await localStep(runId);
    else await remoteStep(runId);
  }
}
