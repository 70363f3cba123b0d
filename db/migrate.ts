/** Brings the schema up to date: numbered SQL files, each applied once, whoever starts first. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/** Any constant: it only has to be the same for every starter ("seal" in ASCII). */
const MIGRATION_LOCK = 0x7365616c;

const MIGRATION_FILE = /^\d{4}_[a-z0-9_]+\.sql$/;

export interface Migration {
  /** The file's name, such as `0001_orders.sql`; they run in this order. */
  readonly name: string;
  readonly sql: string;
}

/** The schema in the database and this program's migrations contradict each other: a person must decide. */
export class MigrationConflict extends Error {
  override readonly name = 'MigrationConflict';
}

/**
 * Applies what is missing and returns the names of what this call applied. Each migration is one transaction behind an
 * advisory lock, so two starters at once apply each of them once. Migrations the database has and this program does not
 * know are fine: a newer program ran here. Throws MigrationConflict when an applied file has been edited since.
 */
export async function migrate(databaseUrl: string, folder = migrationsFolder()): Promise<string[]> {
  const migrations = await readMigrations(folder);
  // No time limits on this connection: a migration of a large table, or the wait for another starter's, takes its time.
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'sealflow-migrate' });
  await client.connect();
  try {
    await createBookkeeping(client);
    const applied: string[] = [];
    for (const migration of migrations) if (await apply(client, migration)) applied.push(migration.name);
    return applied;
  } finally {
    await client.end();
  }
}

/** `db/migrations`, seen from the source as well as from `dist/db`. */
export function migrationsFolder(here = dirname(fileURLToPath(import.meta.url))): string {
  const candidates = [join(here, 'migrations'), join(here, '..', '..', 'db', 'migrations')];
  const found = candidates.find((candidate) => existsSync(candidate));
  if (!found)
    throw new Error(
      `The migrations are missing: expected ${candidates.join(' or ')}. Install sealflow again.`,
    );
  return found;
}

export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => MIGRATION_FILE.test(name)).sort();
  return Promise.all(names.map(async (name) => ({ name, sql: await readFile(join(folder, name), 'utf8') })));
}

async function createBookkeeping(client: pg.Client): Promise<void> {
  // Behind the lock as well: `create table if not exists` fails when two run it at the same moment.
  await behindLock(client, async () => {
    await client.query(
      `create table if not exists schema_migrations (
         name text primary key,
         sha256 text not null,
         applied_at timestamptz not null default now()
       )`,
    );
  });
}

async function apply(client: pg.Client, { name, sql }: Migration): Promise<boolean> {
  const sha256 = contentHash(sql);
  return behindLock(client, async () => {
    // The bookkeeping first: whoever inserts the row is the one who runs the file.
    const inserted = await client.query(
      'insert into schema_migrations (name, sha256) values ($1, $2) on conflict (name) do nothing',
      [name, sha256],
    );
    if (inserted.rowCount === 0) {
      await refuseIfEdited(client, name, sha256);
      return false;
    }
    await client.query(sql);
    return true;
  });
}

async function refuseIfEdited(client: pg.Client, name: string, sha256: string): Promise<void> {
  const { rows } = await client.query<{ sha256: string }>(
    'select sha256 from schema_migrations where name = $1',
    [name],
  );
  if (rows[0]?.sha256 === sha256) return;
  throw new MigrationConflict(
    `${name} was applied to this database with another content. Restore the file and put the change into a new migration.`,
  );
}

async function behindLock<Result>(client: pg.Client, work: () => Promise<Result>): Promise<Result> {
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** Line endings don't count: a checkout on Windows is the same migration. */
function contentHash(sql: string): string {
  return createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex');
}
