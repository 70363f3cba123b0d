/** CPU time and memory of the processes that take part, read from /proc (Linux); elsewhere nothing is known of them. */
import { readFileSync, readdirSync } from 'node:fs';

/** Who takes part; several processes may play one part (Postgres has one for each connection). */
export type Part = 'bench' | 'worker' | 'bare worker' | 'temporal' | 'postgres' | 'stack';

export interface Usage {
  readonly cpuMs: number;
  readonly rssBytes: number;
}

export type UsageByPart = ReadonlyMap<Part, Usage>;

interface ProcessFacts extends Usage {
  readonly pid: number;
  readonly parentPid: number;
  readonly commandLine: string;
}

/** USER_HZ is 100 on every Linux that Node runs on (proc(5), sysconf(3)). */
const MS_PER_TICK = 10;
const PAGE_BYTES = 4096;

/** `stackPid` runs DNS, CA and web server itself; `bareWorkerPid` is a child of this process. */
export function usageByPart(stackPid: number, bareWorkerPid: number): UsageByPart {
  const processes = process.platform === 'linux' ? readdirSync('/proc').filter(isPid).flatMap(factsOf) : [];
  const usage = new Map<Part, Usage>();
  for (const facts of processes) {
    const part = partOf(facts, processes, { stackPid, bareWorkerPid });
    if (part) usage.set(part, sum(usage.get(part), facts));
  }
  return usage;
}

/** Milliseconds of CPU that each part used between two looks. */
export function cpuBetween(before: UsageByPart, after: UsageByPart): Map<Part, number> {
  return new Map([...after].map(([part, { cpuMs }]) => [part, cpuMs - (before.get(part)?.cpuMs ?? 0)]));
}

function partOf(
  facts: ProcessFacts,
  all: readonly ProcessFacts[],
  { stackPid, bareWorkerPid }: { stackPid: number; bareWorkerPid: number },
): Part | undefined {
  if (facts.pid === process.pid) return 'bench';
  if (facts.pid === bareWorkerPid) return 'bare worker';
  if (facts.pid === stackPid) return 'stack';
  if (facts.parentPid === stackPid) {
    if (facts.commandLine.includes('start-dev')) return 'temporal';
    return facts.commandLine.includes('worker/main.js') ? 'worker' : 'postgres';
  }
  const parent = all.find(({ pid }) => pid === facts.parentPid);
  return parent?.parentPid === stackPid ? 'postgres' : undefined;
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
