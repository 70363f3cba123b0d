/** A database beside the one of the system: migrated, empty, and dropped afterwards, so that what is stored in it costs nobody else. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { createDatabase, type Database } from '../../db/database.js';
import { migrate } from '../../db/migrate.js';

/** `url`: of a role that may make databases. Passes `work` the URL of the new one. */
export async function withOwnDatabase<Result>(
  url: string,
  work: (url: string) => Promise<Result>,
): Promise<Result> {
  const name = `bench_${randomBytes(4).toString('hex')}`;
  await run(url, `create database ${name}`);
  try {
    const own = new URL(url);
    own.pathname = `/${name}`;
    await migrate(own.href);
    return await work(own.href);
  } finally {
    await run(url, `drop database ${name} with (force)`);
  }
}

/** The same, for who reads it by a few connections of our own. */
export async function onOwnDatabase<Result>(
  url: string,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  return await withOwnDatabase(url, async (own) => {
    const database = createDatabase(own, { maxConnections: 2, statementTimeoutMs: 120_000 });
    try {
      return await work(database);
    } finally {
      await database.end();
    }
  });
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
