/** Two roles on a real Postgres: one owns the tables and migrates, the other one works, and can't touch what is on record. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { grantToApplication, roleStanding } from '../../db/application-role.js';
import { createDatabase, type Database } from '../../db/database.js';
import { migrate } from '../../db/migrate.js';
import { migrateAndGrant, prepareSchema } from '../../db/prepare-schema.js';
import { appendOperations, listOperations } from '../../db/statements/accounts/operations.js';
import { storeKey } from '../../db/statements/certificates/keys.js';
import { runHere } from '../support/command-line.js';
import { createEmptyDatabase, type TestDatabase } from '../support/postgres.js';
import { storeOrder } from '../support/stored-orders.js';

const PASSWORD = 'p4ss’w:ord/%';
const roles: string[] = [];
const databases: TestDatabase[] = [];

afterAll(async () => {
  // Rights of a role are gone with the database that they are of.
  for (const database of databases) await database.drop();
  for (const role of roles) await asAdmin(inject('postgresUrl'), `drop role if exists ${role}`);
});

/** Its URL, of the administrator. */
async function emptyDatabase(): Promise<string> {
  const database = await createEmptyDatabase();
  databases.push(database);
  return database.url;
}

async function asAdmin(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

function newRole(): string {
  const role = `role_${randomBytes(6).toString('hex')}`;
  roles.push(role);
  return role;
}

function as(role: string, databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.username = role;
  url.password = encodeURIComponent(PASSWORD);
  return url.href;
}

/** A role that may migrate this database and no more, as a provider of databases hands one out. */
async function plainOwner(adminUrl: string): Promise<string> {
  const owner = newRole();
  await asAdmin(
    adminUrl,
    `create role ${owner} login password ${pg.escapeLiteral(PASSWORD)}`,
    `grant all on schema public to ${owner}`,
  );
  return as(owner, adminUrl);
}

const entry = {
  at: '2026-11-27T00:00:00.000Z',
  actor: 'a',
  origin: 'b',
  operation: 'order.create',
  subject: null,
  details: {},
  outcome: 'asked',
} as const;

describe('the role of workers and programs', () => {
  let database: Database;
  let adminUrl: string;
  let databaseUrl: string;
  beforeAll(async () => {
    adminUrl = await emptyDatabase();
    databaseUrl = as(newRole(), adminUrl);
    // The role is made with the password of its URL: the database's administrator migrates, as in docker-compose.yml.
    await migrateAndGrant({ migrationDatabaseUrl: adminUrl, databaseUrl });
    database = createDatabase(databaseUrl);
    return async () => {
      await database.end();
    };
  });

  it('reads and writes rows, the log among them', async () => {
    await storeOrder(database, { orderId: 'order-1' });
    const key = {
      orderId: 'order-1',
      csrPem: '',
      spkiSha256: '',
      sealedPrivateKey: null,
      passwordProtected: false,
    };
    expect(await storeKey(database, key)).toMatchObject({ isStored: true });
    await appendOperations(database, 'default', [entry, entry]);
    const { rows } = await listOperations(database, 'default', { limit: 9 });
    expect(rows).toHaveLength(2);
    await database.query("delete from orders where order_id = 'order-1'");
  });

  it.each([
    ['update operations set actor = $$x$$', '42501'],
    ['delete from operations', '42501'],
    ['truncate operations', '42501'],
    ['alter table operations disable trigger all', '42501'],
    ['drop trigger operations_are_append_only on operations', '42501'],
    [
      'create or replace function refuse_to_change_operations() returns trigger language sql as $$select null$$',
      '42501',
    ],
    ['drop table operations', '42501'],
    ['set session_replication_role = replica', '42501'],
    ['alter table orders add column x text', '42501'],
    ['create table of_its_own (x text)', '42501'],
    ['delete from schema_migrations', '42501'],
    ["insert into schema_migrations values ('9999_x.sql', '')", '42501'],
  ])('can’t: %s', async (statement, code) => {
    await expect(database.query(statement)).rejects.toMatchObject({ code });
  });

  it('is known as one that migrates nothing; a worker with it alone compares, and says what is missing', async () => {
    expect(await prepareSchema({ databaseUrl })).toMatchObject({ migrates: false, ownsLog: false });
    await asAdmin(adminUrl, "delete from schema_migrations where name like '0010%'");
    await expect(prepareSchema({ databaseUrl })).rejects.toThrow(
      /lacks 0010_master_keys\.sql.*sealflow migrate/,
    );
  });
});

describe('an installation whose one role owns everything', () => {
  it('goes on as it is, and is told that it does', async () => {
    const databaseUrl = await plainOwner(await emptyDatabase());
    expect(await prepareSchema({ databaseUrl })).toMatchObject({ migrates: true, ownsLog: true });
  });

  it('becomes one of two roles without giving anything up: the old role migrates, a new one works', async () => {
    const adminUrl = await emptyDatabase();
    const migrationDatabaseUrl = await plainOwner(adminUrl);
    await migrate(migrationDatabaseUrl);
    const before = createDatabase(migrationDatabaseUrl);
    await appendOperations(before, 'default', [entry]);
    const role = newRole();
    const databaseUrl = as(role, adminUrl);
    // It may make no roles: what an administrator has to do is said.
    await expect(prepareSchema({ databaseUrl, migrationDatabaseUrl })).rejects.toThrow(
      `create role "${role}" login password`,
    );
    await asAdmin(adminUrl, `create role ${role} login password ${pg.escapeLiteral(PASSWORD)}`);
    // Made, and not given its rights yet.
    await expect(prepareSchema({ databaseUrl })).rejects.toThrow(
      /no rights in this database.*sealflow migrate/,
    );
    expect(await prepareSchema({ databaseUrl, migrationDatabaseUrl })).toMatchObject({
      role,
      ownsLog: false,
    });
    const after = createDatabase(databaseUrl);
    await appendOperations(after, 'default', [entry]);
    await expect(after.query('delete from operations')).rejects.toMatchObject({ code: '42501' });
    expect(await roleStanding(before)).toMatchObject({ migrates: true, ownsLog: true });
    await Promise.all([before.end(), after.end()]);
  });

  it('is recognized where both URLs name the same role', async () => {
    const url = await plainOwner(await emptyDatabase());
    await migrate(url);
    expect(await grantToApplication(url, url)).toBe(false);
  });
});

describe('sealflow migrate', () => {
  it('migrates, grants, and has nothing to do the second time; needs the owner’s URL', async () => {
    const owner = await emptyDatabase();
    const environment = { DATABASE_URL: as(newRole(), owner), SEALFLOW_MIGRATION_DATABASE_URL: owner };
    const first = await runHere(['migrate', '--json'], environment);
    expect(first).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('0010_master_keys.sql') as string,
    });
    expect(await runHere(['migrate'], environment)).toMatchObject({
      exitCode: 0,
      stdout: 'Nothing was to be migrated.\n',
    });
    const without = await runHere(['migrate'], { DATABASE_URL: environment.DATABASE_URL });
    expect(without).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('SEALFLOW_MIGRATION_DATABASE_URL') as string,
    });
  });
});
