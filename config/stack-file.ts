/** The file in which a running embedded stack says where it listens; how the command line finds it. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const DEFAULT_DATA_DIR = '.sealflow';

/** What the ready line names; with `--json` exactly this object. */
export interface StackAddresses {
  readonly temporal: string;
  readonly webUi: string;
  readonly database: string;
  readonly ca: string;
  readonly dns: string;
  readonly mail: string;
  readonly dataDir: string;
}

export interface StackFile {
  readonly pid: number;
  readonly addresses: StackAddresses;
  /** What a worker or a client of this stack gets as its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Base URL of the stack's own controls: `/dns/records` and `/ca/...`; loopback only. */
  readonly controlUrl: string;
  readonly startedAt: string;
}

export function stackFilePath(dataDir: string): string {
  return join(resolve(dataDir), 'stack.json');
}

/** The stack that runs on this data, or undefined: no file, or the process that wrote it is gone. */
export function findRunningStack(dataDir: string): StackFile | undefined {
  let stack: StackFile;
  try {
    stack = JSON.parse(readFileSync(stackFilePath(dataDir), 'utf8')) as StackFile;
  } catch {
    return undefined;
  }
  return isAlive(stack.pid) ? stack : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user can't be signalled, but it is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
