// Alerts that only a worker's own process can show: what Temporal's engine tells, and what waits while no worker runs.
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { freePort } from '../../../dev/ports.js';
import { startWorkerProcess } from '../../../dev/worker-process.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { ended, order, standing } from '../../support/orders.js';
import { firedIn, PROMTOOL_MISSING } from '../../support/promtool.js';
import { scrape, type Scrape } from '../../support/scrapes.js';
import { until } from '../../support/until.js';

const WELL_MINUTES = 75;
const MINUTES = 40;
/** Longer than a step may be late (the rule SealflowStepsWait). */
const NO_WORKER_MS = 70_000;

interface Process {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

async function startWorker(world: OrderWorld, over: Record<string, string> = {}): Promise<Process> {
  const address = `127.0.0.1:${await freePort()}`;
  const worker = await startWorkerProcess({
    dataDir: world.dataDir,
    environment: {
      ...world.environment,
      SEALFLOW_METRICS_ADDRESS: address,
      SEALFLOW_LOG_LEVEL: 'warn',
      ...over,
    },
    logFile: join(world.dataDir, 'worker.log'),
  });
  return { url: `http://${address}/metrics`, stop: () => worker.stop() };
}

const sum = (samples: Scrape, series: RegExp): number =>
  [...samples].reduce((total, [name, value]) => (series.test(name) ? total + Number(value) : total), 0);

const has = (samples: Scrape, name: string): boolean =>
  [...samples.keys()].some((series) => series.startsWith(name));

/** The way to Temporal, which can be cut. */
async function startLine(to: string): Promise<{ readonly address: string; readonly cut: () => void }> {
  const { hostname, port } = new URL(`http://${to}`);
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    const onward = connect(Number(port), hostname);
    for (const one of [socket, onward]) {
      sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => sockets.delete(one));
    }
    socket.pipe(onward);
    onward.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The line has no port.');
  return {
    address: `127.0.0.1:${address.port}`,
    cut: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

describe.skipIf(PROMTOOL_MISSING !== undefined)('an alert fires', { timeout: 400_000 }, () => {
  it('when steps are due and no worker is there for a while, and when a workflow is one of a newer version', async () => {
    const world = await createOrderWorld({ worker: false });
    let worker = await startWorker(world);
    try {
      await ended(world, await order(world, 'well.example.com'));
      const names = ['a', 'b', 'c'].map((one) => `${one}.example.com`);
      const waiting = await Promise.all(
        names.map((name) => order(world, name, { validation: 'manual-dns' })),
      );
      for (const orderId of waiting) await standing(world, orderId, 'subscriber-dns');
      const all = /^sealflow_step_queue_seconds_count\{step="confirmDomainControl"/;
      // More looks than the next worker is asked for: else its counters would not be seen to begin anew.
      const well = await until('looks in time', async () => {
        for (const orderId of waiting) await world.orders.check(orderId);
        const samples = await scrape(worker.url);
        return sum(samples, all) > 3 * waiting.length && samples;
      });
      expect(well.get('sealflow_temporal_metrics_up')).toBe('1');
      expect(await firedIn([{ scrape: well, minutes: WELL_MINUTES }])).toEqual([]);

      await worker.stop();
      await pause(NO_WORKER_MS);
      worker = await startWorker(world);
      const late = /^sealflow_step_queue_seconds_bucket\{step="confirmDomainControl",.*le="60"\}/;
      const after = await until('late looks', async () => {
        const samples = await scrape(worker.url);
        return sum(samples, all) - sum(samples, late) >= 2 && samples;
      });
      const waited = [
        { scrape: well, minutes: WELL_MINUTES },
        { scrape: after, minutes: MINUTES },
      ];
      expect(await firedIn(waited)).toEqual(['SealflowStepsWait']);

      const before = await scrape(worker.url);
      await world.temporal.workflow.start('newerStory', {
        workflowId: `newer-${world.taskQueue}`,
        taskQueue: world.taskQueue,
      });
      const failing = await until('a failing workflow task', async () => {
        const samples = await scrape(worker.url);
        return has(samples, 'temporal_workflow_task_execution_failed_total') && samples;
      });
      // The looks that were late are long ago.
      const failed = [
        { scrape: before, minutes: WELL_MINUTES },
        { scrape: failing, minutes: MINUTES },
      ];
      expect(await firedIn(failed)).toEqual(['SealflowWorkflowTaskFails']);
    } finally {
      await worker.stop();
      await world.stop();
    }
  });

  it('when Temporal is not reached any more', async () => {
    const world = await createOrderWorld({ worker: false });
    const line = await startLine(world.environment.TEMPORAL_ADDRESS ?? '');
    const worker = await startWorker(world, { TEMPORAL_ADDRESS: line.address });
    try {
      await ended(world, await order(world, 'well.example.com'));
      const well = await scrape(worker.url);
      line.cut();
      const name = 'temporal_long_request_failure_total';
      await until('failing polls', async () => has(await scrape(worker.url), name));
      // Polls go on failing every few seconds; each scrape stands for the minute in which it would have been made.
      const scrapes: Scrape[] = [];
      for (let minute = 0; minute < 9; minute++) {
        scrapes.push(await scrape(worker.url));
        await pause(12_000);
      }
      const fired = await firedIn([
        { scrape: well, minutes: WELL_MINUTES },
        ...scrapes.map((one) => ({ scrape: one, minutes: 1 })),
      ]);
      expect(fired).toEqual(['SealflowTemporalUnreachable']);
    } finally {
      await worker.stop();
      await world.stop();
    }
  });
});
