/** Which processes run on this machine: how parts left by a killed stack are recognised, and a reused pid is not. */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    // A process of another user can't be signalled, but it is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Ended, but not yet collected by its parent: it holds nothing any more. */
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  return statFields(pid)?.[0] === 'Z';
}

/**
 * Tells this process from a later one with the same pid: when it started, and during which boot. Undefined when it is
 * gone or the system won't say.
 */
export function identityOf(pid: number): string | undefined {
  if (process.platform === 'linux') {
    const startedAt = statFields(pid)?.[19];
    return startedAt && `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${startedAt}`;
  }
  return process.platform === 'win32' ? undefined : outputOf('ps', ['-o', 'lstart=', '-p', String(pid)]);
}

/** The fields of /proc/PID/stat from the third on: the second is a name that may hold blanks and brackets (proc(5)). */
function statFields(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** The pids, this one excepted, whose command line holds every one of `args` as an argument of its own. */
export function processesWith(args: readonly string[]): number[] {
  return commandLines()
    .filter(({ pid, has }) => pid !== process.pid && args.every(has))
    .map(({ pid }) => pid);
}

interface CommandLine {
  readonly pid: number;
  readonly has: (argument: string) => boolean;
}

function commandLines(): CommandLine[] {
  if (process.platform === 'linux') return readdirSync('/proc').filter(isNumber).flatMap(linuxCommandLine);
  const listing =
    process.platform === 'win32'
      ? outputOf('powershell', ['-NoProfile', '-Command', WINDOWS_LISTING])
      : outputOf('ps', ['-axww', '-o', 'pid=,command=']);
  return (listing ?? '').split('\n').flatMap(listedCommandLine);
}

const WINDOWS_LISTING =
  'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.CommandLine)" }';

function isNumber(name: string): boolean {
  return /^\d+$/.test(name);
}

function linuxCommandLine(name: string): CommandLine[] {
  try {
    const args = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
    return [{ pid: Number(name), has: (argument) => args.includes(argument) }];
  } catch {
    return []; // ended between the two looks
  }
}

function listedCommandLine(line: string): CommandLine[] {
  const match = /^\s*(\d+) (.*)$/.exec(line);
  if (!match?.[1] || match[2] === undefined) return [];
  // Quotes are Windows's; a blank on either side keeps /data from matching /data-old.
  const command = ` ${match[2].replaceAll('"', '')} `;
  return [{ pid: Number(match[1]), has: (argument) => command.includes(` ${argument} `) }];
}

function outputOf(command: string, args: readonly string[]): string | undefined {
  try {
    const output = execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return output.trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Stops processes that are not our children, so that no event tells of their end: asks, waits, then kills. */
export async function stopStrangers(
  pids: readonly number[],
  signal: NodeJS.Signals,
  graceMs = 20_000,
): Promise<void> {
  const killAt = Date.now() + graceMs;
  for (const pid of pids) signalIfAlive(pid, signal);
  for (let remaining = pids.filter(isAlive); remaining.length > 0; remaining = remaining.filter(isAlive)) {
    if (Date.now() > killAt) for (const pid of remaining) signalIfAlive(pid, 'SIGKILL');
    await delay(50);
  }
}

function signalIfAlive(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // gone by itself
  }
}
