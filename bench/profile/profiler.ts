/** Profiles of the worker's process, taken while something runs, kept as files, and summed up in a few lines. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { compiledProgram } from '../../config/package-folder.js';
import { selfTimes, type CpuProfile, type SelfTime } from './self-times.js';

export interface Profiler {
  /** For every Node.js of the stack: its worker can be profiled then. */
  readonly environment: Readonly<Record<string, string>>;
  /** Profiles the worker `pid` while `work` runs; the files go to `target` with `name` before theirs. */
  profile(
    pid: number,
    target: { folder: string; name: string },
    work: () => Promise<unknown>,
  ): Promise<Profile>;
  close(): void;
}

export interface Profile {
  readonly files: readonly string[];
  /** The most time first, a line each. */
  readonly lines: readonly string[];
}

const LINES = 8;
/** A thread writes its file when it comes to it. */
const WRITTEN_WITHIN_MS = 10_000;

export function createProfiler(): Profiler {
  const folder = mkdtempSync(join(tmpdir(), 'sealflow-bench-profiles-'));
  const program = pathToFileURL(compiledProgram('bench/profile/in-worker.js')).href;
  return {
    environment: { NODE_OPTIONS: `--import=${program}`, BENCH_PROFILES: folder },
    profile: async (pid, target, work) => {
      process.kill(pid, 'SIGUSR2');
      await work();
      process.kill(pid, 'SIGUSR2');
      const names = await writtenIn(folder);
      mkdirSync(target.folder, { recursive: true });
      const files = names.map((name) => {
        const path = join(target.folder, `${target.name}-${name}`);
        renameSync(join(folder, name), path);
        return path;
      });
      return { files, lines: files.flatMap(summaryOf) };
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Once no further file comes. */
async function writtenIn(folder: string): Promise<string[]> {
  const giveUpAt = Date.now() + WRITTEN_WITHIN_MS;
  let before: string[] = [];
  for (;;) {
    await delay(1_000);
    const names = readdirSync(folder);
    if ((names.length > 0 && names.length === before.length) || Date.now() > giveUpAt) return names;
    before = names;
  }
}

function summaryOf(file: string): string[] {
  const times = selfTimes(JSON.parse(readFileSync(file, 'utf8')) as CpuProfile);
  if (times.busyMs === 0) return [];
  const thread = /thread-(\d+)/.exec(file)?.[1] ?? '?';
  return [
    `worker’s ${thread === '0' ? 'main thread' : `thread ${thread}`}: ${times.busyMs.toFixed(0)} ms busy; by package: ${listed(times.byPackage)}`,
    `  by function: ${listed(times.byFunction)}`,
  ];
}

function listed(times: readonly SelfTime[]): string {
  return times
    .slice(0, LINES)
    .map(({ what, share }) => `${what} ${(share * 100).toFixed(0)} %`)
    .join(', ');
}
