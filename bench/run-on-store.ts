/** One store of Temporal's: the system is started, every workload run and watched, and the system stopped. */
import { spoken } from '../dev/say.js';
import { loadavg } from 'node:os';
import { basename, dirname } from 'node:path';
import { startBareWorker } from './bare/start-worker.js';
import { disbelief, watchingOthers } from './busy/machine-busy.js';
import { openBenchClient } from './client.js';
import { machineFacts } from './machine.js';
import type { BenchOptions, TemporalStore } from './options.js';
import { usageByPart, workerPid, type Part } from './process-usage.js';
import { createProfiler, type Profile, type Profiler } from './profile/profiler.js';
import { judged, withoutRatios, type Outcome, type StoreResult } from './results.js';
import { unlessStopped } from './stopped.js';
import { openSystem, type BenchSystem } from './system.js';
import type { BenchContext, Measured, Workload } from './workload.js';

export interface RunOptions {
  readonly options: BenchOptions;
  readonly stopped: AbortSignal;
  readonly say: (line: string) => void;
  /** The file of the result: profiles are kept beside it. */
  readonly profilesBeside: string;
}

export async function runOn(
  store: TemporalStore,
  workloads: readonly Workload[],
  run: RunOptions,
): Promise<StoreResult> {
  const { options, say } = run;
  const profiler = createProfiler();
  try {
    say(`Temporal on ${store}: starting`);
    const system = await openSystem({
      store,
      ...(options.dataDir !== undefined && { dataDir: options.dataDir }),
      environment: profiler.environment,
      say: (line) => say(spoken(line)),
    });
    try {
      return await measureAll(store, workloads, system, profiler, run);
    } finally {
      await system.stop();
    }
  } finally {
    profiler.close();
  }
}

async function measureAll(
  store: TemporalStore,
  workloads: readonly Workload[],
  system: BenchSystem,
  profiler: Profiler,
  run: RunOptions,
): Promise<StoreResult> {
  const { options, say, stopped } = run;
  const bareWorker = await startBareWorker(system.environment);
  const client = await openBenchClient(system.environment);
  const roots = new Map(system.roots).set(bareWorker.pid, 'bare worker');
  const usage = () => usageByPart(roots);
  const context: BenchContext = { store, system, client, sizes: options.sizes, options, usage, say };
  try {
    const machine = await machineFacts(client.temporal, client.database);
    const outcomes: Outcome[] = [];
    for (const workload of workloads) {
      const outcome = await unlessStopped(stopped, outcomeOf(workload, context, [...roots.keys()]));
      say(`${workload.name} (${store}): ${outcome.seconds.toFixed(0)} s${whatWentWrong(outcome)}`);
      const profile = await unlessStopped(
        stopped,
        profileAfter(workload, context, outcome, { profiler, roots, ...run }),
      );
      outcomes.push({ ...outcome, ...(profile && { profile }) });
    }
    return { store, machine, outcomes };
  } finally {
    // Where it was stopped, calls are under way: closed under them, their next try would end the program before its parts.
    if (!stopped.aborted) await client.close();
    await bareWorker.stop();
  }
}

/** A workload that fails takes no other one with it. */
async function outcomeOf(
  workload: Workload,
  context: BenchContext,
  ownRoots: readonly number[],
): Promise<Outcome> {
  const startedAt = performance.now();
  const [loadBefore = 0] = loadavg();
  const { result, busyness } = await watchingOthers(
    () => ownRoots,
    () => tried(() => workload.run(context)),
  );
  const doubt = disbelief(busyness);
  const { measured, failed } = result;
  return {
    workload: workload.name,
    seconds: (performance.now() - startedAt) / 1000,
    busyness,
    ...(doubt !== undefined && { disbelief: doubt }),
    loadBefore,
    loadAfter: loadavg()[0] ?? 0,
    ...(measured && { measured: doubt === undefined ? measured : withoutRatios(measured, workload.marks) }),
    ...(failed !== undefined && { failed }),
  };
}

async function tried(run: () => Promise<Measured>): Promise<{ measured?: Measured; failed?: string }> {
  try {
    return { measured: await run() };
  } catch (error) {
    return { failed: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

function whatWentWrong({ failed, disbelief: doubt }: Outcome): string {
  return [failed, doubt]
    .filter((reason) => reason !== undefined)
    .map((reason) => `; ${reason}`)
    .join('');
}

interface ProfileOptions extends RunOptions {
  readonly profiler: Profiler;
  readonly roots: ReadonlyMap<number, Part>;
}

/** Where a figure misses its mark for what it costs, or where it was asked for: what the worker did meanwhile. */
async function profileAfter(
  workload: Workload,
  context: BenchContext,
  outcome: Outcome,
  { profiler, roots, profilesBeside }: ProfileOptions,
): Promise<Profile | undefined> {
  const { profiled } = workload;
  const pid = workerPid(roots);
  const isAskedFor = context.options.profile === workload.name;
  const missed = judged(workload, context.store, outcome).some(
    ({ mark, verdict }) => verdict === 'missed' && mark.kind !== 'count',
  );
  if (!profiled || pid === undefined || !(isAskedFor || missed)) return undefined;
  const folder = dirname(profilesBeside);
  const name = `${basename(profilesBeside, '.json')}-${context.store}-${workload.name}`;
  return await profiler.profile(pid, { folder, name }, () => profiled(context));
}
