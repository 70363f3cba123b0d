/** Writes an account's log: entries that come at the same moment are appended together, in the order in which they came. */
import type { Database } from '../../db/database.js';
import { appendOperations, type WrittenWithOperations } from '../../db/statements/accounts/operations.js';
import type { LoggedOperation, LogHead, OperationEntry } from '../../domain/accounts/operations-log.js';

/** Bounds one statement; an append of so many takes milliseconds. */
const ENTRIES_AT_ONCE = 200;

interface Waiting {
  readonly entry: OperationEntry;
  readonly started: readonly string[];
  readonly resolve: (sequence: number) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A chain has one end: writers of one account follow each other. Hundreds of them at once would each hold a connection
 * while they wait; here one connection writes for all.
 */
export class OperationsWriter {
  readonly #database: Database;
  readonly #account: string;
  #waiting: Waiting[] = [];
  #isWriting = false;
  /** Where the chain ended when this program last wrote to it. */
  #head: LogHead | undefined;

  constructor(database: Database, account: string) {
    this.#database = database;
    this.#account = account;
  }

  /**
   * Resolves to the entry's number once it stands in the log, and what became true with it in its place. Throws OrderFailure
   * `DatabaseUnavailable`.
   */
  async append(entry: OperationEntry, { started = [] }: WrittenWithOperations = {}): Promise<number> {
    return await new Promise((resolve, reject) => {
      this.#waiting.push({ entry, started, resolve, reject });
      if (!this.#isWriting) void this.#writeAll();
    });
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) await this.#write(this.#waiting.splice(0, ENTRIES_AT_ONCE));
    this.#isWriting = false;
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    try {
      const entries = batch.map(({ entry }) => entry);
      const started = batch.flatMap((waiting) => waiting.started);
      const known = { after: this.#head, started };
      // Forgotten until the outcome is known.
      this.#head = undefined;
      const logged = await appendOperations(this.#database, this.#account, entries, known);
      const last = logged.at(-1);
      this.#head = last && { account: this.#account, count: last.sequence, head: last.hash };
      batch.forEach(({ resolve }, index) => resolve(sequenceAt(logged, index)));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}

function sequenceAt(logged: readonly LoggedOperation[], index: number): number {
  return logged[index]?.sequence ?? 0;
}

/** House number: a program that serves more accounts at once makes the writers of the others anew. */
const MOST_KEPT = 1_000;

/**
 * One writer for each account, for programs that make a client for each request: what many of them write at the same moment is
 * appended together all the same.
 */
export class OperationsWriters {
  readonly #database: Database;
  readonly #writers = new Map<string, OperationsWriter>();

  constructor(database: Database) {
    this.#database = database;
  }

  of(account: string): OperationsWriter {
    const writer = this.#writers.get(account) ?? new OperationsWriter(this.#database, account);
    this.#writers.delete(account);
    this.#writers.set(account, writer);
    const [oldest] = this.#writers.keys();
    // It finishes what it has begun: two of one account are as good as two programs.
    if (this.#writers.size > MOST_KEPT && oldest !== undefined) this.#writers.delete(oldest);
    return writer;
  }
}
