/** A database of its own for each test file, copied from the migrated template. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { APPLICATION_ROLE, TEMPLATE_DATABASE } from './template-database.js';

export interface TestDatabase {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  /** Ends the sessions that are still open. */
  drop(): Promise<void>;
}

/** With the current schema, and empty; its role works on the tables and does not own them, as on a server. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const owned = await createDatabaseFrom(TEMPLATE_DATABASE);
  return { ...owned, url: asApplication(owned.url) };
}

/** The same database for the role that owns its tables, for a test that changes what no program may. */
export function asOwner(url: string): string {
  const owned = new URL(inject('postgresUrl'));
  owned.pathname = new URL(url).pathname;
  return owned.href;
}

function asApplication(url: string): string {
  const worked = new URL(url);
  worked.username = APPLICATION_ROLE;
  return worked.href;
}

/** Without any schema, for tests of the migrations themselves. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return createDatabaseFrom('template0');
}

async function createDatabaseFrom(template: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdmin(`create database ${name} template ${template}`);
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asAdmin(`drop database if exists ${name} with (force)`) };
}

/** A copy as it is now; who is connected is sent away, and comes back by itself. */
export async function copyDatabase(from: string, to: string): Promise<void> {
  await asAdmin(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${from}' and pid <> pg_backend_pid()`,
  );
  await asAdmin(`create database ${to} template ${from}`);
}

/** The database as another one is, under its own name: what it had is gone. */
export async function replaceDatabase(name: string, by: string): Promise<void> {
  await dropDatabase(name);
  await copyDatabase(by, name);
}

export async function dropDatabase(name: string): Promise<void> {
  await asAdmin(`drop database if exists ${name} with (force)`);
}

async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
