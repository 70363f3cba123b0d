/** The database as the code under test sees it, counting what is asked of it: statements, and commits that wrote. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Database, Queryable } from '../../db/database.js';
import type { Activities } from '../../workflows/activity-contract/index.js';

/** What was asked of Postgres in one step. */
export interface Asked {
  /** As they were sent, `begin` and `commit` among them; blanks are one. */
  readonly statements: string[];
  /** Transactions that wrote and waited for the disk: one fsync each, where nobody else writes at the same moment. */
  waits: number;
}

type Activity = (...input: unknown[]) => Promise<unknown>;

export class CountedDatabase implements Database {
  readonly asked = new Map<string, Asked>();
  readonly #step = new AsyncLocalStorage<string>();

  constructor(private readonly database: Database) {}

  /** By step: how many statements, and how many waits for the disk. */
  get table(): Record<string, readonly [statements: number, waits: number]> {
    const rows = [...this.asked].map(([step, { statements, waits }]) => [step, [statements.length, waits]]);
    return Object.fromEntries(rows) as Record<string, readonly [number, number]>;
  }

  /** Every statement's beginning, for whoever wonders at the table. */
  get told(): string {
    const steps = [...this.asked].map(([step, { statements }]) =>
      [step, ...statements.map((statement) => `  ${statement.slice(0, 140)}`)].join('\n'),
    );
    return `What was asked:\n${steps.join('\n')}\n`;
  }

  /** What `work` asks for is counted under this name, apart from what steps within it ask for. */
  async during<Result>(step: string, work: () => Promise<Result>): Promise<Result> {
    return await this.#step.run(step, work);
  }

  /** The same activities; each counts under its own name. */
  countActivities(real: Activities): Activities {
    const entries = Object.entries(real as unknown as Record<string, Activity>);
    const counted = entries.map(([name, activity]) => [
      name,
      (...input: unknown[]) => this.during(name, () => activity(...input)),
    ]);
    return Object.fromEntries(counted) as Activities;
  }

  /** Outside of a transaction each statement is one; whether it wrote is asked before it is committed. */
  async query<Row>(text: string, values?: readonly unknown[]) {
    this.#note(text);
    return await this.database.withConnection(async (connection) => {
      await begin(connection);
      const outcome = await connection.query<Row>(text, values).catch(async (error: unknown) => {
        await connection.query('rollback').catch(() => undefined);
        throw error;
      });
      await this.#commit(connection);
      return outcome;
    });
  }

  async withConnection<Result>(work: (connection: Queryable) => Promise<Result>): Promise<Result> {
    return await this.database.withConnection((connection) =>
      work({
        query: async <Row>(text: string, values?: readonly unknown[]) => {
          this.#note(text);
          if (text !== 'begin' && text !== 'commit') return await connection.query<Row>(text, values);
          await (text === 'begin' ? begin(connection) : this.#commit(connection));
          return { rows: [], rowCount: 0 };
        },
      }),
    );
  }

  end(): Promise<void> {
    return this.database.end();
  }

  /** Postgres numbers a transaction when it first writes (PostgreSQL, table 9.84). */
  async #commit(connection: Queryable): Promise<void> {
    const { rows } = await connection.query<{ waits: boolean }>(
      `select pg_current_xact_id_if_assigned() is not null and current_setting('synchronous_commit') <> 'off' as waits`,
    );
    if (rows[0]?.waits === true) this.#now().waits += 1;
    await connection.query('commit');
  }

  #note(text: string): void {
    this.#now().statements.push(text.replace(/\s+/g, ' ').trim());
  }

  #now(): Asked {
    const step = this.#step.getStore() ?? 'elsewhere';
    const asked = this.asked.get(step) ?? { statements: [], waits: 0 };
    this.asked.set(step, asked);
    return asked;
  }
}

/** As a server has it: the tests' own does not wait for its disk. */
async function begin(connection: Queryable): Promise<void> {
  await connection.query('begin');
  await connection.query('set local synchronous_commit = on');
}
