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
  /** Of the HTTP API; empty where it was left to the caller. */
  readonly api: string;
  /** Of the API that is compatible with Tencent's; empty as `api`. */
  readonly tencentApi: string;
  /** Of the console, which the HTTP API serves; empty as `api`. */
  readonly console: string;
  /** Of the double of Tencent Cloud SSL; absent unless it was asked for. */
  readonly tencentDouble?: string;
  readonly dataDir: string;
}

export interface StackFile {
  readonly pid: number;
  readonly addresses: StackAddresses;
  /** What a worker or a client of this stack gets as its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Base URL of the stack's own controls: `/dns/records` and `/ca/...`; loopback only. */
  readonly controlUrl: string;
  /** An owner's key for the HTTP API; absent where that was left to the caller. */
  readonly apiKey?: { readonly keyId: string; readonly secret: string };
  /** What the double of Tencent Cloud SSL hands out, and what opens its console's part; absent as its address. */
  readonly tencentDouble?: {
    readonly secretId: string;
    readonly secretKey: string;
    readonly controlToken: string;
  };
  readonly startedAt: string;
}

export function stackFilePath(dataDir: string): string {
  return join(resolve(dataDir), 'stack.json');
}

/** The file in which a stack says where it listens is there and can't be read: nobody can tell whether one runs. */
export class DamagedStackFile extends Error {
  override readonly name = 'DamagedStackFile';

  constructor(readonly path: string) {
    super(
      `${path} is damaged. If the stack runs, stop it with Ctrl-C; \`sealflow up\` starts it again and writes the file anew.`,
    );
  }
}

/**
 * The stack that runs on this data, or undefined: no file, or the process that wrote it is gone. Throws DamagedStackFile where
 * the file can't be read.
 */
export function findRunningStack(dataDir: string): StackFile | undefined {
  const stack = readStackFile(stackFilePath(dataDir));
  return stack && isAlive(stack.pid) ? stack : undefined;
}

function readStackFile(path: string): StackFile | undefined {
  try {
    const stack: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (isStackFile(stack)) return stack;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
  }
  throw new DamagedStackFile(path);
}

/** As much of it as commands use. */
function isStackFile(value: unknown): value is StackFile {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, environment, controlUrl }: Partial<Record<keyof StackFile, unknown>> = value;
  const hasControls = controlUrl === undefined || typeof controlUrl === 'string';
  return Number.isInteger(pid) && hasControls && typeof environment === 'object' && environment !== null;
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
