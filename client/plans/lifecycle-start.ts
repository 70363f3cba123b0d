/** Starts the lifecycle of a plan, or has it look: as the worker does where a certificate was issued. */
import { WorkflowIdReusePolicy, WorkflowNotFoundError } from '@temporalio/client';
import { readStanding, stepOf } from '../../db/statements/plans/standing.js';
import { markWatched } from '../../db/statements/plans/row.js';
import {
  CERTIFICATE_LIFECYCLE_WORKFLOW,
  certificateChanged,
  certificateLifecycleWorkflowId,
  type CertificateLifecycleInput,
} from '../../workflows/messages.js';
import type { ClientContext } from '../context.js';
import { ANSWER_TIMEOUT_MS } from '../temporal-calls.js';

/**
 * Idempotent. The workflow begins when there is something to do: until then it costs nothing. False where Temporal does not
 * take it now: a worker takes up what nobody watches.
 */
export async function watchPlan(
  context: ClientContext,
  planId: string,
  staticSummary = `certificates of ${planId}`,
): Promise<boolean> {
  const { temporal, database, taskQueue, clock } = context;
  const now = clock();
  const step = stepOf(await readStanding(database, planId, context), now);
  const delay = 'at' in step ? Math.max(0, Date.parse(step.at) - now) : 0;
  const input: CertificateLifecycleInput = { planId };
  try {
    await temporal.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () =>
      temporal.workflow.signalWithStart(CERTIFICATE_LIFECYCLE_WORKFLOW, {
        workflowId: certificateLifecycleWorkflowId(planId),
        taskQueue,
        args: [input],
        signal: certificateChanged,
        signalArgs: [],
        workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
        ...(delay > 0 && { startDelay: delay }),
        staticSummary,
      }),
    );
  } catch {
    return false;
  }
  await markWatched(database, planId, new Date(now).toISOString());
  return true;
}

/** Tells a lifecycle that its certificate is gone: it looks, and ends. One that is not told ends at its next step. */
export async function tellPlan({ temporal }: ClientContext, planId: string): Promise<void> {
  const handle = temporal.workflow.getHandle(certificateLifecycleWorkflowId(planId));
  try {
    await temporal.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () => handle.signal(certificateChanged));
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return;
    // What is removed is removed: its lifecycle finds out.
  }
}
