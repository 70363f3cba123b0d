/** Postgres refuses to run as root: which user runs it then, and whether that user can reach its files. */
import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { execFileSync } from 'node:child_process';
import { ToldError } from '../../domain/told.js';

export interface ProcessUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Undefined unless this process is root. Throws when the system has neither a `postgres` nor a `nobody` user. */
export function unprivilegedUser(): ProcessUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const found = ['postgres', 'nobody'].map(lookUp).find((user) => user !== undefined);
  if (found) return found;
  throw new ToldError({
    zh: 'Postgres 不能以 root 运行,而本系统既没有用户 postgres 也没有 nobody。请以普通用户运行 sealflow,或将 DATABASE_URL 设为正在运行的 Postgres。',
    en:
      'Postgres does not run as root, and this system has neither a user postgres nor nobody. Run sealflow as a normal ' +
      'user, or set DATABASE_URL to a Postgres that runs.',
  });
}

function lookUp(name: string): ProcessUser | undefined {
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { name, uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

/** The folder on the way to `path`, from the root down and itself included, that `user` may not enter. */
export function blockedAt(path: string, user: ProcessUser): string | undefined {
  return waysTo(resolve(path)).find((folder) => !mayEnter(folder, user));
}

function waysTo(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [...waysTo(parent), path];
}

function mayEnter(folder: string, user: ProcessUser): boolean {
  const { uid, gid, mode } = statSync(folder);
  if (uid === user.uid) return (mode & 0o100) !== 0;
  if (gid === user.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}

/** A folder of ours, made when missing, that others may pass through but not list, whatever the umask. */
export function makePassable(folder: string): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, (statSync(folder).mode & 0o777) | 0o011);
}
