/** Where the numbered migrations lie, and what each of them says. */
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ToldError } from '../domain/told.js';

const MIGRATION_FILE = /^\d{4}_[a-z0-9_]+\.sql$/;
/** `-- beside: 0010_master_keys.sql` on a line of its own: programs that know this one go on beside the new schema. */
const BESIDE = /^-- beside: (\d{4}_[a-z0-9_]+\.sql)\r?$/m;

export interface Migration {
  /** The file's name, such as `0001_orders.sql`; they run in this order. */
  readonly name: string;
  readonly sql: string;
  readonly beside: string | null;
}

/** `db/migrations`, seen from the source as well as from `dist/db`. */
export function migrationsFolder(here = dirname(fileURLToPath(import.meta.url))): string {
  const candidates = [join(here, 'migrations'), join(here, '..', '..', 'db', 'migrations')];
  const found = candidates.find((candidate) => existsSync(candidate));
  if (!found)
    throw new ToldError({
      zh: `缺少迁移文件:应位于 ${candidates.join(' 或 ')}。请重新安装 sealflow。`,
      en: `The migrations are missing: expected ${candidates.join(' or ')}. Install sealflow again.`,
    });
  return found;
}

/** In their order. */
export async function migrationNames(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => MIGRATION_FILE.test(name)).sort();
}

export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = await migrationNames(folder);
  return Promise.all(names.map(async (name) => migration(name, await readFile(join(folder, name), 'utf8'))));
}

function migration(name: string, sql: string): Migration {
  return { name, sql, beside: BESIDE.exec(sql)?.[1] ?? null };
}
