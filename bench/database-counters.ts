/** What Postgres has done: statements, what it wrote ahead, and how often it had the disk write down. */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

export interface Counters {
  /** Statements of clients, begin and commit among them; undefined without pg_stat_statements. */
  readonly statements?: number;
  /** Of these begin, commit and rollback. */
  readonly transactionStatements?: number;
  readonly walBytes: number;
  readonly fsyncs: number;
}

export interface CounterReader {
  /** As of now; `fsyncs` are those that sessions have told of, at most `SETTLED_MS` ago. */
  read(): Promise<Counters>;
  /** Bytes of the database on disk. */
  size(): Promise<number>;
  /** The statements that were called most since the reader was opened, a line each. */
  busiest(limit: number): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** A session tells its statistics once a second while it works, and 10 seconds after it fell idle (pgstat.c, PG 15 and up). */
export const SETTLED_MS = 11_000;

/** `url` of a role that may read statistics. Counts everything on its server, our own readings left out. */
export async function openCounters(url: string): Promise<CounterReader> {
  const client = new pg.Client({ connectionString: url, application_name: OWN_NAME });
  client.on('error', () => undefined);
  await client.connect();
  const countsStatements = await client
    .query('create extension if not exists pg_stat_statements')
    .then(() => client.query('select from pg_stat_statements limit 1'))
    .then(
      () => true,
      () => false,
    );
  const version = Number(
    (await client.query<{ server_version_num: string }>(VERSION)).rows[0]?.server_version_num,
  );
  return {
    read: async () => {
      const { rows } = await client.query<{ wal: string; fsyncs: string }>(
        version >= 180_000 ? WRITES_18 : WRITES,
      );
      const counted = countsStatements
        ? (await client.query<StatementCounts>(STATEMENTS)).rows[0]
        : undefined;
      return {
        ...(counted && {
          statements: Number(counted.all_calls),
          transactionStatements: Number(counted.transaction_calls),
        }),
        walBytes: Number(rows[0]?.wal),
        fsyncs: Number(rows[0]?.fsyncs),
      };
    },
    size: async () => {
      const { rows } = await client.query<{ size: string }>(SIZE);
      return Number(rows[0]?.size);
    },
    busiest: async (limit) => {
      if (!countsStatements) return [];
      const { rows } = await client.query<{ calls: string; query: string }>(BUSIEST, [limit]);
      return rows.map(({ calls, query }) => `${calls} × ${query.replaceAll(/\s+/g, ' ').slice(0, 100)}`);
    },
    close: () => client.end(),
  };
}

interface StatementCounts {
  readonly all_calls: string;
  readonly transaction_calls: string;
}

const OWN_NAME = 'sealflow-bench-counters';
const VERSION = 'show server_version_num';
/** PG 18 tells of the write-ahead log's own writes in pg_stat_io; before that pg_stat_wal did. */
const WRITES_18 = `select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as wal,
  (select coalesce(sum(fsyncs), 0) from pg_stat_io where object = 'wal') as fsyncs`;
const WRITES = `select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as wal, (select wal_sync from pg_stat_wal) as fsyncs`;
/** Statements that ask for statistics are our own, or nobody's. */
const CLIENTS = `query !~* 'pg_stat|pg_current_wal|pg_database_size'`;
const STATEMENTS = `select coalesce(sum(calls), 0) as all_calls,
  coalesce(sum(calls) filter (where query ~* '^(begin|commit|rollback|start transaction)'), 0) as transaction_calls
  from pg_stat_statements where ${CLIENTS}`;
const BUSIEST = `select calls, query from pg_stat_statements where ${CLIENTS} order by calls desc limit $1`;
const SIZE = 'select pg_database_size(current_database()) as size';

/** Waits until what idle sessions have done is told as well. */
export function settled(): Promise<void> {
  return delay(SETTLED_MS);
}
