/** Which folder holds the database: below the data folder, unless the user that runs Postgres can't get there. */
import { createHash } from 'node:crypto';
import { lstatSync, realpathSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Say } from '../say.js';
import { SHARED_FOLDER } from './programs.js';
import { blockedAt, makePassable, type ProcessUser } from './unprivileged.js';

/**
 * `postgres/data` below `dataDir`, both made as needed. Run by root with data in a place only root may enter (such as
 * root's home), `postgres` becomes a link to a folder below /var/lib/sealflow. The cluster itself may not exist yet.
 */
export function clusterFolder(dataDir: string, user: ProcessUser | undefined, say: Say): string {
  const folder = join(resolve(dataDir), 'postgres');
  if (!lstatSync(folder, { throwIfNoEntry: false })) makeFolder(folder, dataDir, user, say);
  return join(realpathSync(folder), 'data');
}

function makeFolder(folder: string, dataDir: string, user: ProcessUser | undefined, say: Say): void {
  // The data folder is ours to open a crack; the folders above it belong to someone else.
  if (user) makePassable(dataDir);
  const blocked = user && blockedAt(dataDir, user);
  if (!blocked) {
    makePassable(folder);
    return;
  }
  const elsewhere = join(SHARED_FOLDER, `data-${shortHash(resolve(dataDir))}`);
  say({
    zh: `Postgres 以 ${user.name} 的身份运行,不能进入 ${blocked}:数据库保存在 ${elsewhere}。`,
    en: `Postgres runs as ${user.name}, who may not enter ${blocked}: the database is kept in ${elsewhere}.`,
  });
  makePassable(SHARED_FOLDER);
  makePassable(elsewhere);
  symlinkSync(elsewhere, folder);
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
