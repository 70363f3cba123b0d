/** The account's log of operations: read, exported, verified. Nobody changes it. */
import {
  headOfOperations,
  listOperations,
  pageOfOperations,
} from '../../db/statements/accounts/operations.js';
import {
  createLogVerifier,
  logLine,
  type LoggedOperation,
  type LogVerdict,
} from '../../domain/accounts/operations-log.js';
import type { ClientContext } from '../context.js';
import { limitOf, refuseNoId } from '../orders/reading.js';
import { pageFrom, placeOf, type ListPage, type PageRequest } from '../pages.js';

export type OperationView = LoggedOperation;
export type { LogVerdict } from '../../domain/accounts/operations-log.js';

/** `subject`: the id of an order, a certificate and so on. */
export interface OperationFilter {
  readonly subject?: string;
}

const PAGE = 500;

export class Operations {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /** Newest first; 100 unless told otherwise. `subject`: the id of an order, a certificate and so on. */
  async list(filter: OperationFilter & Omit<PageRequest, 'after'> = {}): Promise<OperationView[]> {
    return (await this.page(filter)).items;
  }

  /** The same, page by page: `after` is the `next` of the page before. */
  async page({ limit, after, subject }: OperationFilter & PageRequest = {}): Promise<
    ListPage<OperationView>
  > {
    const { database, account } = this.#context;
    refuseNoId('subject', subject);
    const filter = { ...(subject !== undefined && { subject }) };
    const named = { list: 'operations', account, filter } as const;
    const place = placeOf(named, after);
    const wanted = { ...filter, limit: limitOf(limit), ...(place && { after: place }) };
    return pageFrom(named, await listOperations(database, account, wanted), (record) => record);
  }

  /**
   * The whole log as it stands now: lines of canonical JSON, oldest first, the last one with their count and the head's
   * hash. A file of them ends each line with a line break.
   */
  async *export(): AsyncIterable<string> {
    const { database, account } = this.#context;
    const head = await headOfOperations(database, account);
    for (let after = 0; after < head.count;) {
      const page = await pageOfOperations(database, account, { after, upTo: head.count, limit: PAGE });
      for (const entry of page) yield logLine(entry);
      // Less than the head tells is for the verification to find, not for us to wait for.
      after = page.at(-1)?.sequence ?? head.count;
    }
    yield logLine(head);
  }

  /**
   * The whole chain in the database. `head`: a hash that was noted earlier, which must still stand in it. Exported files are
   * verified by `verifyLog`, without any database.
   */
  async verify(options: { readonly head?: string } = {}): Promise<LogVerdict> {
    const verifier = createLogVerifier(options);
    for await (const line of this.export()) verifier.take(line);
    return verifier.end();
  }
}
