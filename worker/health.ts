/**
 * Exits 0 while a worker of this machine asks Temporal for work: the health check of the worker's container. Prints one line
 * of JSON that also tells what the workers' last round found closed; that ends nobody's health.
 */
import { hostname } from 'node:os';
import { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { configFrom } from '../config/config.js';
import { readEnvironment, type Environment } from '../config/environment.js';
import { createDatabase } from '../db/database.js';
import { closedCounts, type ClosedCount } from '../db/statements/accounts/master-keys.js';

const WORKFLOW_QUEUE = proto.temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW;
/** Pollers are renewed about once a minute. */
const RECENT_MS = 150_000;
/** Milliseconds: the container's check gives up after ten seconds. */
const DATABASE_TIMEOUT_MS = 3_000;

async function isPolling(environment: Environment): Promise<boolean> {
  const { address, namespace, taskQueue, tls } = configFrom(environment).temporal;
  const apiKey = environment.TEMPORAL_API_KEY;
  const connection = await Connection.connect({ address, tls: tls || undefined, apiKey });
  try {
    const { pollers } = await connection.workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name: taskQueue },
      taskQueueType: WORKFLOW_QUEUE,
    });
    return pollers.some(
      ({ identity, lastAccessTime }) =>
        // The SDK names a worker PID@HOST.
        identity?.endsWith(`@${hostname()}`) &&
        Date.now() - Number(lastAccessTime?.seconds ?? 0) * 1000 < RECENT_MS,
    );
  } finally {
    await connection.close();
  }
}

/** Undefined where Postgres does not tell. */
async function closedHere({ DATABASE_URL }: Environment): Promise<ClosedCount[] | undefined> {
  if (!DATABASE_URL) return undefined;
  const database = createDatabase(DATABASE_URL, {
    maxConnections: 1,
    connectTimeoutMs: DATABASE_TIMEOUT_MS,
    statementTimeoutMs: DATABASE_TIMEOUT_MS,
  });
  try {
    return await closedCounts(database);
  } catch {
    return undefined;
  } finally {
    await database.end();
  }
}

const environment = readEnvironment(process.env);
const [polling, closed] = await Promise.all([
  isPolling(environment).catch(() => false),
  closedHere(environment),
]);
process.stdout.write(`${JSON.stringify({ polling, closed })}\n`);
process.exitCode = polling ? 0 : 1;
