/** The connection to Postgres: a pool with time limits, transactions, and one name for "the database did not answer". */
import pg from 'pg';
import { DATABASE_FAILURES } from '../domain/failure-texts.js';
import { OrderFailure } from '../domain/failures.js';
import { Line } from './line.js';
import { StatementNames } from './statement-names.js';

/** A pool or a client within a transaction: statements take either. */
export interface Queryable {
  /** Throws OrderFailure `DatabaseUnavailable` or `TooMuchAtOnce` when trying again may help, StatementRefused when Postgres said no. */
  query<Row = unknown>(text: string, values?: readonly unknown[]): Promise<QueryOutcome<Row>>;
}

export interface QueryOutcome<Row> {
  readonly rows: Row[];
  /** Rows returned, or touched by an insert, update or delete. */
  readonly rowCount: number;
}

/** Postgres said no. Neither statement nor values are in it: they carry personal data. */
export class StatementRefused extends Error {
  override readonly name = 'StatementRefused';

  constructor(
    /** SQLSTATE, such as 23505 for a unique violation (PostgreSQL, appendix A). */
    readonly code: string,
    readonly constraint: string | undefined,
  ) {
    super(`Postgres refused a statement: SQLSTATE ${code}${constraint ? `, constraint ${constraint}` : ''}.`);
  }
}

export interface Database extends Queryable {
  /** Runs `work` on one connection; the connection is dropped, not reused, when `work` throws. */
  withConnection<Result>(work: (connection: Queryable) => Promise<Result>): Promise<Result>;
  /** Waits for running statements, then closes every connection. */
  end(): Promise<void>;
}

export interface DatabaseOptions {
  /** Connections at most; default 10. */
  readonly maxConnections?: number;
  /** Milliseconds a statement may run; default 15,000. An activity's retry is better than a stuck one. */
  readonly statementTimeoutMs?: number;
  /** Milliseconds to wait for Postgres to take a new connection; default 5,000. */
  readonly connectTimeoutMs?: number;
  /** Milliseconds to wait in line while every connection is in use; default 30,000: as long as callers over HTTP wait. */
  readonly lineTimeoutMs?: number;
  /** Statements that come again are prepared. For programs that ask the same all day; texts made for one question are not for it. */
  readonly preparesStatements?: boolean;
  /** Told when an idle connection breaks, as it does when Postgres restarts; the pool replaces it by itself. */
  readonly onIdleError?: (error: Error) => void;
}

/** Connects on first use. `url` is `postgres://user:password@host:port/database`. */
export function createDatabase(url: string, options: DatabaseOptions = {}): Database {
  const pool = new pg.Pool(poolConfig(url, options));
  // Without a listener, a restart of Postgres would end the process.
  pool.on('error', (error) => options.onIdleError?.(error));
  const line = lineBefore(options);
  const names = options.preparesStatements ? new StatementNames() : undefined;
  return {
    query: (text, values) => line.pass(() => run(pool, names, text, values)),
    withConnection: (work) => line.pass(() => onOneConnection(pool, names, work)),
    end: () => pool.end(),
  };
}

const MAX_CONNECTIONS = 10;

/** Before the pool, whose own line gives up after the time in which a connection must be made, and says that Postgres is gone. */
function lineBefore({ maxConnections = MAX_CONNECTIONS, lineTimeoutMs = 30_000 }: DatabaseOptions): Line {
  return new Line({
    places: maxConnections,
    longestWaitMs: lineTimeoutMs,
    tooLong: () =>
      new OrderFailure('TooMuchAtOnce', DATABASE_FAILURES.tooMuch(maxConnections, lineTimeoutMs / 1000)),
  });
}

/** All of `work` or nothing of it. A failed transaction's connection is not used again. */
export function inTransaction<Result>(
  database: Database,
  work: (transaction: Queryable) => Promise<Result>,
): Promise<Result> {
  return database.withConnection(async (connection) => {
    await connection.query('begin');
    try {
      const result = await work(connection);
      await connection.query('commit');
      return result;
    } catch (error) {
      // The first error is the one that tells; a rollback that fails as well is done by Postgres itself.
      await connection.query('rollback').catch(() => undefined);
      throw error;
    }
  });
}

/**
 * SQL: evaluated by a statement, it has that statement's transaction not wait for the disk: what it writes is seen at once,
 * and is lost where the database server (not a program of ours) dies within about half a second. Only for what is written
 * again by itself, or changes nothing where it is missing; never for orders, money, logs and intents, nor in a transaction
 * with these. (PostgreSQL, section 28.4: asynchronous commit.)
 */
