/** What a whole benchmark brought: by store, by workload, with what the machine did meanwhile. */
import type { Busyness } from './busy/machine-busy.js';
import type { Machine } from './machine.js';
import { verdictOf, type Mark, type Verdict } from './marks.js';
import type { BenchOptions, TemporalStore } from './options.js';
import type { Measured, Workload } from './workload.js';

export interface Outcome {
  readonly workload: string;
  readonly seconds: number;
  readonly busyness: Busyness;
  /** Why it can't be believed; ratios are left out then. */
  readonly disbelief?: string;
  /** Load averages of one minute, everything counted. */
  readonly loadBefore: number;
  readonly loadAfter: number;
  readonly measured?: Measured;
  /** It could not be run to its end, and why. */
  readonly failed?: string;
  /** Files and lines of the worker's profile. */
  readonly profile?: { readonly files: readonly string[]; readonly lines: readonly string[] };
}

export interface StoreResult {
  readonly store: TemporalStore;
  readonly machine: Machine;
  readonly outcomes: readonly Outcome[];
}

export interface BenchResult {
  readonly startedAt: string;
  readonly seconds: number;
  readonly options: BenchOptions;
  readonly stores: readonly StoreResult[];
}

/** One figure of one store beside what is to be reached. */
export interface Judged {
  readonly mark: Mark;
  readonly store: TemporalStore;
  readonly figure?: number;
  readonly verdict: Verdict;
}

export function judged(workload: Workload, store: TemporalStore, outcome: Outcome | undefined): Judged[] {
  return workload.marks.map((mark) => {
    const figure = outcome?.measured?.figures[mark.id];
    const verdict = verdictOf(mark, figure, store, outcome?.disbelief);
    return { mark, store, ...(figure !== undefined && { figure }), verdict };
  });
}

/** Without the ratios: a machine that others use makes them say nothing. */
export function withoutRatios(measured: Measured, marks: readonly Mark[]): Measured {
  const ratios = new Set(marks.filter(({ kind }) => kind === 'ratio').map(({ id }) => id));
  const figures = Object.entries(measured.figures).filter(([id]) => !ratios.has(id));
  return { ...measured, figures: Object.fromEntries(figures), timings: [] };
}
