/** Starts workflows from within activities, at most one of each id. */
import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  type Client,
} from '@temporalio/client';
import type { WorkflowStarter } from '../activities/workflow-starter.js';
import { TEMPORAL_FAILURES } from '../domain/failure-texts.js';
import { OrderFailure } from '../domain/failures.js';
import {
  CERTIFICATE_CHANGED_SIGNAL,
  CERTIFICATE_LIFECYCLE_WORKFLOW,
  certificateLifecycleWorkflowId,
  NOTICE_DELIVERY_WORKFLOW,
  noticeDeliveryWorkflowId,
} from '../domain/workflow-names.js';

/** Milliseconds; below the time that a local step may take. */
const ANSWER_TIMEOUT_MS = 10_000;

export function createWorkflowStarter(client: Client, taskQueue: string): WorkflowStarter {
  const ask = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await client.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, work);
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return;
      throw new OrderFailure('TemporalUnavailable', TEMPORAL_FAILURES.notStarted, { cause: error });
    }
  };
  return {
    followPlan: (planId, { startDelayMs }) =>
      ask(() =>
        client.workflow.signalWithStart(CERTIFICATE_LIFECYCLE_WORKFLOW, {
          workflowId: certificateLifecycleWorkflowId(planId),
          taskQueue,
          args: [{ planId }],
          signal: CERTIFICATE_CHANGED_SIGNAL,
          signalArgs: [],
          // A lifecycle that ended may begin again: a plan that was over has a new certificate.
          workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
          ...(startDelayMs > 0 && { startDelay: startDelayMs }),
          staticSummary: `certificates of ${planId}`,
        }),
      ),
    deliverNotice: (noticeId, channels) =>
      ask(() =>
        client.workflow.start(NOTICE_DELIVERY_WORKFLOW, {
          workflowId: noticeDeliveryWorkflowId(noticeId),
          taskQueue,
          args: [{ noticeId, channels }],
          workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
          workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
          staticSummary: `notice by ${channels.join(', ')}`,
        }),
      ),
  };
}
