/** The system under measurement: the embedded stack in a process of its own, so that its CPU is told from the benchmark's. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../config/environment.js';
import { findRunningStack, type StackFile } from '../config/stack-file.js';
import { compiledProgram } from '../config/package-folder.js';
import { freePort } from '../dev/ports.js';
import { startPostgres } from '../dev/postgres/server.js';
import type { Say } from '../dev/say.js';
import type { TemporalStore } from './options.js';
import type { Part } from './process-usage.js';
import { startTemporalOnPostgres } from './stores/temporal-on-postgres.js';

export interface BenchSystem {
  /** What a worker or a client of it gets. */
  readonly environment: Environment;
  /** Which process, with all that it starts, plays which part. */
  readonly roots: ReadonlyMap<number, Part>;
  /** The store of histories where it is a Postgres, the password included. */
  readonly temporalStoreUrl?: string;
  readonly dataDir: string;
  stop(): Promise<void>;
}

export interface SystemOptions {
  readonly store: TemporalStore;
  /** A stack that runs there, and is left running. */
  readonly dataDir?: string;
  /** Given to every process of the stack. */
  readonly environment?: Environment;
  readonly say: Say;
}

type Stop = () => Promise<void>;

/**
 * A stack of its own in temporary folders, with the counting of statements switched on in its Postgres; or the one that runs
 * on `dataDir`. Throws, saying what to do, where it can't be had; nothing is left running or lying about then.
 */
export async function openSystem(options: SystemOptions): Promise<BenchSystem> {
  if (options.dataDir !== undefined) return runningSystem(options.dataDir);
  const stops: Stop[] = [];
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    return { ...(await startOwnSystem(options, stops)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function runningSystem(dataDir: string): BenchSystem {
  const stack = findRunningStack(dataDir);
  if (!stack)
    throw new Error(`No stack runs on ${dataDir}. Start one with sealflow up, or leave --data-dir out.`);
  return {
    environment: { ...process.env, ...stack.environment },
    roots: new Map<number, Part>([
      [process.pid, 'client'],
      [stack.pid, 'stack'],
    ]),
    dataDir,
    stop: () => Promise.resolve(),
  };
}

async function startOwnSystem(options: SystemOptions, stops: Stop[]): Promise<Omit<BenchSystem, 'stop'>> {
  const folder = () => {
    // One each: Postgres, run by another user, must be led in, and its data stays out of everybody else's way.
    const path = mkdtempSync(join(tmpdir(), 'sealflow-bench-'));
    stops.push(() => rm(path, { recursive: true, force: true }));
    return path;
  };
  const roots = new Map<number, Part>([[process.pid, 'client']]);
  stops.push(endWithUs(roots));
  const postgresFolder = folder();
  const postgres = await startPostgres({
    dataDir: postgresFolder,
    port: await freePort(),
    logFile: join(postgresFolder, 'postgres.log'),
    settings: ['shared_preload_libraries=pg_stat_statements'],
    say: options.say,
  });
  stops.push(() => postgres.stop());
  roots.set(postgres.pid ?? 0, 'postgres');

  const temporal =
    options.store === 'postgres'
      ? await startTemporalOnPostgres(folder(), process.env, options.say)
      : undefined;
  if (temporal) {
    stops.push(() => temporal.stop());
    roots.set(temporal.serverPid, 'temporal').set(temporal.postgresPid, 'temporal postgres');
  }
  const dataDir = folder();
  const stack = await startStack(dataDir, {
    DATABASE_URL: postgres.url,
    ...(temporal && { TEMPORAL_ADDRESS: temporal.address }),
    ...options.environment,
  });
  stops.push(stack.stop);
  roots.set(stack.file.pid, 'stack');
  const environment = { ...process.env, ...stack.file.environment };
  return { environment, roots, dataDir, ...(temporal && { temporalStoreUrl: temporal.storeUrl }) };
}

/** Should this program end without stopping them, nothing that it has started is left running. Returns what lets go of them. */
function endWithUs(roots: ReadonlyMap<number, Part>): Stop {
  const end = () => {
    for (const pid of roots.keys()) {
      try {
        if (pid !== process.pid) process.kill(pid, 'SIGINT');
      } catch {
        // gone by itself
      }
    }
  };
  process.on('exit', end);
  return () => {
    process.off('exit', end);
    return Promise.resolve();
  };
}

async function startStack(dataDir: string, given: Environment): Promise<{ file: StackFile; stop: Stop }> {
  const child = spawn(process.execPath, [compiledProgram('dev/main.js'), '--data-dir', dataDir, '--json'], {
    // The channel's end, should the benchmark die, stops the stack.
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    // What an order costs in time is measured as ever: without the steps that pay for it.
    env: { ...process.env, ...given, SEALFLOW_PAYMENT_URL: '' },
  });
  const exited = once(child, 'exit');
  const stop = async () => {
    if (child.exitCode === null) child.kill('SIGTERM');
    await exited;
  };
  try {
    await Promise.race([readyLine(child), exited.then(() => Promise.reject(new Error('The stack ended.')))]);
    const file = findRunningStack(dataDir);
    if (!file) throw new Error('The stack is ready, and has not written down where.');
    return { file, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function readyLine({ stdout }: ChildProcess): Promise<void> {
  if (stdout) await once(stdout, 'data');
}
