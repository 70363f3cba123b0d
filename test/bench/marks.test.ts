/** Whether a figure reaches its mark, and what a busy machine makes of it: in verdicts, in the table, in what is kept. */
import { describe, expect, it } from 'vitest';
import { reachText, verdictOf, type Mark } from '../../bench/marks.js';
import { cellText } from '../../bench/report/cells.js';
import { report } from '../../bench/report/report.js';
import { withoutRatios, type BenchResult, type Outcome } from '../../bench/results.js';
import type { Workload } from '../../bench/workload.js';
import { WORKLOADS } from '../../bench/workloads/index.js';

const BUSY = "the machine is too busy to be believed: 37 % of the CPU was others'";

const ratio: Mark = {
  id: 'rate',
  what: 'rate ÷ bare',
  unit: '',
  kind: 'ratio',
  seen: '0.45',
  reach: { atLeast: 0.75 },
};
const count: Mark = {
  id: 'events',
  what: 'events',
  unit: '',
  kind: 'count',
  seen: '45',
  reach: { atMost: 30 },
};
const byStore: Mark = {
  id: 'alone',
  what: 'alone',
  unit: 'ms',
  kind: 'time',
  seen: '370',
  reach: { sqlite: { atMost: 250 }, postgres: { atMost: 180 } },
};

describe('a verdict', () => {
  it.each([
    [ratio, 0.75, 'met'],
    [ratio, 0.74, 'missed'],
    [count, 30, 'met'],
    [count, 31, 'missed'],
    [{ ...count, reach: undefined }, 31, 'told'],
  ] as const)('of $what at %s is %s', (mark, figure, verdict) => {
    expect(verdictOf(mark, figure, 'sqlite', undefined)).toBe(verdict);
  });

  it('depends on the store where the mark does', () => {
    expect(verdictOf(byStore, 200, 'sqlite', undefined)).toBe('met');
    expect(verdictOf(byStore, 200, 'postgres', undefined)).toBe('missed');
  });

  it('is none on a busy machine, but of what can be counted', () => {
    expect(verdictOf(ratio, 0.9, 'sqlite', BUSY)).toBe('not believed');
    expect(verdictOf(byStore, 100, 'sqlite', BUSY)).toBe('not believed');
    expect(verdictOf(count, 30, 'sqlite', BUSY)).toBe('met');
  });

  it.each([undefined, Number.NaN])('is none of %s', (figure) => {
    expect(verdictOf(count, figure, 'sqlite', undefined)).toBe('not measured');
  });
});

describe('a cell of the table', () => {
  it('says the figure and the verdict', () => {
    expect(cellText({ mark: byStore, store: 'sqlite', figure: 250.4, verdict: 'missed' })).toBe(
      '250 ms, missed',
    );
    expect(cellText({ mark: ratio, store: 'sqlite', figure: 0.8, verdict: 'met' })).toBe('0.80, met');
  });

  it('says what is to be reached', () => {
    expect(reachText({ atMost: 250 }, 'ms')).toBe('≤ 250 ms');
    expect(reachText({ atLeast: 0.75 }, '')).toBe('≥ 0.75');
    expect(reachText(undefined, 'ms')).toBe('');
  });
});

describe('a busy machine', () => {
  const workload: Workload = {
    name: 'orders',
    dependsOnTemporal: true,
    marks: [ratio, count],
    run: () => Promise.reject(new Error('not run here')),
  };
  const measured = {
    figures: { rate: 0.9123, events: 28 },
    timings: ['0.9123 of bare'],
    notes: ['28 events'],
  };

  it('has its ratios left out of what is kept', () => {
    expect(withoutRatios(measured, workload.marks)).toEqual({
      figures: { events: 28 },
      timings: [],
      notes: ['28 events'],
    });
  });

  it.each(['text', 'markdown'] as const)('has none printed, and says why (%s)', (format) => {
    const text = report(
      resultOf({ disbelief: BUSY, measured: withoutRatios(measured, workload.marks) }),
      [workload],
      format,
    );
    expect(text).not.toContain('0.91');
    expect(text).toContain(`orders (Temporal on SQLite (dev server)): ${BUSY}`);
    expect(text).toContain('28, met');
  });

  it('would have them printed if it were quiet', () => {
    expect(report(resultOf({ measured }), [workload], 'text')).toContain('0.91, met');
  });

  it('has a figure that misses named with its mark', () => {
    const missing = { figures: { rate: 0.5, events: 45 } };
    expect(report(resultOf({ measured: missing }), [workload], 'text')).toContain(
      '- rate ÷ bare (Temporal on SQLite (dev server)): 0.50, to reach ≥ 0.75',
    );
  });

  it('or a workload that failed is told, beside the others', () => {
    expect(report(resultOf({ failed: 'Error: no server' }), [workload], 'text')).toContain(
      'Error: no server',
    );
  });
});

describe('the table', () => {
  it('has each mark once, and each says what was seen', () => {
    const ids = WORKLOADS.flatMap(({ marks }) => marks.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has each workload once', () => {
    const names = WORKLOADS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

function resultOf(outcome: Partial<Outcome>): BenchResult {
  const machine = {
    cores: 2,
    cpu: 'a cpu',
    memoryBytes: 2 ** 34,
    system: 'linux',
    node: 'v20',
    sealflow: '0.3.0',
    temporalSdk: '1.24.0',
    temporalServer: '1.29.1',
    postgres: '18.4',
  };
  const outcomes = [
    { workload: 'orders', seconds: 1, busyness: {}, loadBefore: 0, loadAfter: 0, ...outcome },
  ];
  return {
    startedAt: '2026-11-27T00:00:00Z',
    seconds: 1,
    options: { stores: ['sqlite'], sizes: { rounds: 1, orders: 1, concurrency: 1 } as never },
    stores: [{ store: 'sqlite', machine, outcomes }],
  };
}
