/** A short workflow asked for its answer: what only a worker can do, and what somebody waits for. */
import {
  WorkflowIdConflictPolicy,
  WorkflowIdReusePolicy,
  type Client,
  type WorkflowHandle,
} from '@temporalio/client';
import { ANSWER_TIMEOUT_MS } from './temporal-calls.js';
import { workerNotAnswering } from './unavailable.js';

export interface WorkerQuestion {
  readonly type: string;
  /** Whoever asks under the same id while one is under way gets its answer. */
  readonly workflowId: string;
  /** What it is for, as Temporal's Web UI tells it. */
  readonly staticSummary?: string;
  readonly args: unknown[];
  /** After that nothing of the question stays, such as `2 minutes`; absent: it goes on for as long as it takes. */
  readonly life?: '2 minutes';
}

/**
 * Throws Unavailable where no worker takes the question up within `ANSWER_TIMEOUT_MS`: it is taken back then. Errors of the
 * workflow and of Temporal are thrown as they come.
 */
export async function askWorker<Result>(
  { temporal, taskQueue }: { readonly temporal: Client; readonly taskQueue: string },
  { type, workflowId, staticSummary, args, life }: WorkerQuestion,
): Promise<Result> {
  const handle = await temporal.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () =>
    temporal.workflow.start(type, {
      workflowId,
      taskQueue,
      args,
      ...(staticSummary !== undefined && { staticSummary }),
      ...(life !== undefined && { workflowExecutionTimeout: life }),
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
    }),
  );
  const result = handle.result() as Promise<Result>;
  // Told below where nobody waits for it any more.
  result.catch(() => undefined);
  return await Promise.race([result, refusedWithoutWorker(handle)]);
}

/** Never resolves. Rejects where no worker takes the work up in time; what was asked is taken back then. */
async function refusedWithoutWorker(handle: WorkflowHandle): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, ANSWER_TIMEOUT_MS).unref());
  const { historyLength, status } = await handle.describe();
  // Started, and its first task scheduled: no more than that has happened.
  if (status.name === 'RUNNING' && historyLength <= 2) {
    await handle.terminate('no worker took it up');
    throw workerNotAnswering(ANSWER_TIMEOUT_MS / 1000);
  }
  return await new Promise<never>(() => undefined);
}
