/** What one workload of the benchmark is: how it runs, what it is given, what it brings back. */
import type { BenchClient } from './client.js';
import type { Mark } from './marks.js';
import type { BenchOptions, Sizes, TemporalStore } from './options.js';
import type { Part, UsageByPart } from './process-usage.js';
import type { BenchSystem } from './system.js';

export interface BenchContext {
  readonly store: TemporalStore;
  readonly system: BenchSystem;
  readonly client: BenchClient;
  readonly sizes: Sizes;
  readonly options: BenchOptions;
  readonly usage: () => UsageByPart;
  readonly say: (line: string) => void;
}

/** Milliseconds of CPU for one run of `what`, by part. */
export interface CpuRow {
  readonly what: string;
  readonly cpuMs: ReadonlyMap<Part, number>;
}

export interface Measured {
  /** By the id of the mark; one that is missing could not be measured. */
  readonly figures: Readonly<Record<string, number>>;
  readonly cpu?: readonly CpuRow[];
  /** What else there is to know, a line each; it doesn't depend on how busy the machine is. */
  readonly notes?: readonly string[];
  /** Lines that a busy machine makes say nothing: rates, times, memory. */
  readonly timings?: readonly string[];
  /** Everything that was counted, for the JSON. */
  readonly raw?: unknown;
}

export interface Workload {
  /** As `--only` and `--profile` name it. */
  readonly name: string;
  readonly marks: readonly Mark[];
  /** False: it doesn't touch Temporal, and is run on the first store alone. */
  readonly dependsOnTemporal: boolean;
  run(context: BenchContext): Promise<Measured>;
  /** A short run of the same kind, during which the worker is profiled where a figure misses its mark. */
  readonly profiled?: (context: BenchContext) => Promise<unknown>;
}
