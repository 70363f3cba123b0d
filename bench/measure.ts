/** Runs the workloads in turns, so that whatever else the machine does falls on all of them alike. */
import { loadavg } from 'node:os';
import type { BenchOptions } from './options.js';
import { cpuBetween, type Part, type UsageByPart } from './process-usage.js';
import { WORKLOADS, type Workload } from './workloads.js';

/** One workload in one round. */
export interface Sample {
  readonly workload: Workload;
  readonly round: number;
  readonly runs: number;
  /** Complete runs per second, at the given concurrency. */
  readonly perSecond: number;
  /** Milliseconds of CPU for one run, by part. */
  readonly cpuMsPerRun: ReadonlyMap<Part, number>;
  /** Milliseconds of each run that was alone on the system. */
  readonly latenciesMs: readonly number[];
  /** How busy the machine was before, everything counted (load average of one minute). */
  readonly loadBefore: number;
}

export interface MeasuredSystem {
  readonly run: (workload: Workload) => Promise<string>;
  readonly usage: () => UsageByPart;
  readonly say: (line: string) => void;
}

type Sizes = Pick<BenchOptions, 'rounds' | 'orders' | 'concurrency' | 'singles'>;

/** Every other round goes backwards: what the first one leaves behind does not always meet the same one. */
export async function measure(system: MeasuredSystem, sizes: Sizes): Promise<Sample[]> {
  const samples: Sample[] = [];
  // Compilers, caches and connections are warm afterwards.
  for (const workload of WORKLOADS) await runMany(system, workload, sizes.concurrency * 2, sizes.concurrency);
  for (let round = 1; round <= sizes.rounds; round += 1) {
    const turns = round % 2 === 1 ? WORKLOADS : [...WORKLOADS].reverse();
    for (const workload of turns) {
      const sample = await sampleOf(system, workload, round, sizes);
      system.say(`round ${round}/${sizes.rounds}  ${workload}: ${sample.perSecond.toFixed(1)} per second`);
      samples.push(sample);
    }
  }
  return samples;
}

async function sampleOf(
  system: MeasuredSystem,
  workload: Workload,
  round: number,
  { orders, concurrency, singles }: Sizes,
): Promise<Sample> {
  const [loadBefore = 0] = loadavg();
  const before = system.usage();
  const startedAt = performance.now();
  await runMany(system, workload, orders, concurrency);
  const seconds = (performance.now() - startedAt) / 1000;
  const cpu = cpuBetween(before, system.usage());
  return {
    workload,
    round,
    runs: orders,
    perSecond: orders / seconds,
    cpuMsPerRun: new Map([...cpu].map(([part, ms]) => [part, ms / orders])),
    latenciesMs: await runOneByOne(system, workload, singles),
    loadBefore,
  };
}

async function runMany(
  { run }: MeasuredSystem,
  workload: Workload,
  runs: number,
  concurrency: number,
): Promise<void> {
  let left = runs;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await run(workload);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
}

async function runOneByOne({ run }: MeasuredSystem, workload: Workload, runs: number): Promise<number[]> {
  const latencies: number[] = [];
  for (let count = 0; count < runs; count += 1) {
    const startedAt = performance.now();
    await run(workload);
    latencies.push(performance.now() - startedAt);
  }
  return latencies;
}
