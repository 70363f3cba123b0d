/**
 * A change of version while orders come in: two workers side by side are replaced one after the other, some told to stop, some
 * killed, and the next build takes over. Nothing is lost, nothing is done twice, no workflow task fails.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Environment } from '../../../config/environment.js';
import { startProcess, stopProcess, endOf, tailOf } from '../../../dev/processes.js';
import { compiledProgram } from '../../../config/package-folder.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { dvForm, eventsOf } from '../../support/orders.js';
import { expectMatchingCertificate, expectNothingPublished } from '../../support/proofs-of-order.js';
import { until } from '../../support/until.js';

/** Number of temporal.api.enums.v1.EventType. */
const WORKFLOW_TASK_FAILED = 9;
/** Two are under way in every replacement, on two cores. */
const CLIENTS = 2;
const PATIENCE_MS = 120_000;

type End = 'SIGTERM' | 'SIGKILL';

/** A worker as it is run in production, of one build. */
interface Running {
  readonly build: string;
  readonly stop: (end: End) => Promise<void>;
}

let world: OrderWorld;
const workers = new Set<Running>();

beforeAll(async () => {
  world = await createOrderWorld({ worker: false, payments: true });
  await world.paymentControls.setBalance(1_000_000_000);
});

afterAll(async () => {
  for (const worker of workers) await worker.stop('SIGKILL');
  await world.stop();
});

async function start(build: string, settings: Environment): Promise<Running> {
  const logFile = join(world.dataDir, `worker-${build}.log`);
  const child = startProcess(process.execPath, [compiledProgram('worker/main.js')], {
    env: { ...world.environment, PATH: process.env.PATH, ...settings },
    logFile,
    withChannel: true,
  });
  const ended = endOf(child);
  let ready = false;
  child.on('message', (word) => (ready ||= word === 'worker ready'));
  await until(`a worker of ${build}. ${tailOf(logFile).en}`, () => Promise.resolve(ready), PATIENCE_MS);
  const worker: Running = {
    build,
    stop: async (end) => {
      workers.delete(worker);
      await stopProcess(child, end, PATIENCE_MS);
      await ended.catch(() => undefined);
    },
  };
  workers.add(worker);
  return worker;
}

/** People who order one after the other, whatever happens to the workers. A request that no one answered is sent again. */
class Customers {
  readonly orderIds: string[] = [];
  readonly #going: Promise<void>[];
  #open = true;

  constructor(label: string) {
    this.#going = Array.from({ length: CLIENTS }, (_none, customer) => this.#order(`${label}-${customer}`));
  }

  async #order(label: string): Promise<void> {
    for (let count = 0; this.#open; count += 1) {
      const orderId = `${label}-${count}-${world.taskQueue.slice(-8)}`;
      const request = { orderId, form: dvForm(`${orderId}.example.com`, { brand: 'wotrus' }) };
      await until(`order ${orderId} to be taken`, () => world.orders.create(request), PATIENCE_MS);
      this.orderIds.push(orderId);
      await pause(250);
    }
  }

  async leave(): Promise<readonly string[]> {
    this.#open = false;
    await Promise.all(this.#going);
    return this.orderIds;
  }
}

interface Change {
  /** What tells the builds apart to Temporal, and what is said to it when the next one is there. */
  readonly settings: (build: string) => Environment;
  readonly announce: (build: string) => Promise<void>;
}

/** The next build's worker comes before one of the old ones goes; told to stop, then killed. */
async function changeUnderLoad(label: string, { settings, announce }: Change): Promise<readonly string[]> {
  const [first, second] = [`${label}-1`, `${label}-2`];
  const old = [await start(first, settings(first)), await start(first, settings(first))];
  await announce(first);
  const customers = new Customers(label);
  const ends: readonly End[] = ['SIGTERM', 'SIGKILL'];
  await until(
    'some orders to be under way',
    () => Promise.resolve(customers.orderIds.length >= 6),
    PATIENCE_MS,
  );
  for (const [index, worker] of old.entries()) {
    await start(second, settings(second));
    if (index === 0) await announce(second);
    await pause(2_000);
    await worker.stop(ends[index] ?? 'SIGKILL');
    const seen = customers.orderIds.length;
    await until(
      'orders to go on coming',
      () => Promise.resolve(customers.orderIds.length >= seen + 4),
      PATIENCE_MS,
    );
  }
  // Of the same build: as a machine that is lost.
  const [lost] = workers;
  await lost?.stop('SIGKILL');
  return await customers.leave();
}

async function expectEachDoneOnce(orderIds: readonly string[]): Promise<void> {
  expect(orderIds.length).toBeGreaterThanOrEqual(14);
  for (const orderId of orderIds)
    await until(
      `order ${orderId} to be issued and tidy`,
      async () => {
        const { status } = await world.temporal.workflow.getHandle(`certificate-order:${orderId}`).describe();
        return status.name === 'COMPLETED' && (await world.orders.show(orderId)).state === 'issued';
      },
      PATIENCE_MS,
    );
  const atCa = (await world.caControls.orders()).filter(({ reference }) => orderIds.includes(reference));
  expect(atCa.map(({ reference }) => reference).sort()).toEqual([...orderIds].sort());
  // A placement whose answer was lost is looked up, not sent again.
  expect(atCa.filter(({ attempts }) => attempts.place !== 1)).toEqual([]);
  const holds = await world.paymentControls.holds();
  for (const orderId of orderIds) {
    await expectMatchingCertificate(world.orders, orderId);
    expectNothingPublished(world, `_dnsauth.${orderId}.example.com`);
    expect(holds.filter(({ key }) => key.includes(orderId))).toMatchObject([{ state: 'captured' }]);
    const failed = (await eventsOf(world, orderId)).filter(
      ({ eventType }) => Number(eventType) === WORKFLOW_TASK_FAILED,
    );
    expect(failed).toEqual([]);
  }
}

async function stopAll(): Promise<void> {
  for (const worker of workers) await worker.stop('SIGTERM');
}

describe('a rolling change of version under load', { timeout: 600_000 }, () => {
  it('by any worker of the task queue: nothing lost, nothing done twice', async () => {
    const change = { settings: () => ({}), announce: () => Promise.resolve() };
    await expectEachDoneOnce(await changeUnderLoad('plain', change));
    await stopAll();
  });

  it('by Worker Deployment Versioning: the same, and running orders move to the next build', async () => {
    const deploymentName = `deployment-${world.taskQueue}`;
    const settings = (build: string) => ({
      SEALFLOW_BUILD_ID: build,
      SEALFLOW_DEPLOYMENT_NAME: deploymentName,
    });
    const announce = async (buildId: string) => {
      await until(
        `build ${buildId} to be the current one`,
        async () =>
          await world.temporal.workflowService.setWorkerDeploymentCurrentVersion({
            namespace: 'default',
            deploymentName,
            buildId,
            ignoreMissingTaskQueues: true,
          }),
        PATIENCE_MS,
      );
    };
    await expectEachDoneOnce(await changeUnderLoad('versioned', { settings, announce }));
    await stopAll();
  });
});
