/**
 * What many orders cost the others, while they wait and while they are being placed: memory of the worker, and the time of an
 * order that could go at once, of the same account and of another one.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { UsageByPart } from '../process-usage.js';
import { median } from '../statistics.js';
import { oneByOne } from '../throughput.js';
import type { BenchContext, Workload } from '../workload.js';
import { cancelAll, placeWaiting, untilAllWait } from './waiting-orders.js';

/** Long enough for what making the orders left behind to be given back; short enough that all still look often. */
const SETTLE_MS = 10_000;
const PROBES = 3;
const ANOTHER_ACCOUNT = 'another';
const MIB = 1024 * 1024;

export const crowdWorkload: Workload = {
  name: 'crowd',
  dependsOnTemporal: true,
  marks: [
    {
      id: 'whileWaiting',
      what: 'one automatic order while young ones wait (0.3.0: 5,000)',
      unit: 's',
      kind: 'time',
      seen: '2.7 s',
      reach: { atMost: 1 },
    },
    {
      id: 'whilePlaced',
      what: 'one automatic order of another account while they are being placed',
      unit: 's',
      kind: 'time',
      seen: 'over 120 s',
      reach: { atMost: 3 },
    },
    {
      id: 'whilePlacedSame',
      what: 'one more automatic order of the same account while they are being placed',
      unit: 's',
      kind: 'time',
      seen: 'over 120 s',
      reach: { atMost: 3 },
    },
    {
      id: 'workerMemory',
      what: 'worker memory per 1,000 waiting orders, beyond the active ones',
      unit: 'MB',
      kind: 'cost',
      seen: '360 to 500 MB',
      reach: { atMost: 20 },
    },
  ],
  run: async (context) => {
    const { client, sizes } = context;
    const half = Math.ceil(sizes.crowd / 2);
    const first = await crowdOf(context, half);
    // What the first half needed is the active ones' as well: only what the second half adds is the waiting ones'.
    const second = await crowdOf(context, half);
    const waiting = await oneByOne(() => client.order('ecc-p256'), PROBES);
    if (context.options.dataDir !== undefined)
      await cancelAll(client, [...first.orderIds, ...second.orderIds]);
    const grown = perThousand(first.settled, second.settled, half);
    return {
      figures: {
        whileWaiting: median(waiting) / 1000,
        whilePlaced: Math.max(...first.anothersMs, ...second.anothersMs) / 1000,
        whilePlacedSame: Math.max(...first.sameMs, ...second.sameMs) / 1000,
        workerMemory: grown.worker,
      },
      timings: [
        `measured with ${half * 2} waiting orders (--crowd), placed at ${second.perSecond.toFixed(1)} a second, and waiting at once after ${first.waitingAfterS.toFixed(0)} and ${second.waitingAfterS.toFixed(0)} s`,
        `memory that 1,000 more need: worker ${grown.worker.toFixed(0)} MB, Temporal ${grown.temporal.toFixed(0)} MB, its Postgres ${grown.postgres.toFixed(0)} MB`,
      ],
      raw: { waiting, first, second },
    };
  },
};

interface Crowd {
  readonly orderIds: readonly string[];
  /** Of automatic orders that were placed among the others, one after the other: of another account, and of the same. */
  readonly anothersMs: readonly number[];
  readonly sameMs: readonly number[];
  readonly perSecond: number;
  readonly waitingAfterS: number;
  readonly settled: UsageByPart;
}

async function crowdOf({ client, usage }: BenchContext, orders: number): Promise<Crowd> {
  const startedAt = performance.now();
  let isPlaced = false;
  const probing = async (account?: string) => {
    const probesMs: number[] = [];
    do probesMs.push(...(await oneByOne(() => client.order('ecc-p256', account), 1)));
    while (!isPlaced);
    return probesMs;
  };
  const placing = placeWaiting(client, orders).finally(() => (isPlaced = true));
  const [orderIds, anothersMs, sameMs] = await Promise.all([placing, probing(ANOTHER_ACCOUNT), probing()]);
  const perSecond = orders / ((performance.now() - startedAt) / 1000);
  await untilAllWait(client, orderIds);
  const waitingAfterS = (performance.now() - startedAt) / 1000;
  await delay(SETTLE_MS);
  return { orderIds, anothersMs, sameMs, perSecond, waitingAfterS, settled: usage() };
}

function perThousand(before: UsageByPart, after: UsageByPart, orders: number) {
  const of = (part: 'worker' | 'temporal' | 'temporal postgres') =>
    (((after.get(part)?.rssBytes ?? 0) - (before.get(part)?.rssBytes ?? 0)) / orders / MIB) * 1000;
  return { worker: of('worker'), temporal: of('temporal'), postgres: of('temporal postgres') };
}
