/** A Postgres with a data folder of its own that is killed with SIGKILL, all its processes at once, and started again. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Database, Queryable, QueryOutcome } from '../../db/database.js';
import { migrateAndGrant } from '../../db/prepare-schema.js';
import { freePort } from '../../dev/ports.js';
import { startPostgres, type RunningPostgres } from '../../dev/postgres/server.js';
import { isAlive } from '../../dev/process-table.js';
import { APPLICATION_ROLE } from './template-database.js';

/** Every row of every table, by table. */
export type AllRows = Readonly<Record<string, readonly string[]>>;

/**
 * Writes its log to the disk where somebody waits for it, and else so seldom that what nobody waits for dies with it: the most
 * that Postgres allows. Nothing else of its own accord writes meanwhile.
 */
const SETTINGS = ['wal_writer_delay=10s', 'autovacuum=off', 'fsync=on', 'synchronous_commit=on'];

export class MortalPostgres {
  private constructor(
    private readonly dataDir: string,
    private readonly port: number,
    private running: RunningPostgres,
    private admin: pg.Client,
  ) {}

  static async start(dataDir: string): Promise<MortalPostgres> {
    const port = await freePort();
    const running = await start(dataDir, port);
    const postgres = new MortalPostgres(dataDir, port, running, await connected(running.url));
    await migrateAndGrant({ migrationDatabaseUrl: running.url, databaseUrl: postgres.url });
    return postgres;
  }

  /** For the role of programs, which is not the tables' owner. */
  get url(): string {
    const worked = new URL(this.running.url);
    worked.username = APPLICATION_ROLE;
    return worked.href;
  }

  /** A connection of the role that owns the tables. */
  connect(): Promise<pg.Client> {
    return connected(this.running.url);
  }

  /** All that was written so far is on the disk. */
  async flush(): Promise<void> {
    await this.admin.query('checkpoint');
  }

  async rows(): Promise<AllRows> {
    const tables = await this.admin.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
    );
    const rows: Record<string, string[]> = {};
    for (const { name } of tables.rows) {
      const { rows: found } = await this.admin.query<{ row: string }>(
        `select to_jsonb(every)::text as row from "${name}" as every order by 1`,
      );
      rows[name] = found.map(({ row }) => row);
    }
    return rows;
  }

  /** Killed, and there again once it has read its log. */
  async dieAndComeBack(): Promise<void> {
    await this.die();
    await this.comeBack();
  }

  async die(): Promise<void> {
    const { rows } = await this.admin.query<{ pid: number }>('select pid from pg_stat_activity');
    const pids = [this.running.pid ?? 0, ...rows.map(({ pid }) => pid)].filter((pid) => pid > 0);
    for (const pid of pids) kill(pid);
    while (pids.some(isAlive)) await pause(10);
    await this.admin.end().catch(() => undefined);
  }

  async comeBack(): Promise<void> {
    this.running = await start(this.dataDir, this.port);
    this.admin = await connected(this.running.url);
  }

  async stop(): Promise<void> {
    await this.admin.end();
    await this.running.stop();
  }
}

function start(dataDir: string, port: number): Promise<RunningPostgres> {
  return startPostgres({ dataDir, port, logFile: join(dataDir, 'postgres.log'), settings: SETTINGS });
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Those of its processes that see the first one gone end by themselves. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** What a death took: every row before the last write, after it, and once the server was back. */
export interface Death {
  readonly before: AllRows;
  readonly written: AllRows;
  readonly after: AllRows;
}

/**
 * The database as the code under test sees it. Its server dies right after one write, which the code takes for done: nobody
 * else writes at that moment, so that what is lost is that write and nothing beside.
 */
export class MortalDatabase implements Database {
  #sentence: { readonly statement: RegExp; readonly tell: (death: Death) => void } | undefined;
  #underWay = 0;
  #open: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly postgres: MortalPostgres,
  ) {}

  /** After the first such statement that changes anything. */
  diesAfter(statement: RegExp): Promise<Death> {
    return new Promise((tell) => {
      this.#sentence = { statement, tell };
    });
  }

  async query<Row = unknown>(text: string, values?: readonly unknown[]): Promise<QueryOutcome<Row>> {
    if (this.#sentence?.statement.test(text) === true) return await this.#lastWrite<Row>(text, values);
    return await this.#usual(() => this.database.query<Row>(text, values));
  }

  withConnection<Result>(work: (connection: Queryable) => Promise<Result>): Promise<Result> {
    return this.#usual(() => this.database.withConnection(work));
  }

  end(): Promise<void> {
    return this.database.end();
  }

  async #usual<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#open;
    this.#underWay += 1;
    try {
      return await work();
    } finally {
      this.#underWay -= 1;
    }
  }

  async #lastWrite<Row>(text: string, values?: readonly unknown[]): Promise<QueryOutcome<Row>> {
    const sentence = this.#sentence;
    this.#sentence = undefined;
    let reopen: () => void = () => undefined;
    this.#open = new Promise((resolve) => (reopen = resolve));
    try {
      while (this.#underWay > 0) await pause(5);
      await this.postgres.flush();
      const before = await this.postgres.rows();
      const outcome = await this.database.query<Row>(text, values);
      const written = await this.postgres.rows();
      if (JSON.stringify(written) === JSON.stringify(before)) {
        this.#sentence = sentence;
        return outcome;
      }
      await this.postgres.dieAndComeBack();
      sentence?.tell({ before, written, after: await this.postgres.rows() });
      return outcome;
    } finally {
      reopen();
    }
  }
}
