/** What every part uses of the CPU while nothing is asked of it: pollers, health checks, sweeps, and the servers' own housekeeping. */
import { setTimeout as delay } from 'node:timers/promises';
import { cpuBetween, type Part, type UsageByPart } from './process-usage.js';

/** Before it is watched: what was asked before is done with by then. */
const SETTLE_MS = 3_000;
const WATCHED_MS = 5_000;

/** Milliseconds of CPU in a millisecond, by part. */
export type IdleCpu = ReadonlyMap<Part, number>;

export async function idleCpu(usage: () => UsageByPart): Promise<IdleCpu> {
  await delay(SETTLE_MS);
  const before = usage();
  const startedAt = performance.now();
  await delay(WATCHED_MS);
  const ms = performance.now() - startedAt;
  return new Map([...cpuBetween(before, usage())].map(([part, cpuMs]) => [part, cpuMs / ms]));
}
