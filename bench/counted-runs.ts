/** Runs that may fail, many at once: what one that succeeds takes, and every failure counted, so that none makes the others look fast. */
import { forEach, type Run } from './throughput.js';

export interface CountedRuns {
  readonly succeeded: number;
  /** One for each run that failed, in the order in which they did. */
  readonly errors: readonly string[];
  /** All of the time by those that succeeded; NaN where none did. */
  readonly msEach: number;
}

export interface CountedTurns {
  readonly runs: number;
  readonly concurrency: number;
  /** A run that takes longer has failed: it may never end. */
  readonly withinMs: number;
}

/** Never rejects. */
export async function countedRuns(run: Run, turns: CountedTurns): Promise<CountedRuns> {
  const { runs, concurrency, withinMs } = turns;
  const errors: string[] = [];
  const startedAt = performance.now();
  await forEach(Array.from({ length: runs }), concurrency, async () => {
    try {
      await unlessLate(run(), withinMs);
    } catch (error) {
      errors.push(error instanceof Error ? error.message : String(error));
    }
  });
  return countedFrom(runs, errors, performance.now() - startedAt);
}

export function countedFrom(runs: number, errors: readonly string[], tookMs: number): CountedRuns {
  const succeeded = runs - errors.length;
  return { succeeded, errors, msEach: succeeded > 0 ? tookMs / succeeded : Number.NaN };
}

async function unlessLate(work: Promise<unknown>, withinMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${withinMs / 1000} s`)), withinMs);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
