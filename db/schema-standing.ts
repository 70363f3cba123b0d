/** Which migrations the database has and this program does not know, and the other way round. */
import type { Bilingual } from '../domain/bilingual.js';
import { ToldError } from '../domain/told.js';
import { StatementRefused, type Queryable } from './database.js';
import { migrationsFolder, migrationNames } from './migrations-folder.js';

/** The schema in the database and this program's migrations contradict each other: a person must decide. */
export class MigrationConflict extends ToldError {
  override readonly name = 'MigrationConflict';
}

export interface AppliedMigration {
  readonly name: string;
  /** The oldest newest migration of a program that goes on beside this one; null: no older program does. */
  readonly beside: string | null;
}

const NO_RIGHTS: Bilingual = {
  zh:
    'DATABASE_URL 的角色在此数据库中没有权限。`sealflow migrate` 会授予它所需的权限,' +
    '为此须将 SEALFLOW_MIGRATION_DATABASE_URL 设为拥有数据表的角色。',
  en:
    'The role of DATABASE_URL has no rights in this database. `sealflow migrate` gives them, with ' +
    'SEALFLOW_MIGRATION_DATABASE_URL of the role that owns the tables.',
};

/** SQLSTATE (PostgreSQL, appendix A). */
const UNDEFINED_TABLE = '42P01';
const INSUFFICIENT_PRIVILEGE = '42501';

/** Undefined where nothing was ever migrated here. Throws MigrationConflict where the role may not look. */
export async function appliedMigrations(database: Queryable): Promise<AppliedMigration[] | undefined> {
  try {
    // By way of jsonb: a database that an earlier version migrated has no such column yet.
    const { rows } = await database.query<AppliedMigration>(
      `select name, to_jsonb(schema_migrations) ->> 'beside' as beside from schema_migrations order by name`,
    );
    return rows;
  } catch (error) {
    if (!(error instanceof StatementRefused)) throw error;
    if (error.code === UNDEFINED_TABLE) return undefined;
    if (error.code !== INSUFFICIENT_PRIVILEGE) throw error;
    throw new MigrationConflict(NO_RIGHTS);
  }
}

/** Throws MigrationConflict where a newer program changed the schema in a way that this one can't work with. */
export function refuseNewer(applied: readonly AppliedMigration[], known: readonly string[]): void {
  const newest = known.at(-1) ?? '';
  const strange = applied.find(
    ({ name, beside }) => name > newest && !known.includes(name) && (beside === null || beside > newest),
  );
  if (!strange) return;
  throw new MigrationConflict({
    zh:
      `数据库已由更新版本的 sealflow 迁移(${strange.name}),本版本(${newest})不能与之同时运行。` +
      '请启动更新的版本;如要退回,请恢复升级之前的备份。',
    en:
      `The database was migrated by a newer version of sealflow (${strange.name}), beside which this one (${newest}) can't ` +
      'work. Start the newer version; to go back, restore the backup from before the upgrade.',
  });
}

/** For programs that migrate nothing. Throws as `refuseNewer`. A database without a schema is the worker's to begin. */
export async function refuseNewerSchema(database: Queryable, folder = migrationsFolder()): Promise<void> {
  const applied = await appliedMigrations(database);
  if (applied) refuseNewer(applied, await migrationNames(folder));
}

/** For workers whose role may not migrate. Throws MigrationConflict where the schema is older or newer than they need. */
export async function refuseOtherSchema(database: Queryable, folder = migrationsFolder()): Promise<void> {
  const applied = (await appliedMigrations(database)) ?? [];
  const known = await migrationNames(folder);
  refuseNewer(applied, known);
  const names = new Set(applied.map(({ name }) => name));
  const missing = known.filter((name) => !names.has(name));
  if (missing.length === 0) return;
  throw new MigrationConflict({
    zh:
      `数据库缺少 ${missing.join(', ')},而 DATABASE_URL 的角色无权迁移。请先运行 \`sealflow migrate\`,` +
      '并将 SEALFLOW_MIGRATION_DATABASE_URL 设为拥有数据表的角色。',
    en:
      `The database lacks ${missing.join(', ')}, and the role of DATABASE_URL may not migrate it. Run \`sealflow migrate\` ` +
      'first, with SEALFLOW_MIGRATION_DATABASE_URL of the role that owns the tables.',
  });
}
