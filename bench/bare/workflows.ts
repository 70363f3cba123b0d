/** Workflows that do nothing: as many activities of the same kinds in the same order as an order has, and eight remote ones. */
import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import { LOCAL_STEP, WORLD_STEP } from '../../workflows/activity-options.js';
import type { BareActivities } from './activities.js';

const { localStep } = proxyLocalActivities<BareActivities>(LOCAL_STEP);
const { remoteStep } = proxyActivities<BareActivities>(WORLD_STEP);

/** An automatic DNS order's steps; `bench` refuses to compare when a real order's history says otherwise. */
export async function sameShape(runId: string): Promise<void> {
  await localStep(runId); // prepareCsr
  await localStep(runId); // recordProgress
  await remoteStep(runId); // placeOrder
  await localStep(runId); // recordProgress
  await remoteStep(runId); // publishValidations
  await remoteStep(runId); // confirmDomainControl
  await localStep(runId); // recordProgress
  await remoteStep(runId); // collectCertificate
  await localStep(runId); // recordProgress
  await remoteStep(runId); // removeValidations
  await localStep(runId); // followPlan
}

const REMOTE_STEPS = 8;

export async function eightRemote(runId: string): Promise<void> {
  for (let step = 0; step < REMOTE_STEPS; step += 1) await remoteStep(runId);
}
