/** The account's log of operations: read, exported, verified. Nobody changes it. */
import { isSigned, signCheckpoint } from '../../db/log-checkpoints.js';
import { MasterKeyRefused } from '../../db/master-key-check.js';
import { loadCheckpoint, storeCheckpoint } from '../../db/statements/accounts/log-checkpoints.js';
import {
  headOfOperations,
  listOperations,
  pagesOfOperations,
} from '../../db/statements/accounts/operations.js';
import { isWholeDue, type CheckpointUse, type LogCheckpoint } from '../../domain/accounts/log-checkpoint.js';
import {
  createLogVerifier,
  logLine,
  type LoggedOperation,
  type LogVerdict,
  type VerifierOptions,
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

/** A verdict, and where the run began. Times are ISO 8601, UTC; null where there is no checkpoint that is believed. */
export type LogVerification = LogVerdict & {
  readonly checkpoint: {
    readonly use: CheckpointUse;
    /** The last entry that was verified before this run. */
    readonly sequence: number | null;
    readonly verifiedAt: string | null;
    readonly verifiedWholeAt: string | null;
  };
};

export interface VerifyOptions {
  /** A hash that was noted earlier, which must still stand in the chain. */
  readonly head?: string;
  /** Read every entry again, also those that an earlier run verified. */
  readonly whole?: boolean;
}

/** Whose log, and what signs its checkpoints. */
type LogContext = Pick<ClientContext, 'database' | 'account' | 'masterKeys' | 'sealingKeys' | 'clock'>;

export class Operations {
  readonly #context: LogContext;

  constructor(context: LogContext) {
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
    for await (const page of pagesOfOperations(database, account, { after: 0, upTo: head.count }))
      for (const entry of page) yield logLine(entry);
    yield logLine(head);
  }

  /**
   * The chain in the database, from where it was verified last: that is kept, signed by a key made of the master key. A
   * checkpoint that is not ours, or older than 30 days where it was last verified as a whole, is not relied on: everything is
   * read. What an earlier run verified must still stand in its place, wherever a run begins. Throws Refusal `InvalidInput`,
   * field `head`. Exported files are verified by `verifyLog`, without any database.
   */
  async verify({ head, whole = false }: VerifyOptions = {}): Promise<LogVerification> {
    // Refused before anything is read.
    createLogVerifier({ head });
    const { use, checkpoint } = await this.#checkpoint(whole);
    const isPart = use === 'used';
    let verdict = await this.#verdictOf({ head, checkpoint, fromCheckpoint: isPart });
    // The hash that was noted may be of an entry before the checkpoint.
    const isWhole = !isPart || (!verdict.verified && verdict.problem === 'head-not-found');
    if (isPart && isWhole) verdict = await this.#verdictOf({ head, checkpoint });
    if (verdict.verified) await this.#keep(verdict, checkpoint, isWhole);
    return {
      ...verdict,
      checkpoint: {
        use: isPart && isWhole ? 'whole' : use,
        sequence: checkpoint?.count ?? null,
        verifiedAt: checkpoint?.verifiedAt ?? null,
        verifiedWholeAt: checkpoint?.verifiedWholeAt ?? null,
      },
    };
  }

  /** The one that is believed, and what it is good for. */
  async #checkpoint(whole: boolean): Promise<{ use: CheckpointUse; checkpoint?: LogCheckpoint }> {
    const { database, account, masterKeys, clock } = this.#context;
    const signed = await loadCheckpoint(database, account);
    if (!signed) return { use: whole ? 'whole' : 'none' };
    if (!isSigned(signed, masterKeys)) return { use: 'not-trusted' };
    const { checkpoint } = signed;
    if (whole) return { use: 'whole', checkpoint };
    return { use: isWholeDue(checkpoint, clock()) ? 'due' : 'used', checkpoint };
  }

  async #verdictOf(options: VerifierOptions): Promise<LogVerdict> {
    const { database, account } = this.#context;
    const verifier = createLogVerifier(options);
    const { checkpoint, fromCheckpoint = false } = options;
    const head = await headOfOperations(database, account);
    const after = fromCheckpoint && checkpoint ? checkpoint.count - 1 : 0;
    for await (const page of pagesOfOperations(database, account, { after, upTo: head.count })) {
      for (const entry of page) verifier.takeRead(entry);
      if (!verifier.goesOn) break;
    }
    verifier.takeRead(head);
    return verifier.end();
  }

  /** Whose key the workers don't have keeps nothing: nobody else would believe it. */
  async #keep(
    { account, count, head }: LogVerdict & { verified: true },
    before: LogCheckpoint | undefined,
    isWhole: boolean,
  ): Promise<void> {
    const { database, sealingKeys, clock } = this.#context;
    if (count === 0 || (!isWhole && count === before?.count)) return;
    const keys = await sealingKeys().catch((error: unknown) => {
      if (error instanceof MasterKeyRefused) return [];
      throw error;
    });
    if (keys.length === 0) return;
    const verifiedAt = new Date(clock()).toISOString();
    const verifiedWholeAt = isWhole ? verifiedAt : (before?.verifiedWholeAt ?? verifiedAt);
    await storeCheckpoint(
      database,
      signCheckpoint({ account, count, head, verifiedAt, verifiedWholeAt }, keys),
    );
  }
}
