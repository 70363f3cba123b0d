/** Migrations on a real Postgres: once each, whoever starts first, and never silently different. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase } from '../../db/database.js';
import { migrate } from '../../db/migrate.js';
import { migrationsFolder, readMigrations } from '../../db/migrations-folder.js';
import { MigrationConflict, refuseNewerSchema, refuseOtherSchema } from '../../db/schema-standing.js';
import { createEmptyDatabase, type TestDatabase } from '../support/postgres.js';

let folder: string;
let empty: TestDatabase;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sealflow-migrations-'));
  empty = await createEmptyDatabase();
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await empty.drop();
});

function file(name: string, sql: string): void {
  writeFileSync(join(folder, name), sql);
}

async function select<Row>(text: string): Promise<Row[]> {
  const database = createDatabase(empty.url);
  try {
    return (await database.query<Row>(text)).rows;
  } finally {
    await database.end();
  }
}

it('several starters at once apply each migration once', async () => {
  file('0001_counted.sql', 'create table counted (n integer); insert into counted values (1);');
  file('0002_more.sql', 'select pg_sleep(0.1); insert into counted values (2);');
  const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(empty.url, folder)));
  expect(applied.flat().sort()).toEqual(['0001_counted.sql', '0002_more.sql']);
  expect(await select('select n from counted order by n')).toEqual([{ n: 1 }, { n: 2 }]);
});

it('applies only what is new, and bears line endings of another system', async () => {
  file('0001_counted.sql', 'create table counted (n integer);\ninsert into counted values (1);\n');
  file('0002_more.sql', 'insert into counted values (2);\n');
  await migrate(empty.url, folder);
  file('0001_counted.sql', 'create table counted (n integer);\r\ninsert into counted values (1);\r\n');
  file('0003_last.sql', 'insert into counted values (3);\n');
  expect(await migrate(empty.url, folder)).toEqual(['0003_last.sql']);
});

it('refuses an applied migration whose content changed', async () => {
  file('0001_counted.sql', 'create table counted (n integer);');
  await migrate(empty.url, folder);
  file('0001_counted.sql', 'create table counted (n bigint);');
  await expect(migrate(empty.url, folder)).rejects.toThrow(MigrationConflict);
  await expect(migrate(empty.url, folder)).rejects.toThrow(/0001_counted.sql was applied .* another content/);
});

it('a migration that fails leaves nothing of itself, and what came before it stays', async () => {
  file('0001_counted.sql', 'create table counted (n integer);');
  file('0002_more.sql', 'insert into counted values (2); select no_such_function();');
  await expect(migrate(empty.url, folder)).rejects.toThrow(/no_such_function/);
  expect(await select('select n from counted')).toEqual([]);
  file('0002_more.sql', 'insert into counted values (2);');
  expect(await migrate(empty.url, folder)).toContain('0002_more.sql');
});

describe('a database that a newer program migrated', () => {
  const NEWER = '0002_more.sql';

  async function migratedBy(sql: string): Promise<void> {
    file('0001_counted.sql', 'create table counted (n integer);');
    file(NEWER, sql);
    await migrate(empty.url, folder);
    rmSync(join(folder, NEWER));
  }

  it('is refused by an older one, with what to do, and nothing is applied', async () => {
    await migratedBy('insert into counted values (2);');
    file('0000_earlier.sql', 'drop table counted;');
    const refused = migrate(empty.url, folder);
    await expect(refused).rejects.toThrow(MigrationConflict);
    await expect(refused).rejects.toThrow(
      /newer version.*0002_more\.sql.*0001_counted\.sql.*restore the backup/s,
    );
    expect(await select('select n from counted')).toEqual([{ n: 2 }]);
  });

  it('is refused by programs and by workers that migrate nothing as well', async () => {
    await migratedBy('insert into counted values (2);');
    const database = createDatabase(empty.url);
    await expect(refuseNewerSchema(database, folder)).rejects.toThrow(/0002_more\.sql/);
    await expect(refuseOtherSchema(database, folder)).rejects.toThrow(/0002_more\.sql/);
    await database.end();
  });

  it.each([
    ['the one before it', '0001_counted.sql', true],
    ['a later one than the program has', '0001_other.sql', false],
  ])('is borne only where it says so: beside %s', async (_which, beside, isBorne) => {
    await migratedBy(`-- beside: ${beside}\ninsert into counted values (2);`);
    if (isBorne) expect(await migrate(empty.url, folder)).toEqual([]);
    else await expect(migrate(empty.url, folder)).rejects.toThrow(MigrationConflict);
  });
});

it('a database of a version that kept no such word is borne, and one without a schema', async () => {
  const database = createDatabase(empty.url);
  await refuseNewerSchema(database, folder);
  await database.query('create table schema_migrations (name text primary key, sha256 text not null)');
  await database.query("insert into schema_migrations values ('0001_counted.sql', '')");
  file('0001_counted.sql', 'create table counted (n integer);');
  await refuseNewerSchema(database, folder);
  file('0002_more.sql', '');
  await expect(refuseOtherSchema(database, folder)).rejects.toThrow(/lacks 0002_more\.sql.*sealflow migrate/);
  await database.end();
});

it('the product’s own apply to an empty database', async () => {
  const names = (await readMigrations(migrationsFolder())).map(({ name }) => name);
  expect(names[0]).toBe('0001_orders.sql');
  expect(await migrate(empty.url)).toEqual(names);
  expect(await select("select to_regclass('orders') is not null as there")).toEqual([{ there: true }]);
});

it('are found from the built program as well as from the source', async () => {
  const root = mkdtempSync(join(tmpdir(), 'sealflow-built-'));
  try {
    cpSync(migrationsFolder(), join(root, 'db/migrations'), { recursive: true });
    expect(migrationsFolder(join(root, 'dist/db'))).toBe(join(root, 'db/migrations'));
    expect(() => migrationsFolder(join(root, 'elsewhere/deep/down'))).toThrow(/migrations are missing/);
  } finally {
    rmSync(root, { recursive: true });
  }
  expect(await readMigrations(migrationsFolder())).not.toEqual([]);
});
