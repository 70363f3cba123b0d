/** What each alert is for that only a worker's own process can show: what Temporal's engine tells, and what waits while no worker runs. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { ended, order, standing } from '../../support/orders.js';
import { firedIn } from '../../support/promtool.js';
import { scrape, type Scrape } from '../../support/scrapes.js';
import { until } from '../../support/until.js';
import { startLine, startWatchedProcess, type Line, type WatchedProcess } from './watched-process.js';

const WELL_MINUTES = 75;
const MINUTES = 40;
/** Longer than a step may be late (the rule SealflowStepsWait). */
const NO_WORKER_MS = 70_000;

export interface ProcessCause {
  readonly name: string;
  /** What fires, by name, in the order of the alphabet: these and no others. */
  readonly fires: readonly string[];
  /** Brings it about; resolves to what was told while all was well, and since. */
  readonly bring: (scene: ProcessScene) => Promise<Told>;
}

interface ProcessScene {
  readonly world: OrderWorld;
  /** The worker's way to Temporal. */
  readonly line: Line;
  readonly worker: () => WatchedProcess;
  /** A fresh one. */
  readonly startWorker: () => Promise<void>;
}

interface Told {
  readonly well: Scrape;
  /** One after the other, each for so many minutes. */
  readonly ill: readonly { readonly scrape: Scrape; readonly minutes: number }[];
}

/** Throws where anything fires before the cause, or something else than it should once it is there. */
export async function playProcessCause(cause: ProcessCause): Promise<void> {
  const world = await createOrderWorld({ worker: false });
  const line = await startLine(world.environment.TEMPORAL_ADDRESS ?? '');
  const start = () => startWatchedProcess(world, { TEMPORAL_ADDRESS: line.address });
  let worker = await start();
  try {
    await ended(world, await order(world, 'well.example.com'));
    const { well, ill } = await cause.bring({
      world,
      line,
      worker: () => worker,
      startWorker: async () => {
        worker = await start();
      },
    });
    expect(well.get('sealflow_temporal_metrics_up')).toBe('1');
    const before = { scrape: well, minutes: WELL_MINUTES };
    expect(await firedIn([before])).toEqual([]);
    expect(await firedIn([before, ...ill])).toEqual(cause.fires);
  } finally {
    await worker.stop();
    line.cut();
    await world.stop();
  }
}

const sum = (samples: Scrape, series: RegExp): number =>
  [...samples].reduce((total, [name, value]) => (series.test(name) ? total + Number(value) : total), 0);

export const has = (samples: Scrape, name: string): boolean =>
  [...samples.keys()].some((series) => series.startsWith(name));

/** Has the worker's engine tell of a failing workflow task. */
export async function startNewerStory({ temporal, taskQueue }: OrderWorld): Promise<void> {
  await temporal.workflow.start('newerStory', { workflowId: `newer-${taskQueue}`, taskQueue });
}

export const PROCESS_CAUSES: readonly ProcessCause[] = [
  {
    name: 'steps are due and no worker is there for a while',
    fires: ['SealflowStepsWait'],
    async bring({ world, worker, startWorker }) {
      const names = ['a', 'b', 'c'].map((one) => `${one}.example.com`);
      const waiting = await Promise.all(
        names.map((name) => order(world, name, { validation: 'manual-dns' })),
      );
      for (const orderId of waiting) await standing(world, orderId, 'subscriber-dns');
      const all = /^sealflow_step_queue_seconds_count\{step="confirmDomainControl"/;
      // More looks than the next worker is asked for: else its counters would not be seen to begin anew.
      const well = await until('looks in time', async () => {
        for (const orderId of waiting) await world.orders.check(orderId);
        const samples = await scrape(worker().url);
        return sum(samples, all) > 3 * waiting.length && samples;
      });
      await worker().stop();
      await pause(NO_WORKER_MS);
      await startWorker();
      const late = /^sealflow_step_queue_seconds_bucket\{step="confirmDomainControl",.*le="60"\}/;
      const ill = await until('late looks', async () => {
        const samples = await scrape(worker().url);
        return sum(samples, all) - sum(samples, late) >= 2 && samples;
      });
      return { well, ill: [{ scrape: ill, minutes: MINUTES }] };
    },
  },
  {
    name: 'a workflow is one of a newer version',
    fires: ['SealflowWorkflowTaskFails'],
    async bring({ world, worker }) {
      const well = await scrape(worker().url);
      await startNewerStory(world);
      const ill = await until('a failing workflow task', async () => {
        const samples = await scrape(worker().url);
        return has(samples, 'temporal_workflow_task_execution_failed_total') && samples;
      });
      return { well, ill: [{ scrape: ill, minutes: MINUTES }] };
    },
  },
  {
    name: 'Temporal is not reached any more',
    fires: ['SealflowTemporalUnreachable'],
    async bring({ worker, line }) {
      const well = await scrape(worker().url);
      line.cut();
      const failing = 'temporal_long_request_failure_total';
      await until('failing polls', async () => has(await scrape(worker().url), failing));
      // Polls go on failing every few seconds; each scrape stands for the minute in which it would have been made.
      const ill: Scrape[] = [];
      for (let minute = 0; minute < 9; minute++) {
        ill.push(await scrape(worker().url));
        await pause(12_000);
      }
      return { well, ill: ill.map((one) => ({ scrape: one, minutes: 1 })) };
    },
  },
];
