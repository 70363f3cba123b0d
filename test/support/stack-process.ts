/** The embedded stack as a process of its own, and everything it started, for tests that kill it. */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { inBoth } from '../../domain/bilingual.js';
import type { Environment } from '../../config/environment.js';
import type { StackAddresses } from '../../config/stack-file.js';
import { workerMark } from '../../dev/leftovers.js';
import { compiledProgram } from '../../config/package-folder.js';
import { processesWith } from '../../dev/process-table.js';
import {
  endOf,
  runToEnd,
  startProcess,
  stopProcess,
  untilReady,
  type RunOutcome,
} from '../../dev/processes.js';
import { until } from './until.js';

/** Nothing of the caller's that names another installation. */
function environment(): NodeJS.ProcessEnv {
  const { TEMPORAL_ADDRESS: _address, DATABASE_URL: _url, ...rest } = process.env;
  return rest;
}

export interface StackProcess {
  /** What the ready line says. */
  readonly addresses: StackAddresses;
  /** `kill -9` of the stack and of everything it started, all at once. */
  killEverything(): Promise<void>;
  stop(): Promise<void>;
}

/** `sealflow up --json` on this data, once it is ready. `given`: what its caller's environment has beside what this one's has. */
export async function startStackProcess(
  dataDir: string,
  logFile: string,
  given: Environment = {},
): Promise<StackProcess> {
  const before = existsSync(logFile) ? readFileSync(logFile, 'utf8').length : 0;
  const child = startProcess(
    process.execPath,
    [compiledProgram('dev/main.js'), '--json', '--data-dir', dataDir],
    // With a channel it stops by itself should this process go.
    { env: { ...environment(), ...given }, logFile, withChannel: true },
  );
  const ended = endOf(child);
  const readyLine = () => {
    const line = /^\{"temporal":.*$/m.exec(readFileSync(logFile, 'utf8').slice(before));
    return line ? Promise.resolve(line[0]) : Promise.reject(new Error('it has not said that it is ready'));
  };
  const line = await untilReady(child, inBoth('The stack'), logFile, readyLine, { withinMs: 180_000 }).catch(
    async (error: unknown) => {
      await stopProcess(child, 'SIGTERM', 60_000);
      throw error;
    },
  );
  return {
    addresses: JSON.parse(line) as StackAddresses,
    async killEverything() {
      for (const pid of [child.pid, ...partsOf(dataDir)]) if (pid) process.kill(pid, 'SIGKILL');
      await ended;
      await until('the end of every part', () => Promise.resolve(partsOf(dataDir).length === 0));
    },
    stop: () => stopProcess(child, 'SIGTERM', 60_000),
  };
}

/** The processes of worker, Temporal and Postgres that run on this data. */
export function partsOf(dataDir: string): number[] {
  const cluster = join(realpathSync(join(dataDir, 'postgres')), 'data');
  return [
    ...processesWith([workerMark(dataDir)]),
    ...processesWith(['start-dev', join(dataDir, 'temporal.db')]),
    ...processesWith(['-D', cluster]),
  ];
}

/** A command as somebody types it in the folder `cwd`: how it ended, and what it said. */
export async function typeCommand(
  dataDir: string,
  args: readonly string[],
  cwd = process.cwd(),
): Promise<RunOutcome> {
  const program = compiledProgram('command/main.js');
  return await runToEnd(process.execPath, [program, ...args, '--data-dir', dataDir], {
    env: environment(),
    cwd,
  });
}

/** What a command of the command line answers, as JSON. Throws with what it said when it fails. */
export async function sealflow(dataDir: string, ...args: string[]): Promise<unknown> {
  const { code, output } = await typeCommand(dataDir, [...args, '--json']);
  if (code !== 0) throw new Error(`sealflow ${args.join(' ')} ended with ${code}: ${output}`);
  return JSON.parse(output);
}
