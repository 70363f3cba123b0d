/** The system under measurement: the embedded stack in a process of its own, so that its CPU is told from the benchmark's. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../config/environment.js';
import { findRunningStack, type StackFile } from '../config/stack-file.js';
import { compiledProgram } from '../dev/package-folder.js';

export interface BenchSystem {
  /** What a worker or a client of it gets. */
  readonly environment: Environment;
  /** The process in which DNS, CA, web server and mail sink run; worker, Postgres and Temporal are its children. */
  readonly stackPid: number;
  stop(): Promise<void>;
}

/**
 * Without `dataDir` a stack of its own in a temporary folder; parts that the environment names (TEMPORAL_ADDRESS,
 * DATABASE_URL) are used, not started. With one the stack that runs there, which is left running.
 */
export async function openSystem(dataDir: string | undefined): Promise<BenchSystem> {
  if (dataDir === undefined) return await startOwnStack();
  const stack = findRunningStack(dataDir);
  if (!stack)
    throw new Error(`No stack runs on ${dataDir}. Start one with sealflow up, or leave --data-dir out.`);
  return systemOf(stack, () => Promise.resolve());
}

async function startOwnStack(): Promise<BenchSystem> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sealflow-bench-'));
  const child = spawn(process.execPath, [compiledProgram('dev/main.js'), '--data-dir', dataDir, '--json'], {
    // The channel's end, should the benchmark die, stops the stack.
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    // What an order costs in time is measured as ever: without the steps that pay for it.
    env: { ...process.env, SEALFLOW_PAYMENT_URL: '' },
  });
  const exited = once(child, 'exit');
  const stop = async () => {
    if (child.exitCode === null) child.kill('SIGTERM');
    await exited;
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await Promise.race([readyLine(child), exited.then(() => Promise.reject(new Error('The stack ended.')))]);
    const stack = findRunningStack(dataDir);
    if (!stack) throw new Error('The stack is ready, and has not written down where.');
    return systemOf(stack, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function readyLine({ stdout }: ChildProcess): Promise<void> {
  if (stdout) await once(stdout, 'data');
}

function systemOf({ environment, pid }: StackFile, stop: () => Promise<void>): BenchSystem {
  return { environment: { ...process.env, ...environment }, stackPid: pid, stop };
}
