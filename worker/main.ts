/** The process that runs orders. Reads the environment, prepares the database, then works until it is told to stop. */
import { Client } from '@temporalio/client';
import { Runtime } from '@temporalio/worker';
import { configFrom } from '../config/config.js';
import { ConfigurationError } from '../config/configuration-error.js';
import { readEnvironment, type Environment } from '../config/environment.js';
import { withMasterKey } from '../config/master-key-file.js';
import { databaseUrlsFrom, secretsFrom, type Secrets } from '../config/secrets.js';
import { createDatabase } from '../db/database.js';
import { checkMasterKeys } from '../db/master-key-check.js';
import { prepareSchema } from '../db/prepare-schema.js';
import type { Bilingual } from '../domain/bilingual.js';
import { wordsOfThrown } from '../domain/told.js';
import { createActivities } from './activities.js';
import { createDependencies, type OpenDependencies } from './dependencies.js';
import { openResponder, type OpenResponder } from './file-responder.js';
import { HEARTBEAT_INTERVAL_MS } from './heartbeats.js';
import { createLogger, temporalLogger, type Logger } from './logger.js';
import { closedText, ensureMasterKeyFile } from './master-keys.js';
import { openMonitoring } from './monitoring/index.js';
import { createOrderWorkers, type OrderWorkers, type OrderWorkersOptions } from './order-workers.js';
import { connectToTemporal, ensureSearchAttributes } from './temporal-connection.js';
import { keepTidy } from './tidying.js';
import { createWorkflowDirectory } from './workflow-directory.js';
import { createWorkflowStarter } from './workflow-starter.js';
import { workflowBundle } from './workflow-bundle.js';

async function main(): Promise<void> {
  const environment = readEnvironment(process.env);
  const config = configFrom(environment);
  const logger = createLogger(config.logLevel);
  const monitoring = await openMonitoring(config);
  Runtime.install({ logger: temporalLogger(logger), shutdownSignals: [], ...monitoring.runtime });

  const secrets = await prepared(environment, logger);
  const connection = await connectToTemporal(config, secrets.temporalApiKey);
  const temporal = new Client({ connection, namespace: config.temporal.namespace });
  const starter = createWorkflowStarter(temporal, config.temporal.taskQueue);
  const { taskQueue, namespace } = config.temporal;
  const workflows = createWorkflowDirectory(temporal, taskQueue, { ...config.pages, namespace });
  let close: OpenDependencies['close'] | undefined;
  let stopTidying: (() => void) | undefined;
  let responder: OpenResponder | undefined;
  try {
    const opened = createDependencies(config, secrets, logger, { starter, workflows });
    close = opened.close;
    const dependencies = monitoring.watch(opened.dependencies, secrets.databaseUrl);
    await ensureSearchAttributes(connection, config.temporal.namespace, logger);
    responder = await openResponder(config, secrets.databaseUrl, logger);
    const tidying = await keepTidy(dependencies, temporal, logger);
    stopTidying = tidying.stop;
    const activities = createActivities(dependencies);
    monitoring.expect(activities);
    const workers = await createOrderWorkers({
      connection,
      namespace: config.temporal.namespace,
      taskQueue: config.temporal.taskQueue,
      workflowBundle: await workflowBundle(),
      activities,
      interceptors: monitoring.interceptors,
      // Passed on as often as they come, so that one late sign of life does not look like death.
      maxHeartbeatThrottleInterval: HEARTBEAT_INTERVAL_MS,
      ...versioningOf(config),
    });
    stopOnRequest(workers, logger);
    logger.info({ ...config.temporal, metrics: monitoring.url, files: responder.url }, 'worker ready');
    // The embedded stack waits for this word, whatever the log level is, and passes on what people should know.
    if (tidying.closed.length > 0) process.send?.({ remark: closedText(tidying.closed) });
    process.send?.('worker ready');
    await workers.run();
    logger.info('worker stopped');
  } finally {
    stopTidying?.();
    await responder?.close();
    await connection.close();
    await close?.();
    await monitoring.close();
  }
}

/** The schema, then the master keys: nothing is sealed, or opened, with a key that is not this installation's. */
async function prepared(environment: Environment, logger: Logger): Promise<Secrets> {
  const { role, ownsLog } = await prepareSchema(databaseUrlsFrom(environment));
  if (ownsLog)
    logger.warn(
      { role },
      'the database role owns the tables: it could switch off what keeps the log append-only',
    );
  const database = createDatabase(databaseUrlsFrom(environment).databaseUrl, { maxConnections: 1 });
  try {
    await ensureMasterKeyFile(environment, database);
    const secrets = secretsFrom(withMasterKey(environment));
    await checkMasterKeys(database, secrets.masterKeys);
    return secrets;
  } finally {
    await database.end();
  }
}

/** Running orders move to new code by themselves; changed paths are guarded by `patched()`. */
function versioningOf({
  deployment,
}: ReturnType<typeof configFrom>): Pick<OrderWorkersOptions, 'workerDeploymentOptions'> {
  if (!deployment) return {};
  return {
    workerDeploymentOptions: {
      version: { deploymentName: deployment.name, buildId: deployment.buildId },
      useWorkerVersioning: true,
      defaultVersioningBehavior: 'AUTO_UPGRADE',
    },
  };
}

/** Signals, and the end of the process that started this one (embedded stack), end the worker after what it is doing. */
function stopOnRequest(workers: OrderWorkers, logger: Logger): void {
  const stop = (reason: string) => () => {
    if (workers.shutdown()) logger.info({ reason }, 'worker stopping');
  };
  process.on('SIGTERM', stop('SIGTERM'));
  process.on('SIGINT', stop('SIGINT'));
  process.on('disconnect', stop('parent gone'));
}

await main().catch(async (error: unknown) => {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(`${JSON.stringify({ level: 'fatal', error: name, msg: message })}\n`);
  process.exitCode = 1;
  await tellStack({ failed: failedText(error) });
});
// An open channel to the stack would keep this process, with nothing left to do.
if (process.connected) process.disconnect();

/** As `sealflow up` tells it to whoever started the stack. */
function failedText(error: unknown): Bilingual {
  if (error instanceof ConfigurationError) return { zh: error.chinese.message, en: error.message };
  return wordsOfThrown(error);
}

async function tellStack(word: object): Promise<void> {
  if (process.connected) await new Promise((resolve) => process.send?.(word, resolve));
}
