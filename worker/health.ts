/** Exits 0 while a worker of this machine asks Temporal for work: the health check of the worker's container. */
import { hostname } from 'node:os';
import { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { configFrom } from '../config/config.js';
import { readEnvironment } from '../config/environment.js';
import { secretsFrom } from '../config/secrets.js';
import { withMasterKey } from '../config/master-key-file.js';

const WORKFLOW_QUEUE = proto.temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW;
/** Pollers are renewed about once a minute. */
const RECENT_MS = 150_000;

async function isPolling(): Promise<boolean> {
  const environment = readEnvironment(withMasterKey(process.env));
  const { temporal } = configFrom(environment);
  const { temporalApiKey } = secretsFrom(environment);
  const { address, namespace, taskQueue, tls } = temporal;
  const connection = await Connection.connect({ address, tls: tls || undefined, apiKey: temporalApiKey });
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

process.exitCode = (await isPolling().catch(() => false)) ? 0 : 1;