export const UNAWAITED = `set_config('synchronous_commit', 'off', true)`;

/**
 * A statement, and what else is to be true from the same moment on: one transaction where there is such a thing. Alone the
 * statement is one by itself, and two round trips less.
 */
export async function writtenTogether<Result>(
  database: Database,
  write: (transaction: Queryable) => Promise<Result>,
  alongside: ((transaction: Queryable) => Promise<void>) | undefined,
): Promise<Result> {
  if (!alongside) return await write(database);
  return await inTransaction(database, async (transaction) => {
    const result = await write(transaction);
    await alongside(transaction);
    return result;
  });
}

/**
 * An idle connection is kept for so long: a new one is a process of Postgres, which reads its catalogues first, and a password that
 * is hashed 4,096 times on both sides (SCRAM), some 20 ms of CPU together. House number: longer than the pauses of a calm day.
 */
const IDLE_CONNECTION_MS = 10 * 60_000;

function poolConfig(url: string, options: DatabaseOptions): pg.PoolConfig {
  const statementTimeoutMs = options.statementTimeoutMs ?? 15_000;
  return {
    connectionString: url,
    max: options.maxConnections ?? MAX_CONNECTIONS,
    idleTimeoutMillis: IDLE_CONNECTION_MS,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: 2 * statementTimeoutMs,
    // The server's own limit can't be heard over a dead network: the client has one as well, a little later.
    query_timeout: statementTimeoutMs + 5_000,
    keepAlive: true,
    application_name: 'sealflow',
  };
}

async function onOneConnection<Result>(
  pool: pg.Pool,
  names: StatementNames | undefined,
  work: (connection: Queryable) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect().catch((error: unknown) => {
    throw namedFailure(error);
  });
  // A connection that breaks between two statements says so here; the next statement fails and tells the caller.
  const ignore = () => undefined;
  client.on('error', ignore);
  let failed = true;
  try {
    const result = await work({ query: (text, values) => run(client, names, text, values) });
    failed = false;
    return result;
  } finally {
    client.off('error', ignore);
    client.release(failed);
  }
}

async function run<Row>(
  queryable: pg.Pool | pg.PoolClient,
  names: StatementNames | undefined,
  text: string,
  values: readonly unknown[] = [],
): Promise<QueryOutcome<Row>> {
  const name = values.length > 0 ? names?.of(text) : undefined;
  try {
    const asked = { text, values: [...values], ...(name !== undefined && { name }) };
    const result = await (queryable as pg.Pool).query<pg.QueryResultRow>(asked);
    return { rows: result.rows as Row[], rowCount: result.rowCount ?? 0 };
  } catch (error) {
    if (name === undefined || codeOf(error) !== FEATURE_NOT_SUPPORTED) throw namedFailure(error);
    names?.renew(text);
    throw didNotAnswer(error);
  }
}

/** SQLSTATE of a prepared statement whose tables have got further columns since, by a migration beside running programs. */
const FEATURE_NOT_SUPPORTED = '0A000';

/** SQLSTATE classes and codes after which the same statement may succeed (PostgreSQL, appendix A). */
const PASSING_SQL_STATES = [
  '08', // connection exception
  '25P03', // idle in transaction for too long
  '40', // transaction rollback: serialization failure, deadlock
  '53', // insufficient resources
  '55P03', // lock not available
  '57', // operator intervention: shutdown, crash recovery, statement timeout
];

const PASSING_NODE_CODES =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;

/** pg gives these no code. */
const PASSING_MESSAGES = /connection terminated|timeout exceeded|read timeout|connection error|ended by/i;

/** No cause is kept: pg's errors carry values in messages and details, and causes end up in histories. */
function namedFailure(error: unknown): unknown {
  return mayPass(error) ? didNotAnswer(error) : refused(error);
}

function didNotAnswer(error: unknown): OrderFailure {
  return new OrderFailure('DatabaseUnavailable', DATABASE_FAILURES.noAnswer(codeOf(error)));
}

function refused(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) return error;
  return new StatementRefused(error.code ?? 'unknown', error.constraint);
}

function mayPass(error: unknown): boolean {
  const code = codeOf(error);
  if (code === undefined) return error instanceof Error && PASSING_MESSAGES.test(error.message);
  return PASSING_NODE_CODES.test(code) || PASSING_SQL_STATES.some((state) => code.startsWith(state));
}

function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
