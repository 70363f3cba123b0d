/** What one order asks of Postgres, of ours and of Temporal's: statements, writes, and bytes that stay. */
import { openCounters, settled, type Counters, type CounterReader } from '../database-counters.js';
import { oneByOne } from '../throughput.js';
import type { BenchContext, Measured, Workload } from '../workload.js';

export const writesWorkload: Workload = {
  name: 'writes',
  dependsOnTemporal: true,
  marks: [
    {
      id: 'statements',
      what: 'Postgres statements of an order',
      unit: '',
      kind: 'count',
      seen: '74',
      reach: { atMost: 30 },
    },
    {
      id: 'fsyncs',
      what: 'Postgres fsyncs of an order',
      unit: '',
      kind: 'count',
      seen: '22',
      reach: { atMost: 8 },
    },
  ],
  run: async (context): Promise<Measured> => {
    const { system, sizes } = context;
    const own = await openCounters(system.environment.DATABASE_URL ?? '');
    const temporal =
      system.temporalStoreUrl === undefined ? undefined : await openCounters(system.temporalStoreUrl);
    try {
      const ofOwn = await countedFor(context, sizes.singles, own, temporal);
      return {
        figures: { ...ofFigures(ofOwn.own) },
        notes: [
          `of which begin, commit and rollback: ${ofOwn.own.transactionStatements?.toFixed(1) ?? 'unknown'}; write-ahead log: ${kib(ofOwn.own.walBytes)} an order`,
          ...(ofOwn.temporal
            ? [
                `Temporal’s Postgres, an order: ${ofOwn.temporal.statements?.toFixed(0) ?? '?'} statements, ` +
                  `${ofOwn.temporal.fsyncs.toFixed(1)} fsyncs, ${kib(ofOwn.temporal.walBytes)} of write-ahead log`,
              ]
            : []),
        ],
        raw: { ...ofOwn, busiest: await own.busiest(40) },
      };
    } finally {
      await own.close();
      await temporal?.close();
    }
  },
};

function ofFigures({ statements, fsyncs }: Counters): Record<string, number> {
  return { ...(statements !== undefined && { statements }), fsyncs };
}

interface Counted {
  readonly own: Counters;
  readonly temporal?: Counters;
}

/** For one order, what the system does by itself in the same time taken off. */
async function countedFor(
  { client }: BenchContext,
  orders: number,
  own: CounterReader,
  temporal: CounterReader | undefined,
): Promise<Counted> {
  const read = async () => ({ own: await own.read(), temporal: await temporal?.read() });
  await client.order('ecc-p256');
  await settled();
  const idle = await read();
  await settled();
  const before = await read();
  const startedAt = performance.now();
  await oneByOne(() => client.order('ecc-p256'), orders);
  await settled();
  const idleShare = (performance.now() - startedAt) / IDLE_MS;
  const after = await read();
  const perOrder = (which: keyof Counted) => {
    const [first, second, last] = [idle[which], before[which], after[which]];
    return first && second && last && less(less(last, second), less(second, first), idleShare, orders);
  };
  const ofOwn = perOrder('own');
  if (!ofOwn) throw new Error('Postgres has told nothing.');
  const ofTemporal = perOrder('temporal');
  return { own: ofOwn, ...(ofTemporal && { temporal: ofTemporal }) };
}

const IDLE_MS = 11_000;

/** `(one - share × other) / parts`, counter by counter. */
function less(one: Counters, other: Counters, share = 1, parts = 1): Counters {
  const of = (first: number, second: number) => (first - share * second) / parts;
  const { statements, transactionStatements } = one;
  return {
    ...(statements !== undefined && { statements: of(statements, other.statements ?? 0) }),
    ...(transactionStatements !== undefined && {
      transactionStatements: of(transactionStatements, other.transactionStatements ?? 0),
    }),
    walBytes: of(one.walBytes, other.walBytes),
    fsyncs: of(one.fsyncs, other.fsyncs),
  };
}

function kib(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KiB`;
}
