/** The few figures that stand for many: percentiles, ratios within a round, whose CPU it was, and where a profile's time went. */
import { describe, expect, it } from 'vitest';
import {
  cpuBetween,
  usageOf,
  withoutStack,
  type Part,
  type ProcessFacts,
} from '../../bench/process-usage.js';
import { selfTimes } from '../../bench/profile/self-times.js';
import { median, percentile } from '../../bench/statistics.js';
import { medianCpu, rateRatio } from '../../bench/summaries.js';
import { forEach, inTurns, type Sample } from '../../bench/throughput.js';

describe('percentiles', () => {
  it('are values that were measured, by nearest rank', () => {
    expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3);
    expect(percentile([5, 1, 4, 2, 3], 0.95)).toBe(5);
  });

  it('have the mean of the middle two as the median', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([3, 1, 2])).toBe(2);
  });

  it('of nothing are none', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('the ratio of two rates', () => {
  const sample = (kind: string, round: number, perSecond: number, worker: number): Sample => ({
    kind,
    round,
    runs: 10,
    perSecond,
    cpuMs: new Map([['worker', worker]]),
  });
  // The second round was slow for both: the ratio does not see it.
  const samples = [
    sample('bare', 1, 10, 40),
    sample('order', 1, 8, 90),
    sample('bare', 2, 5, 44),
    sample('order', 2, 4, 94),
  ];

  it('is taken within each round', () => {
    expect(rateRatio(samples, 'order', 'bare')).toBeCloseTo(0.8);
  });

  it('is refused where a round has no baseline', () => {
    expect(() => rateRatio(samples.slice(1), 'order', 'bare')).toThrow('Round 1 has no bare');
  });

  it('has CPU beside it as the median of the rounds', () => {
    expect(medianCpu(samples, 'order')).toEqual(new Map([['worker', 92]]));
  });
});

describe('turns', () => {
  it('go forwards and backwards, after everything has been warm', async () => {
    const done: string[] = [];
    const kinds = { a: () => Promise.resolve(done.push('a')), b: () => Promise.resolve(done.push('b')) };
    const samples = await inTurns(kinds, () => new Map(), { rounds: 2, orders: 1, concurrency: 1 });
    expect(done.join('')).toBe('aabb' + 'ab' + 'ba');
    expect(samples.map(({ kind, round }) => `${kind}${round}`)).toEqual(['a1', 'b1', 'b2', 'a2']);
  });

  it('give each item to one lane', async () => {
    const seen: number[] = [];
    await forEach([1, 2, 3, 4, 5], 3, async (item) => {
      await Promise.resolve();
      seen.push(item);
    });
    expect(seen.sort()).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('CPU by part', () => {
  const process = (pid: number, parentPid: number, cpuMs: number, commandLine = ''): ProcessFacts => ({
    pid,
    parentPid,
    cpuMs,
    rssBytes: 1,
    commandLine,
  });
  const roots = new Map<number, Part>([
    [10, 'client'],
    [20, 'stack'],
    [30, 'postgres'],
    [40, 'temporal postgres'],
  ]);

  it('is the nearest root’s above a process, and what the stack starts is told by its command line', () => {
    const usage = usageOf(
      [
        process(10, 1, 1),
        process(20, 10, 2),
        process(21, 20, 3, 'node dist/worker/main.js --stack=/data'),
        process(22, 20, 4, 'temporal server start-dev --ip 127.0.0.1'),
        process(23, 20, 5, 'postgres -D /data'),
        process(24, 23, 6, 'postgres: sealflow'),
        process(30, 10, 7),
        process(31, 30, 8),
        process(40, 10, 9),
        process(99, 1, 1000),
      ],
      roots,
    );
    const cpu = Object.fromEntries([...usage].map(([part, { cpuMs }]) => [part, cpuMs]));
    expect(cpu).toEqual({
      client: 1,
      stack: 2,
      worker: 3,
      temporal: 4,
      postgres: 5 + 6 + 7 + 8,
      'temporal postgres': 9,
    });
  });

  it('is what came between two looks, the CA’s and the DNS’s apart', () => {
    const at = (worker: number, stack: number) =>
      new Map<Part, { cpuMs: number; rssBytes: number }>([
        ['worker', { cpuMs: worker, rssBytes: 0 }],
        ['stack', { cpuMs: stack, rssBytes: 0 }],
      ]);
    expect(withoutStack(cpuBetween(at(10, 10), at(110, 70)))).toBe(100);
  });
});

describe('a profile', () => {
  const node = (id: number, functionName: string, url: string) => ({ id, callFrame: { functionName, url } });
  const profile = {
    nodes: [
      node(1, '(idle)', ''),
      node(2, '(garbage collector)', ''),
      node(3, 'parse', 'file:///app/node_modules/@peculiar/x509/build/index.js'),
      node(4, 'createOrder', 'file:///app/dist/client/orders/creating.js'),
      node(5, 'activate', 'file:///app/workflow-bundle-1a2b.js'),
      node(6, 'readSync', 'node:fs'),
    ],
    samples: [1, 2, 3, 3, 4, 5, 6],
    timeDeltas: [9000, 1000, 2000, 2000, 3000, 1000, 1000],
  };

  it('is summed up by whose code it was, what was idle left out', () => {
    const { busyMs, byPackage } = selfTimes(profile);
    expect(busyMs).toBe(10);
    expect(Object.fromEntries(byPackage.map(({ what, ms }) => [what, ms]))).toEqual({
      '@peculiar/x509': 4,
      'our client/': 3,
      'workflow code (bundle)': 1,
      '(garbage collector)': 1,
      node: 1,
    });
    expect(byPackage[0]).toMatchObject({ what: '@peculiar/x509', share: 0.4 });
  });

  it('names functions with their owner', () => {
    expect(selfTimes(profile).byFunction[0]?.what).toBe('parse  @peculiar/x509');
  });
});
