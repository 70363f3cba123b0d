/** What one look at the world costs that finds nothing new. */
import { setTimeout as delay } from 'node:timers/promises';
import { openCounters, type Counters } from '../database-counters.js';
import { cpuBetween, withoutStack, type Part, type UsageByPart } from '../process-usage.js';
import type { BenchContext, Measured, Workload } from '../workload.js';
import { cancelAll, looksOf, placeWaiting, untilAllWait } from './waiting-orders.js';

/** What the system does by itself is watched for so long. */
const IDLE_MS = 5_000;
/** After the last order has begun to wait: what placing them left behind is done by then. */
const SETTLE_MS = 5_000;

export const lookWorkload: Workload = {
  name: 'look',
  dependsOnTemporal: true,
  marks: [
    {
      id: 'lookCpu',
      what: 'one look of a waiting order: CPU, CA and DNS apart',
      unit: 'ms',
      kind: 'cost',
      seen: '18.5 ms',
      reach: { atMost: 8 },
    },
    {
      // The house's own bound for "no write": an hourly note of an order that looks 34 times in ten hours is a third of a
      // record of about 200 bytes a look.
      id: 'lookWal',
      what: 'one look: write-ahead log of our Postgres',
      unit: 'bytes',
      kind: 'count',
      seen: '3.7 KB',
      reach: { atMost: 100 },
    },
    {
      id: 'lookFsyncs',
      what: 'one look: fsyncs of our Postgres',
      unit: '',
      kind: 'count',
      seen: '1',
      reach: { atMost: 0.05 },
    },
    {
      id: 'lookEvents',
      what: 'one look: events added to the history',
      unit: '',
      kind: 'count',
      seen: '0',
      reach: { atMost: 0 },
    },
  ],
  run: async (context): Promise<Measured> => {
    const { client, sizes, system } = context;
    const counters = await openCounters(system.environment.DATABASE_URL ?? '');
    const moment = async (): Promise<Moment> => ({
      at: performance.now(),
      usage: context.usage(),
      counters: await counters.read(),
    });
    try {
      const idleFrom = await moment();
      await delay(IDLE_MS);
      const idle = between(idleFrom, await moment());
      const orderIds = await placeWaiting(client, sizes.lookers);
      await untilAllWait(client, orderIds);
      await delay(SETTLE_MS);
      const measured = await watched(context, orderIds, moment);
      if (context.options.dataDir !== undefined) await cancelAll(client, orderIds);
      return perLook(measured, idle, sizes.lookers);
    } finally {
      await counters.close();
    }
  },
  // Those of `run` wait on and go on looking.
  profiled: ({ sizes }) => delay(sizes.watchMs / 2),
};

interface Moment {
  readonly at: number;
  readonly usage: UsageByPart;
  readonly counters: Counters;
}

interface Span {
  readonly ms: number;
  readonly cpu: ReadonlyMap<Part, number>;
  readonly walBytes: number;
  readonly fsyncs: number;
}

interface WatchedLooks {
  readonly span: Span;
  readonly looks: number;
  readonly events: number;
}

async function watched(
  { client, sizes }: BenchContext,
  orderIds: readonly string[],
  moment: () => Promise<Moment>,
): Promise<WatchedLooks> {
  const before = await looksOf(client, orderIds);
  const from = await moment();
  await delay(sizes.watchMs);
  const span = between(from, await moment());
  const after = await looksOf(client, orderIds);
  return { span, looks: after.attempts - before.attempts, events: after.events - before.events };
}

function between(from: Moment, to: Moment): Span {
  return {
    ms: to.at - from.at,
    cpu: cpuBetween(from.usage, to.usage),
    walBytes: to.counters.walBytes - from.counters.walBytes,
    fsyncs: to.counters.fsyncs - from.counters.fsyncs,
  };
}

function perLook({ span, looks, events }: WatchedLooks, idle: Span, orders: number): Measured {
  if (looks <= 0) return { figures: {}, notes: ['no order has looked in this time'] };
  const share = span.ms / idle.ms;
  const each = (all: number, alone: number) => (all - share * alone) / looks;
  const cpuMs = new Map([...span.cpu].map(([part, ms]) => [part, each(ms, idle.cpu.get(part) ?? 0)]));
  return {
    figures: {
      lookCpu: withoutStack(cpuMs),
      lookWal: Math.max(0, each(span.walBytes, idle.walBytes)),
      lookFsyncs: Math.max(0, each(span.fsyncs, idle.fsyncs)),
      lookEvents: events / looks,
    },
    cpu: [{ what: 'one look of a waiting order', cpuMs }],
    notes: [`${looks} looks of ${orders} young orders in ${(span.ms / 1000).toFixed(0)} s`],
    raw: { span, idle, looks, events },
  };
}
