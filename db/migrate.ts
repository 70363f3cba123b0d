/** Brings the schema up to date: numbered SQL files, each applied once, whoever starts first. */
import { createHash } from 'node:crypto';
import pg from 'pg';
import { migrationsFolder, readMigrations, type Migration } from './migrations-folder.js';
import { MigrationConflict, refuseNewer, type AppliedMigration } from './schema-standing.js';

/** Any constant: it only has to be the same for every starter ("seal" in ASCII). */
const MIGRATION_LOCK = 0x7365616c;

/**
 * Applies what is missing and returns the names of what this call applied. Each migration is one transaction behind an
 * advisory lock, so two starters at once apply each of them once. Migrations that the database has
 * and this program does not know are fine where they say so (`-- beside:`). Throws MigrationConflict where they don't, before
 * anything is applied, and when an applied file has been edited since.
 */
export async function migrate(databaseUrl: string, folder = migrationsFolder()): Promise<string[]> {
  const migrations = await readMigrations(folder);
  // No time limits on this connection: a migration of a large table, or the wait for another starter's, takes its time.
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'sealflow-migrate' });
  await client.connect();
  try {
    await createBookkeeping(client);
    await refuseNewerThan(client, migrations);
    const applied: string[] = [];
    for (const migration of migrations) if (await apply(client, migration)) applied.push(migration.name);
    return applied;
  } finally {
    await client.end();
  }
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
    await client.query('alter table schema_migrations add column if not exists beside text');
  });
}

async function refuseNewerThan(client: pg.Client, migrations: readonly Migration[]): Promise<void> {
  const { rows } = await client.query<AppliedMigration>('select name, beside from schema_migrations');
  refuseNewer(
    rows,
    migrations.map(({ name }) => name),
  );
}

async function apply(client: pg.Client, { name, sql, beside }: Migration): Promise<boolean> {
  const sha256 = contentHash(sql);
  return behindLock(client, async () => {
    // The bookkeeping first: whoever inserts the row is the one who runs the file.
    const inserted = await client.query(
      'insert into schema_migrations (name, sha256, beside) values ($1, $2, $3) on conflict (name) do nothing',
      [name, sha256, beside],
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
  throw new MigrationConflict({
    zh: `${name} 曾以另一份内容应用于此数据库。请恢复该文件,并将改动放入新的迁移。`,
    en: `${name} was applied to this database with another content. Restore the file and put the change into a new migration.`,
  });
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
