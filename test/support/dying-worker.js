/**
 * A real worker that kills itself (SIGKILL) after the effect of one activity and before its result is reported:
 * `node dying-worker.js ACTIVITY [NTH]`. Failing counts as an effect, too. `none` leaves the killing to others. Runs what `npm run build` made.
 */
import { writeSync } from 'node:fs';
import { Client } from '@temporalio/client';
import { Runtime } from '@temporalio/worker';
import { configFrom } from '../../dist/config/config.js';
import { secretsFrom } from '../../dist/config/secrets.js';
import { createActivities } from '../../dist/worker/activities.js';
import { createDependencies } from '../../dist/worker/dependencies.js';
import { createLogger, temporalLogger } from '../../dist/worker/logger.js';
import { createOrderWorkers } from '../../dist/worker/order-workers.js';
import { connectToTemporal } from '../../dist/worker/temporal-connection.js';
import { workflowBundle } from '../../dist/worker/workflow-bundle.js';
import { createWorkflowStarter } from '../../dist/worker/workflow-starter.js';

// The test that started it is gone: nobody waits for its end any more.
process.on('disconnect', () => process.exit(1));

const [, , lastActivity, nth = '1'] = process.argv;
const config = configFrom(process.env);
const secrets = secretsFrom(process.env);
const logger = createLogger(config.logLevel);
Runtime.install({ logger: temporalLogger(logger), shutdownSignals: [] });

const connection = await connectToTemporal(config, secrets.temporalApiKey);
const temporal = new Client({ connection, namespace: config.temporal.namespace });
const starter = createWorkflowStarter(temporal, config.temporal.taskQueue);
const { dependencies } = createDependencies(config, secrets, logger, { starter });
const activities = createActivities(dependencies);
if (lastActivity !== 'none' && !(lastActivity in activities))
  throw new Error(`There is no activity ${lastActivity}.`);
const workers = await createOrderWorkers({
  connection,
  namespace: config.temporal.namespace,
  taskQueue: config.temporal.taskQueue,
  workflowBundle: await workflowBundle(),
  activities: { ...activities, ...(lastActivity === 'none' ? {} : deadly(lastActivity, Number(nth))) },
});
await workers.run();

function deadly(name, lives) {
  let left = lives;
  const activity = async (...input) => {
    const [outcome] = await Promise.allSettled([activities[name](...input)]);
    left -= 1;
    if (left === 0) await die(outcome.status);
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  };
  return { [name]: activity };
}

/** Never returns, not even for the moment that the signal needs. */
function die(status) {
  writeSync(1, `${JSON.stringify({ msg: 'killed after the effect', activity: lastActivity, status })}\n`);
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
}
