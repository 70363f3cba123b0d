/** One stack per data folder: a lock that ends with its holder, also when the holder was killed. */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ToldError } from '../domain/told.js';
import { identityOf, isAlive } from './process-table.js';

/** Another stack runs on this data; it is left alone. */
export class StackAlreadyRuns extends ToldError {
  override readonly name = 'StackAlreadyRuns';

  constructor(
    readonly dataDir: string,
    readonly pid: number,
  ) {
    super({
      zh: `${dataDir} 上已有系统在运行(进程 ${pid})。请直接使用,或按 Ctrl-C 停止它,或用 --data-dir 指定另一个。`,
      en: `A stack already runs on ${dataDir} (process ${pid}). Use it, stop it with Ctrl-C, or give another --data-dir.`,
    });
  }
}

interface Holder {
  readonly pid: number;
  /** Tells the holder from a later process that got the same pid. */
  readonly identity?: string;
}

/** Returns what gives the lock back. Throws StackAlreadyRuns while its holder lives. `dataDir` must exist. */
export function lockDataDir(dataDir: string): () => void {
  const lock = join(dataDir, 'lock');
  const mine = `${lock}.${process.pid}`;
  const content = JSON.stringify({ pid: process.pid, identity: identityOf(process.pid) } satisfies Holder);
  try {
    writeFileSync(mine, content, { mode: 0o600 });
    while (!linkExclusively(mine, lock)) removeIfStale(dataDir, lock);
  } finally {
    rmSync(mine, { force: true });
  }
  return () => {
    if (readOrUndefined(lock) === content) rmSync(lock, { force: true });
  };
}

/** A link is made whole or not at all: nobody reads half a lock. */
function linkExclusively(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function removeIfStale(dataDir: string, lock: string): void {
  const content = readOrUndefined(lock);
  if (content === undefined) return; // given back between the two looks
  const holder = parseHolder(content);
  if (holder && isHolderAlive(holder)) throw new StackAlreadyRuns(dataDir, holder.pid);
  const aside = `${lock}.stale.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    return; // another starter was first
  }
  // Another starter may have replaced the stale lock by its own since we read it: give that one back.
  if (readOrUndefined(aside) !== content) linkExclusively(aside, lock);
  rmSync(aside, { force: true });
}

function isHolderAlive({ pid, identity }: Holder): boolean {
  if (!isAlive(pid)) return false;
  const now = identityOf(pid);
  return identity === undefined || now === undefined || identity === now;
}

function parseHolder(content: string): Holder | undefined {
  try {
    return JSON.parse(content) as Holder;
  } catch {
    return undefined;
  }
}

function readOrUndefined(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
