/** Starts and stops the process of the bare workflows. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../../config/environment.js';

export interface BareWorker {
  readonly pid: number;
  stop(): Promise<void>;
}

/** Resolves once it asks for work. Rejects when it ends before; its output says why. */
export async function startBareWorker(environment: Environment): Promise<BareWorker> {
  const program = fileURLToPath(new URL('worker.js', import.meta.url));
  // Its log is the worker's: JSON lines that nobody reads unless something breaks.
  const child = fork(program, { env: { ...environment }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const exited = once(child, 'exit');
  await Promise.race([once(child, 'message'), exited]);
  if (child.pid === undefined || child.exitCode !== null)
    throw new Error('The worker of the bare workflows ended while starting.');
  const stop = async () => {
    if (child.connected) child.disconnect();
    await exited;
  };
  return { pid: child.pid, stop };
}
