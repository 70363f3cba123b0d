/**
 * The stores of an installation compared, and mended one difference at a time. An operator's tool: it sees every account, as
 * whoever has the installation's database and Temporal does. A worker does the work, since it has the doors to CA and money.
 */
import { WorkflowFailedError, type Client } from '@temporalio/client';
import { ActivityFailure, ApplicationFailure } from '@temporalio/common';
import type { Database } from '../../db/database.js';
import { chineseIn, FAILURES, OrderFailure, type FailureType } from '../../domain/failures.js';
import type { StoreFinding, StoreRepairOutcome, StoresComparison } from '../../domain/stores/words.js';
import {
  STORES_COMPARISON_WORKFLOW,
  STORES_COMPARISON_WORKFLOW_ID,
  STORES_REPAIR_WORKFLOW,
  storesRepairWorkflowId,
  TASK_QUEUE,
  type StoresRepairInput,
} from '../../workflows/messages.js';
import { OperationsWriter } from '../accounts/operations-writer.js';
import { recorded } from '../accounts/recorded.js';
import { refuseUnusableWord } from '../accounts/whose.js';
import { askWorker } from '../asked-of-worker.js';
import { ANSWER_TIMEOUT_MS, inOurWords } from '../temporal-calls.js';

export interface DoctorOptions {
  readonly temporal: Client;
  readonly database: Database;
  /** Where the workers of this installation listen; default `sealflow-orders`. */
  readonly taskQueue?: string;
  /** Who mends, and from where, as the accounts' logs tell it; default `unnamed` and `library`. */
  readonly actor?: string;
  readonly origin?: string;
  /** Milliseconds since the epoch; default: this machine's. */
  readonly clock?: () => number;
}

/** Mended things whose account no store tells stand in this account's log. */
const NOBODYS = 'default';

/** Every method throws Unavailable where no worker answers, and OrderFailure where a store does not. */
export class Doctor {
  readonly #options: Required<DoctorOptions>;

  /** Throws Refusal `InvalidInput` for an actor or origin that can't be used. */
  constructor({
    taskQueue = TASK_QUEUE,
    actor = 'unnamed',
    origin = 'library',
    clock = () => Date.now(),
    ...rest
  }: DoctorOptions) {
    refuseUnusableWord('actor', actor);
    refuseUnusableWord('origin', origin);
    this.#options = { ...rest, taskQueue, actor, origin, clock };
  }

  /** Changes nothing. One at a time: whoever asks while one is under way gets its answer. */
  async compare(): Promise<StoresComparison> {
    return await this.#result<StoresComparison>(
      STORES_COMPARISON_WORKFLOW,
      { workflowId: STORES_COMPARISON_WORKFLOW_ID, staticSummary: '比对各存储 compare the stores' },
      [],
    );
  }

  /**
   * Mends one difference that `compare` found, where it is still so. Stands in the account's log before it is done. One that
   * nobody can mend from here is `not-needed`.
   */
  async repair(finding: StoreFinding): Promise<StoreRepairOutcome> {
    const { repair, subject, account } = finding;
    if (repair === null) return { outcome: 'not-needed' };
    const log = new OperationsWriter(this.#options.database, account ?? NOBODYS);
    const input: StoresRepairInput = { finding };
    return await recorded(
      { ...this.#options, log },
      { operation: 'doctor.repair', subject, details: { repair } },
      () =>
        this.#result<StoreRepairOutcome>(
          STORES_REPAIR_WORKFLOW,
          {
            workflowId: storesRepairWorkflowId(repair, subject),
            staticSummary: `修复 repair: ${repair} ${subject}`,
          },
          [input],
        ),
    );
  }

  async #result<Result>(
    type: string,
    named: { readonly workflowId: string; readonly staticSummary: string },
    args: unknown[],
  ): Promise<Result> {
    try {
      return await askWorker<Result>(this.#options, { type, ...named, args });
    } catch (error) {
      throw failureOf(error);
    }
  }
}

/** The store that did not answer, in its own words. */
function failureOf(error: unknown): unknown {
  const step = error instanceof WorkflowFailedError ? error.cause : undefined;
  const cause = step instanceof ActivityFailure ? step.cause : step;
  if (!(cause instanceof ApplicationFailure)) return inOurWords(error, ANSWER_TIMEOUT_MS);
  const type = Object.keys(FAILURES).find((known) => known === cause.type) as FailureType | undefined;
  const words = { zh: chineseIn(cause.details) ?? cause.message, en: cause.message };
  return type ? new OrderFailure(type, words) : cause;
}
