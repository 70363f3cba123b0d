/** The pool: transactions are whole, failures have names, nothing of a row leaks into them. */
import { createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createDatabase, inTransaction, StatementRefused, type Database } from '../../db/database.js';
import { OrderFailure } from '../../domain/failures.js';
import { createEmptyDatabase, type TestDatabase } from '../support/postgres.js';

let test: TestDatabase;
let database: Database;
const idleErrors: Error[] = [];

beforeAll(async () => {
  test = await createEmptyDatabase();
  database = createDatabase(test.url, {
    statementTimeoutMs: 2_000,
    onIdleError: (error) => void idleErrors.push(error),
  });
  await database.query('create table notes (id integer primary key, text text not null)');
});
afterAll(async () => {
  await database.end();
  await test.drop();
});
beforeEach(async () => {
  await database.query('delete from notes');
});

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => {
      throw new Error('did not fail');
    },
    (error: unknown) => error,
  );
}

const insert = 'insert into notes (id, text) values ($1, $2)';
const count = async () =>
  (await database.query<{ n: number }>('select count(*)::integer as n from notes')).rows[0]?.n;

it('a transaction is all or nothing, and hands on the first error', async () => {
  await inTransaction(database, (transaction) => transaction.query(insert, [1, 'one']));
  const failure = await failureOf(
    inTransaction(database, async (transaction) => {
      await transaction.query(insert, [2, 'two']);
      await transaction.query(insert, [1, 'again']);
    }),
  );
  expect(failure).toBeInstanceOf(StatementRefused);
  expect(await count()).toBe(1);
});

it('says what Postgres refused, without the values', async () => {
  await database.query(insert, [1, 'one']);
  const failure = await failureOf(database.query(insert, [1, 'somebody@example.com']));
  expect(failure).toMatchObject({ code: '23505', constraint: 'notes_pkey' });
  const told = `${String(failure)} ${JSON.stringify(failure)} ${(failure as Error).stack ?? ''}`;
  expect(told).not.toContain('somebody');
  expect((failure as Error).cause).toBeUndefined();
});

it('a statement that takes too long is DatabaseUnavailable', async () => {
  const failure = await failureOf(database.query('select pg_sleep(10)'));
  expect(failure).toBeInstanceOf(OrderFailure);
  expect(failure).toMatchObject({ type: 'DatabaseUnavailable' });
});

it('connections that Postgres ended are replaced, also while one is in use', async () => {
  const failure = await failureOf(
    inTransaction(database, async (transaction) => {
      await endOtherSessions(transaction);
      await transaction.query('select pg_terminate_backend(pg_backend_pid())');
    }),
  );
  expect(failure).toMatchObject({ type: 'DatabaseUnavailable' });
  expect(await count()).toBe(0);
});

async function endOtherSessions(transaction: Pick<Database, 'query'>): Promise<void> {
  await transaction.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
}

it('an idle connection that breaks is told to the listener, and the next statement works', async () => {
  const breaking = createDatabase(test.url);
  await Promise.all([database.query('select pg_sleep(0.01)'), breaking.query('select 1')]);
  await breaking.withConnection((connection) => endOtherSessions(connection));
  await breaking.end();
  await expect.poll(() => idleErrors.length).toBeGreaterThan(0);
  expect(await count()).toBe(0);
});

it('a database that is not there is DatabaseUnavailable, and the message says what to check', async () => {
  const port = await closedPort();
  const absent = createDatabase(`postgres://user:top-secret@127.0.0.1:${port}/nothing`);
  const failure = await failureOf(absent.query('select 1'));
  await absent.end();
  expect(failure).toMatchObject({ type: 'DatabaseUnavailable' });
  expect(String(failure)).toMatch(/ECONNREFUSED.*DATABASE_URL/);
  expect(String(failure)).not.toContain('top-secret');
});

it('a server that accepts and never answers is DatabaseUnavailable too', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  const address = silent.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const stuck = createDatabase(`postgres://user:p@127.0.0.1:${port}/nothing`, { connectTimeoutMs: 200 });
  expect(await failureOf(stuck.query('select 1'))).toMatchObject({ type: 'DatabaseUnavailable' });
  expect(await failureOf(inTransaction(stuck, () => Promise.resolve()))).toMatchObject({
    type: 'DatabaseUnavailable',
  });
  await stuck.end();
  silent.close();
});

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

it('statements that come again are prepared once for a connection, and anew where their tables have changed', async () => {
  const prepared = createDatabase(test.url, { maxConnections: 1, preparesStatements: true });
  try {
    const everything = 'select * from notes where id > $1 order by id';
    const ask = () => prepared.query(everything, [0]);
    await prepared.query(insert, [1, 'one']);
    await prepared.query(insert, [2, 'two']);
    for (let time = 0; time < 8; time += 1) expect((await ask()).rowCount).toBe(2);
    const known = await prepared.query<{ statement: string }>(
      'select statement from pg_prepared_statements order by statement',
    );
    expect(known.rows.map(({ statement }) => statement)).toEqual([insert, everything]);

    await database.query('alter table notes add column more text');
    expect(await failureOf(ask())).toMatchObject({ type: 'DatabaseUnavailable' });
    expect((await ask()).rows).toEqual([
      { id: 1, text: 'one', more: null },
      { id: 2, text: 'two', more: null },
    ]);
  } finally {
    await prepared.end();
    await database.query('alter table notes drop column if exists more');
  }
});
