/** The embedded stack as its users start it, with each of its parts a process that can be killed. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../../config/environment.js';
import { findRunningStack, type StackFile } from '../../config/stack-file.js';
import { workerMark, temporalDatabaseFile } from '../../dev/leftovers.js';
import { processesWith } from '../../dev/process-table.js';
import { compiledProgram } from '../../config/package-folder.js';

/** `stack`: the process that has DNS, CA, web server and mail, and watches the others. */
export const KILLED_PARTS = ['worker', 'temporal', 'postgres', 'stack'] as const;
export type KilledPart = (typeof KILLED_PARTS)[number];

export interface ScaleStack {
  readonly dataDir: string;
  /** What a client of it gets; the same after every restart. */
  environment(): Environment;
  pidOf(part: KilledPart): number | undefined;
  /** SIGKILL. A killed worker, Temporal or Postgres is started again by the stack; a killed stack by this call. */
  kill(part: KilledPart): Promise<void>;
  /** Stopped in order and started again on the same data: milliseconds until it was ready. */
  restart(): Promise<number>;
  stop(): Promise<void>;
}

/** `given`: settings of parts that run elsewhere. */
export async function startScaleStack(given: Environment): Promise<ScaleStack> {
  const dataDir = realpathSync(mkdtempSync(join(tmpdir(), 'sealflow-scale-')));
  let running = await start(dataDir, given);
  const pidOf = (part: KilledPart) => {
    if (part === 'stack') return running.file.pid;
    if (part === 'worker') return processesWith([workerMark(dataDir)])[0];
    if (part === 'temporal') return processesWith(['start-dev', temporalDatabaseFile(dataDir)])[0];
    return postmasterOf(dataDir);
  };
  return {
    dataDir,
    environment: () => ({ ...process.env, ...running.file.environment }),
    pidOf,
    kill: async (part) => {
      const pid = pidOf(part);
      if (pid === undefined) throw new Error(`There is no ${part} to kill.`);
      process.kill(pid, 'SIGKILL');
      if (part !== 'stack') return;
      await running.exited;
      running = await start(dataDir, given);
    },
    restart: async () => {
      await stop(running);
      const startedAt = performance.now();
      running = await start(dataDir, given);
      return performance.now() - startedAt;
    },
    stop: async () => {
      await stop(running);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

interface Running {
  readonly child: ChildProcess;
  readonly exited: Promise<unknown>;
  readonly file: StackFile;
}

async function start(dataDir: string, given: Environment): Promise<Running> {
  const child = spawn(process.execPath, [compiledProgram('dev/main.js'), '--data-dir', dataDir, '--json'], {
    // The channel's end, should this program die, stops the stack.
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
    env: { ...process.env, ...given, SEALFLOW_PAYMENT_URL: '' },
  });
  const exited = once(child, 'exit');
  const ready = child.stdout ? once(child.stdout, 'data') : exited;
  await Promise.race([ready, exited.then(() => Promise.reject(new Error('The stack ended.')))]);
  const file = findRunningStack(dataDir);
  if (!file) throw new Error('The stack is ready, and has not written down where.');
  return { child, exited, file };
}

async function stop({ child, exited }: Running): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
  await exited;
}

/** The first line of its own file (postmaster.pid). */
function postmasterOf(dataDir: string): number | undefined {
  const file = join(dataDir, 'postgres', 'data', 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined;
}
