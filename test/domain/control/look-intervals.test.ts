// How often the system looks: seldom in the end, seldom in a crowd, and not all at the same moment.
import { describe, expect, it } from 'vitest';
import { untilNextLook, untilNextOwnLook } from '../../../domain/control/look-intervals.js';
import { startWait } from '../../../domain/waits.js';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;
const START = Date.parse('2026-09-14T00:00:00.000Z');

/** Its share of the spread is the smallest of a thousand orders': the intervals of the table, to the percent. */
const FIRST = 'order-777';
const ORDERS = Array.from({ length: 1_000 }, (_none, index) => `order-${index}`);

const wait = startWait('subscriber-dns', { deadlineDays: 60, reminderDays: [7] }, START);

function looksIn(ms: number, of: string): number {
  let looks = 0;
  for (let at = 0; at < ms; at += untilNextLook(wait, START + at, { of })) looks += 1;
  return looks;
}

describe('the next look', () => {
  it.each([
    ['at once', 0, 2 * SECOND],
    ['after five minutes', 300 * SECOND, 75 * SECOND],
    ['after four hours', 4 * HOUR, 3_000 * SECOND],
    ['after a month', 30 * DAY, 3_000 * SECOND],
  ])('comes %s of waiting after a growing interval', (_when, elapsed, interval) => {
    const next = untilNextLook(wait, START + elapsed, { of: FIRST });
    expect(next).toBeGreaterThanOrEqual(interval);
    expect(next).toBeLessThan(interval * 1.01);
  });

  it.each(['ca-validation', 'ca-issuance'] as const)('comes soon where a CA works by machine: %s', (name) => {
    const machine = startWait(name, { deadlineDays: 60, reminderDays: [7] }, START);
    const looks: number[] = [];
    for (let at = 0; looks.length < 5; looks.push(at))
      at += untilNextLook(machine, START + at, { of: FIRST });
    expect(looks.map((at) => Math.round(at / 50) * 50)).toEqual([250, 500, 1_000, 2_000, 4_000]);
  });

  it('is one of about forty in ten hours', () => {
    const counts = ORDERS.map((of) => looksIn(10 * HOUR, of));
    expect([Math.min(...counts), Math.max(...counts)]).toEqual([38, 45]);
  });

  it('comes early for a reminder and for the deadline, and never at once', () => {
    for (const of of ORDERS.slice(0, 10)) {
      expect(untilNextLook(wait, START + 7 * DAY - 60_000, { of })).toBe(60_000);
      expect(untilNextLook(wait, START + 60 * DAY - 5_000, { of })).toBe(5_000);
      expect(untilNextLook(wait, START + 61 * DAY, { of })).toBe(1);
    }
  });

  it('is never sooner than a CA wants, which was only asked beside it, and never past the longest interval', () => {
    const after5Minutes = START + 300 * SECOND;
    const own = (askedForMs?: number) => untilNextOwnLook(wait, after5Minutes, { of: FIRST, askedForMs });
    expect(own()).toBe(untilNextLook(wait, after5Minutes, { of: FIRST }));
    expect(own(5_000)).toBe(own());
    expect(own(90_000)).toBeGreaterThanOrEqual(90_000);
    expect(own(90_000)).toBeLessThan(91_000);
    expect(own(DAY)).toBe(HOUR);
  });
});

describe('looks that are due at once', () => {
  const after5Minutes = START + 300 * SECOND;

  it.each([
    ['by age', undefined, 75 * SECOND],
    ['by what a CA asked of all', 600 * SECOND, 600 * SECOND],
  ])('are spread over a fifth of the interval %s, never before it', (_why, askedForMs, interval) => {
    const nexts = ORDERS.map((of) => untilNextLook(wait, after5Minutes, { of, askedForMs }));
    const tenths = nexts.map((next) => Math.floor((10 * (next - interval)) / (interval * 0.2)));
    const counts = Array.from({ length: 10 }, (_none, tenth) => tenths.filter((at) => at === tenth).length);
    expect(counts.reduce((sum, count) => sum + count)).toBe(ORDERS.length);
    expect(Math.min(...counts)).toBeGreaterThan(60);
  });

  it('come at the same moment for the same order, every time', () => {
    const next = () => untilNextLook(wait, after5Minutes, { of: 'order-1' });
    expect(next()).toBe(next());
  });
});

describe('in a crowd', () => {
  const at = (lateMs: number, elapsed: number) =>
    untilNextLook(wait, START + elapsed, { of: FIRST, lateMs }) / SECOND;

  it('a look that began late has the next one wait four times as long', () => {
    expect(at(0, 60 * SECOND)).toBeCloseTo(15, 0);
    expect(at(3 * SECOND, 60 * SECOND)).toBeCloseTo(15, 0);
    expect(at(10 * SECOND, 60 * SECOND)).toBeCloseTo(40, 0);
  });

  it('but no more than four times the usual interval, and never past the longest', () => {
    expect(at(HOUR, 60 * SECOND)).toBeCloseTo(60, 0);
    expect(at(HOUR, 2 * HOUR)).toBe(3_600);
  });
});
