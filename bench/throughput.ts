/** Runs things many at once or one by one, in turns, so that whatever else the machine does falls on all of them alike. */
import { idleCpu, type IdleCpu } from './idle.js';
import { cpuBetween, type Part, type UsageByPart } from './process-usage.js';

/** One kind of run in one round. */
export interface Sample {
  readonly kind: string;
  readonly round: number;
  readonly runs: number;
  /** Complete runs per second, at the given concurrency. */
  readonly perSecond: number;
  /** Milliseconds of CPU for one run, by part; what each uses without any run is taken off. */
  readonly cpuMs: ReadonlyMap<Part, number>;
}

/** One run, from its beginning to its end. */
export type Run = () => Promise<unknown>;

export interface Turns {
  readonly rounds: number;
  readonly orders: number;
  readonly concurrency: number;
}

/** Every other round goes backwards: what the first one leaves behind does not always meet the same one. */
export async function inTurns(
  kinds: Readonly<Record<string, Run>>,
  usage: () => UsageByPart,
  { rounds, orders, concurrency }: Turns,
): Promise<Sample[]> {
  const samples: Sample[] = [];
  const all = Object.entries(kinds);
  // Compilers, caches and connections are warm afterwards.
  for (const [, run] of all) await many(run, concurrency * 2, concurrency);
  const idle = await idleCpu(usage);
  for (let round = 1; round <= rounds; round += 1) {
    for (const [kind, run] of round % 2 === 1 ? all : [...all].reverse()) {
      const { perSecond, cpuMs } = await rateOf(run, usage, { runs: orders, concurrency, idle });
      samples.push({ kind, round, runs: orders, perSecond, cpuMs });
    }
  }
  return samples;
}

export async function rateOf(
  run: Run,
  usage: () => UsageByPart,
  {
    runs,
    concurrency,
    idle,
  }: { readonly runs: number; readonly concurrency: number; readonly idle?: IdleCpu },
): Promise<Pick<Sample, 'perSecond' | 'cpuMs'>> {
  const before = usage();
  const startedAt = performance.now();
  await many(run, runs, concurrency);
  const ms = performance.now() - startedAt;
  const cpu = cpuBetween(before, usage());
  const each = (part: Part, cpuMs: number) => Math.max(0, cpuMs - (idle?.get(part) ?? 0) * ms) / runs;
  return {
    perSecond: (1000 * runs) / ms,
    cpuMs: new Map([...cpu].map(([part, cpuMs]) => [part, each(part, cpuMs)])),
  };
}

export async function many(run: Run, runs: number, concurrency: number): Promise<void> {
  await forEach(Array.from({ length: runs }), concurrency, run);
}

export async function forEach<Item>(
  items: readonly Item[],
  concurrency: number,
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const left = items.entries();
  const lane = async () => {
    // One iterator for all lanes: each takes the next item that nobody has taken.
    for (const [, item] of left) await work(item);
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
}

/** Milliseconds of each run that was alone on the system. */
export async function oneByOne(run: Run, runs: number): Promise<number[]> {
  const latencies: number[] = [];
  for (let count = 0; count < runs; count += 1) {
    const startedAt = performance.now();
    await run();
    latencies.push(performance.now() - startedAt);
  }
  return latencies;
}
