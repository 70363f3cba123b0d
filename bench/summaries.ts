/** Sums samples up: medians of rounds, and ratios within the same round, so that what else the machine does weighs on both sides. */
import type { Part } from './process-usage.js';
import { median } from './statistics.js';
import type { Sample } from './throughput.js';

export function medianRate(samples: readonly Sample[], kind: string): number {
  return median(of(samples, kind).map(({ perSecond }) => perSecond));
}

/** Median of the ratios of the rates of two kinds, each within one round. */
export function rateRatio(samples: readonly Sample[], kind: string, baseline: string): number {
  const ratios = of(samples, kind).map(
    ({ round, perSecond }) => perSecond / inRound(samples, baseline, round).perSecond,
  );
  return median(ratios);
}

/** Median of the rounds, for each part. */
export function medianCpu(samples: readonly Sample[], kind: string): ReadonlyMap<Part, number> {
  const own = of(samples, kind);
  const parts = [...new Set(own.flatMap(({ cpuMs }) => [...cpuMs.keys()]))];
  return new Map(parts.map((part) => [part, median(own.map(({ cpuMs }) => cpuMs.get(part) ?? 0))]));
}

function of(samples: readonly Sample[], kind: string): readonly Sample[] {
  return samples.filter((sample) => sample.kind === kind);
}

function inRound(samples: readonly Sample[], kind: string, round: number): Sample {
  const found = samples.find((sample) => sample.kind === kind && sample.round === round);
  if (!found) throw new Error(`Round ${round} has no ${kind}.`);
  return found;
}
