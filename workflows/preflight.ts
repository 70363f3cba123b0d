/** One name looked at before an order is placed: DNS and web as a CA sees them are the worker's to ask. */
import { proxyActivities } from '@temporalio/workflow';
import type { PreflightOfName, PreflightWithoutCa } from '../domain/control/preflight/finding.js';
import type { PreflightRequest } from '../domain/control/preflight/request.js';
import type { PreflightActivities } from './activity-contract/control.js';
import { PREFLIGHT_STEP } from './activity-options.js';

const steps = proxyActivities<PreflightActivities>(PREFLIGHT_STEP);

export async function preflight(request: PreflightRequest): Promise<PreflightOfName | PreflightWithoutCa> {
  return await steps.lookBeforeAsking(request);
}
