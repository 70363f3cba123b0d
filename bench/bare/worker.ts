/** The process that runs the bare workflows: set up as worker/main.ts, with nothing to do. Tells its parent when it is ready. */
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { configFrom } from '../../config/config.js';
import { readEnvironment } from '../../config/environment.js';
import { createLogger, temporalLogger } from '../../worker/logger.js';
import { createBareActivities } from './activities.js';
import { BARE_TASK_QUEUE } from './task-queue.js';

async function main(): Promise<void> {
  const { temporal, logLevel } = configFrom(readEnvironment(process.env));
  const logger = temporalLogger(createLogger(logLevel));
  Runtime.install({ logger, shutdownSignals: [] });
  const connection = await NativeConnection.connect({ address: temporal.address });
  try {
    const worker = await Worker.create({
      connection,
      namespace: temporal.namespace,
      taskQueue: BARE_TASK_QUEUE,
      workflowBundle: await bundleWorkflowCode({
        workflowsPath: fileURLToPath(new URL('workflows.js', import.meta.url)),
        logger,
      }),
      activities: createBareActivities(),
      shutdownGraceTime: '10 seconds',
    });
    process.on('disconnect', () => worker.shutdown());
    process.send?.('ready');
    await worker.run();
  } finally {
    await connection.close();
  }
}

await main();
