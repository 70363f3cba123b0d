/** Whose CPU time the machine has given, as Linux counts it: all of it, ours, and the kernel's own threads'. */
import { readFileSync, readdirSync } from 'node:fs';

/** Counters since the start of the machine; only differences mean something. */
export interface CpuSample {
  /** Given to processes of anyone, the kernel's threads included, and taken by the host (steal): milliseconds. */
  readonly usedMs: number;
  /** Everything there was, idle or not. */
  readonly allMs: number;
  /** Of this benchmark's own processes, and of those they have waited for. */
  readonly ownMs: number;
  /** Of the kernel's threads: they write down what our own processes have written, as much as anyone's. */
  readonly kernelMs: number;
}

export interface ProcessTimes {
  readonly pid: number;
  readonly parentPid: number;
  /** Its own, and that of children it has waited for: an ended one's is not lost. */
  readonly cpuMs: number;
}

/** USER_HZ is 100 on every Linux that Node runs on (proc(5), sysconf(3)). */
const MS_PER_TICK = 10;
/** All threads of the kernel are children of this one, kthreadd. */
const KERNEL_PARENT = 2;

/** `ownRoots`: pids whose descendants, and who themselves, are ours. Undefined where there is no /proc. */
export function readCpuSample(ownRoots: readonly number[]): CpuSample | undefined {
  if (process.platform !== 'linux') return undefined;
  return cpuSample(readFileSync('/proc/stat', 'utf8'), processTimes(), ownRoots);
}

/** From the text of /proc/stat and the processes of the same moment. */
export function cpuSample(
  stat: string,
  processes: readonly ProcessTimes[],
  ownRoots: readonly number[],
): CpuSample {
  // user, nice, system, idle, iowait, irq, softirq, steal (proc(5)). Interrupts are nobody's: they are left out of `used`.
  const fields = /^cpu +(.*)$/m.exec(stat)?.[1]?.split(' ').map(Number) ?? [];
  const at = (index: number) => (fields[index] ?? 0) * MS_PER_TICK;
  const own = withDescendants(processes, ownRoots);
  const sumOf = (chosen: readonly ProcessTimes[]) => chosen.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  return {
    usedMs: at(0) + at(1) + at(2) + at(7),
    allMs: [0, 1, 2, 3, 4, 5, 6, 7].reduce((sum, index) => sum + at(index), 0),
    ownMs: sumOf(processes.filter(({ pid }) => own.has(pid))),
    kernelMs: sumOf(processes.filter(({ parentPid }) => parentPid === KERNEL_PARENT)),
  };
}

function withDescendants(processes: readonly ProcessTimes[], roots: readonly number[]): ReadonlySet<number> {
  const own = new Set(roots);
  for (let before = -1; before !== own.size;) {
    before = own.size;
    for (const { pid, parentPid } of processes) if (own.has(parentPid)) own.add(pid);
  }
  return own;
}

function processTimes(): ProcessTimes[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(timesOf);
}

function timesOf(name: string): ProcessTimes[] {
  try {
    return [timesIn(Number(name), readFileSync(`/proc/${name}/stat`, 'utf8'))];
  } catch {
    return []; // ended between the two looks
  }
}

function timesIn(pid: number, stat: string): ProcessTimes {
  // The second field is a name that may hold blanks and brackets; what follows is counted from the third (proc(5)).
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const at = (field: number) => fields[field - 3] ?? 0;
  return { pid, parentPid: at(4), cpuMs: (at(14) + at(15) + at(16) + at(17)) * MS_PER_TICK };
}
