/** Whether everything stands that requests need: Postgres, Temporal, and workers that ask it for work. */
import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import type { Database } from '../db/database.js';

export interface Readiness {
  readonly postgres: boolean;
  readonly temporal: boolean;
  readonly workers: boolean;
}

const WORKFLOW_QUEUE = proto.temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW;
/** Pollers are renewed about once a minute. */
const RECENT_MS = 150_000;
/** Milliseconds: whoever asks, a load balancer or an orchestrator, gives up after seconds. */
const LONGEST_MS = 3_000;

export async function readinessOf({
  database,
  temporal,
  taskQueue,
}: {
  readonly database: Database;
  readonly temporal: Client;
  readonly taskQueue: string;
}): Promise<Readiness> {
  const [postgres, pollers] = await Promise.all([
    inTime(database.query('select 1').then(() => true)),
    inTime(recentPollers(temporal, taskQueue)),
  ]);
  return { postgres: postgres === true, temporal: pollers !== undefined, workers: (pollers ?? 0) > 0 };
}

async function recentPollers(temporal: Client, taskQueue: string): Promise<number> {
  const { pollers } = await temporal.connection.withDeadline(Date.now() + LONGEST_MS, () =>
    temporal.workflowService.describeTaskQueue({
      namespace: temporal.options.namespace,
      taskQueue: { name: taskQueue },
      taskQueueType: WORKFLOW_QUEUE,
    }),
  );
  return pollers.filter(
    ({ lastAccessTime }) => Date.now() - Number(lastAccessTime?.seconds ?? 0) * 1_000 < RECENT_MS,
  ).length;
}

/** Undefined where it failed, or took too long. */
export async function inTime<Result>(
  asked: Promise<Result>,
  longestMs = LONGEST_MS,
): Promise<Result | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), longestMs);
  });
  try {
    return await Promise.race([asked.catch(() => undefined), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
