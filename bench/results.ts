/** Sums the samples up and keeps them: medians, ratios within the same round, and everything as JSON. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageFolder } from '../dev/package-folder.js';
import type { HistoryFacts } from './history.js';
import type { Machine } from './machine.js';
import type { Sample } from './measure.js';
import type { BenchOptions } from './options.js';
import type { Part } from './process-usage.js';
import { median, percentile } from './statistics.js';
import type { WaitingMemory, WaitingOrder } from './waiting.js';
import { WORKLOADS, type Workload } from './workloads.js';

export interface Summary {
  readonly workload: Workload;
  /** Median of the rounds. */
  readonly perSecond: number;
  readonly slowestRound: number;
  readonly fastestRound: number;
  /** Median of the ratios to the bare workflow of the same shape, each within one round. */
  readonly ratioToBare: number;
  readonly latencyP50Ms: number;
  readonly latencyP95Ms: number;
  /** Medians of the rounds. */
  readonly cpuMsPerRun: ReadonlyMap<Part, number>;
  readonly history: HistoryFacts;
}

export interface BenchResult {
  readonly startedAt: string;
  readonly machine: Machine;
  readonly options: BenchOptions;
  readonly summaries: readonly Summary[];
  readonly waitingOrder: WaitingOrder;
  readonly waitingMemory?: WaitingMemory;
  readonly samples: readonly Sample[];
}

const BASELINE: Workload = 'bare, same shape';

export function summaries(
  samples: readonly Sample[],
  histories: ReadonlyMap<Workload, HistoryFacts>,
): Summary[] {
  return WORKLOADS.flatMap((workload) => {
    const history = histories.get(workload);
    return history ? [summary(workload, samples, history)] : [];
  });
}

function summary(workload: Workload, all: readonly Sample[], history: HistoryFacts): Summary {
  const samples = all.filter((sample) => sample.workload === workload);
  const rates = samples.map(({ perSecond }) => perSecond);
  const latencies = samples.flatMap(({ latenciesMs }) => latenciesMs);
  const parts = [...new Set(samples.flatMap(({ cpuMsPerRun }) => [...cpuMsPerRun.keys()]))];
  return {
    workload,
    perSecond: median(rates),
    slowestRound: Math.min(...rates),
    fastestRound: Math.max(...rates),
    ratioToBare: median(samples.map((sample) => sample.perSecond / baselineOf(sample, all))),
    latencyP50Ms: percentile(latencies, 0.5),
    latencyP95Ms: percentile(latencies, 0.95),
    cpuMsPerRun: new Map(
      parts.map((part) => [part, median(samples.map((sample) => sample.cpuMsPerRun.get(part) ?? 0))]),
    ),
    history,
  };
}

function baselineOf({ round }: Sample, all: readonly Sample[]): number {
  const baseline = all.find((sample) => sample.round === round && sample.workload === BASELINE);
  if (!baseline) throw new Error(`Round ${round} has no ${BASELINE}.`);
  return baseline.perSecond;
}

/** Returns the file's path. */
export function writeResult(result: BenchResult, out: string | undefined): string {
  const name = `${result.startedAt.replaceAll(/[:.]/g, '-')}.json`;
  const path = out ?? join(packageFolder(), 'bench', 'results', name);
  mkdirSync(dirname(path), { recursive: true });
  const withoutMaps = (_key: string, value: unknown): unknown =>
    value instanceof Map ? Object.fromEntries(value as Map<string, unknown>) : value;
  writeFileSync(path, `${JSON.stringify(result, withoutMaps, 2)}\n`);
  return path;
}
