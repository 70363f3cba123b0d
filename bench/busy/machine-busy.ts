/** Whether the machine was quiet enough for what was measured to be believed. */
import { setTimeout as delay } from 'node:timers/promises';
import { readCpuSample, type CpuSample } from './cpu-sample.js';

/**
 * The share of all cores' time that others may have. The bench's own policy: two workloads that are compared get unequal
 * parts of what others take, so that others' 5 % can move a ratio by as much, which is a third of the gap between the 0.75
 * that is asked for and the 0.9 that is aimed at; more could turn a miss into a hit. A quiet machine shows 0 to 2 %.
 */
export const OTHERS_LIMIT = 0.05;

/** How long the machine is looked at before each workload: long enough for 0.5 % to be seen in ticks of 10 ms. */
const BEFORE_MS = 2_000;

export interface Busyness {
  /** Shares of all cores' time, 0 to 1; undefined where the system doesn't tell (no /proc). */
  readonly othersBefore?: number;
  readonly othersDuring?: number;
}

/** Undefined where it may be believed; else why not, as people read it. */
export function disbelief({ othersBefore, othersDuring }: Busyness): string | undefined {
  const worst = Math.max(othersBefore ?? 0, othersDuring ?? 0);
  if (worst <= OTHERS_LIMIT) return undefined;
  return `the machine is too busy to be believed: ${(worst * 100).toFixed(0)} % of the CPU was others'`;
}

/** Of all cores' time between two samples, the share that neither our processes nor the kernel's threads had: 0 to 1. */
export function othersShare(before: CpuSample, after: CpuSample): number {
  const used = after.usedMs - before.usedMs;
  // What ended unseen is counted late: never less than nothing.
  const known = Math.max(0, after.ownMs - before.ownMs) + Math.max(0, after.kernelMs - before.kernelMs);
  const all = after.allMs - before.allMs;
  return all <= 0 ? 0 : Math.min(1, Math.max(0, used - known) / all);
}

export interface Watched<Result> {
  readonly result: Result;
  readonly busyness: Busyness;
}

/** Looks at the machine before `work` and during it. `ownRoots` is asked anew each time: parts are started again at times. */
export async function watchingOthers<Result>(
  ownRoots: () => readonly number[],
  work: () => Promise<Result>,
): Promise<Watched<Result>> {
  const sample = () => readCpuSample(ownRoots());
  const first = sample();
  await delay(BEFORE_MS);
  const second = sample();
  const result = await work();
  const last = sample();
  if (!first || !second || !last) return { result, busyness: {} };
  return {
    result,
    busyness: { othersBefore: othersShare(first, second), othersDuring: othersShare(second, last) },
  };
}
