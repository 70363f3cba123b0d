/** CPU time and memory of the processes that take part, read from /proc (Linux); elsewhere nothing is known of them. */
import { readFileSync, readdirSync } from 'node:fs';

/** Who takes part; several processes may play one part (Postgres has one for each connection). */
export type Part =
  'client' | 'worker' | 'bare worker' | 'temporal' | 'temporal postgres' | 'postgres' | 'stack';

export const PARTS: readonly Part[] = [
  'worker',
  'bare worker',
  'temporal',
  'temporal postgres',
  'postgres',
  'client',
  'stack',
];

export interface Usage {
  readonly cpuMs: number;
  readonly rssBytes: number;
}

export type UsageByPart = ReadonlyMap<Part, Usage>;

export interface ProcessFacts extends Usage {
  readonly pid: number;
  readonly parentPid: number;
  readonly commandLine: string;
}

/** USER_HZ is 100 on every Linux that Node runs on (proc(5), sysconf(3)). */
const MS_PER_TICK = 10;
const PAGE_BYTES = 4096;

/** `roots`: which process, with all that it starts, plays which part. What the stack starts is told by its command line. */
export function usageByPart(roots: ReadonlyMap<number, Part>): UsageByPart {
  const processes = process.platform === 'linux' ? readdirSync('/proc').filter(isPid).flatMap(factsOf) : [];
  return usageOf(processes, roots);
}

export function usageOf(processes: readonly ProcessFacts[], roots: ReadonlyMap<number, Part>): UsageByPart {
  const byPid = new Map(processes.map((facts) => [facts.pid, facts]));
  const usage = new Map<Part, Usage>();
  for (const facts of processes) {
    const part = partOf(facts, byPid, roots);
    if (part) usage.set(part, sum(usage.get(part), facts));
  }
  return usage;
}

/** Milliseconds of CPU that each part used between two looks. */
export function cpuBetween(before: UsageByPart, after: UsageByPart): Map<Part, number> {
  return new Map([...after].map(([part, { cpuMs }]) => [part, cpuMs - (before.get(part)?.cpuMs ?? 0)]));
}

/** CA, DNS and web server, the part `stack`, are in production somebody else's machines: they are apart. */
export function withoutStack(cpuMs: ReadonlyMap<Part, number>): number {
  return [...cpuMs].reduce((total, [part, ms]) => (part === 'stack' ? total : total + ms), 0);
}

/** The worker's process; undefined where there is none, or no /proc. */
export function workerPid(roots: ReadonlyMap<number, Part>): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const processes = readdirSync('/proc').filter(isPid).flatMap(factsOf);
  const byPid = new Map(processes.map((facts) => [facts.pid, facts]));
  return processes.find((facts) => partOf(facts, byPid, roots) === 'worker')?.pid;
}

/** Its own root's, else that of the nearest process above it. */
function partOf(
  facts: ProcessFacts,
  byPid: ReadonlyMap<number, ProcessFacts>,
  roots: ReadonlyMap<number, Part>,
): Part | undefined {
  const own = roots.get(facts.pid);
  if (own) return own;
  const parent = byPid.get(facts.parentPid);
  if (!parent) return undefined;
  if (roots.get(parent.pid) === 'stack') return startedByStack(facts.commandLine);
  return partOf(parent, byPid, roots);
}

function startedByStack(commandLine: string): Part {
  if (commandLine.includes('start-dev')) return 'temporal';
  return commandLine.includes('worker/main.js') ? 'worker' : 'postgres';
}

function sum(one: Usage | undefined, other: Usage): Usage {
  if (!one) return { cpuMs: other.cpuMs, rssBytes: other.rssBytes };
  return { cpuMs: one.cpuMs + other.cpuMs, rssBytes: one.rssBytes + other.rssBytes };
}

function factsOf(name: string): ProcessFacts[] {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    // The second field is a name that may hold blanks and brackets; what follows is counted from the third (proc(5)).
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const at = (field: number) => fields[field - 3] ?? 0;
    return [
      {
        pid: Number(name),
        parentPid: at(4),
        // Its own, and that of children it has waited for: a closed connection's Postgres process counts as well.
        cpuMs: (at(14) + at(15) + at(16) + at(17)) * MS_PER_TICK,
        rssBytes: at(24) * PAGE_BYTES,
        commandLine: readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' '),
      },
    ];
  } catch {
    return []; // ended between the two looks
  }
}

function isPid(name: string): boolean {
  return /^\d+$/.test(name);
}
