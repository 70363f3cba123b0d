/** Whether everything stands that orders need: the stores, workers at their queues, the connections. For operators. */
import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import type { Database } from '../../../db/database.js';
import { standingOfConnections } from '../../../db/statements/connections/standing.js';
import type { ConnectionFamily } from '../../../domain/connections/kind.js';
import { looksTaskQueue } from '../../../domain/workflow-names.js';
import { inTime } from '../../readiness.js';

const { TASK_QUEUE_TYPE_WORKFLOW, TASK_QUEUE_TYPE_ACTIVITY } = proto.temporal.api.enums.v1.TaskQueueType;

/** Milliseconds: somebody looks at a page meanwhile. */
const LONGEST_MS = 3_000;

/** Times are ISO 8601, UTC. */
export interface DeskHealthView {
  readonly at: string;
  readonly postgres: boolean;
  readonly temporal: boolean;
  /** Empty where Temporal did not answer. */
  readonly queues: readonly QueueHealth[];
  readonly connections: readonly ConnectionHealth[];
}

export interface QueueHealth {
  readonly queue: string;
  readonly kind: 'workflow' | 'activity';
  /** Workers that asked for work within the last minutes. */
  readonly workers: readonly { readonly identity: string; readonly lastAskedAt: string | null }[];
  /** What is due and waits for a worker, as Temporal reckons it; null where it does not say. */
  readonly backlog: number | null;
  readonly oldestSeconds: number | null;
}

export interface ConnectionHealth {
  readonly connectionId: string;
  /** Null: the installation's. */
  readonly account: string | null;
  readonly name: string;
  readonly kind: string;
  readonly family: ConnectionFamily;
  /** When it was let in last; null: it was never tried. */
  readonly triedAt: string | null;
  /** Its secrets were given up: it opens nothing. */
  readonly isClosed: boolean;
  /** Orders of this CA that wait. */
  readonly waiting: number;
}

export async function healthOf({
  database,
  temporal,
  taskQueue,
  clock,
}: {
  readonly database: Database;
  readonly temporal: Client;
  readonly taskQueue: string;
  readonly clock: () => number;
}): Promise<DeskHealthView> {
  // On the queue of those who wait, no workflow moves.
  const asked = [
    { queue: taskQueue, kind: 'workflow' },
    { queue: taskQueue, kind: 'activity' },
    { queue: looksTaskQueue(taskQueue), kind: 'activity' },
  ] as const;
  const [connections, queues] = await Promise.all([
    inTime(standingOfConnections(database), LONGEST_MS),
    inTime(Promise.all(asked.map((each) => queueHealth(temporal, each))), LONGEST_MS),
  ]);
  return {
    at: new Date(clock()).toISOString(),
    postgres: connections !== undefined,
    temporal: queues !== undefined,
    queues: queues ?? [],
    connections: (connections ?? []).map(({ triedAt, ...row }) => ({
      ...row,
      triedAt: triedAt?.toISOString() ?? null,
    })),
  };
}

async function queueHealth(
  temporal: Client,
  { queue, kind }: Pick<QueueHealth, 'queue' | 'kind'>,
): Promise<QueueHealth> {
  const { pollers, stats } = await temporal.connection.withDeadline(Date.now() + LONGEST_MS, () =>
    temporal.workflowService.describeTaskQueue({
      namespace: temporal.options.namespace,
      taskQueue: { name: queue },
      taskQueueType: kind === 'workflow' ? TASK_QUEUE_TYPE_WORKFLOW : TASK_QUEUE_TYPE_ACTIVITY,
      reportStats: true,
    }),
  );
  const age = stats?.approximateBacklogAge?.seconds;
  return {
    queue,
    kind,
    workers: pollers.map(({ identity, lastAccessTime }) => ({
      identity: identity ?? '',
      lastAskedAt: lastAccessTime
        ? new Date(Number(lastAccessTime.seconds ?? 0) * 1_000).toISOString()
        : null,
    })),
    backlog: stats ? Number(stats.approximateBacklogCount ?? 0) : null,
    oldestSeconds: age === undefined || age === null ? null : Number(age),
  };
}
