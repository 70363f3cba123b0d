/**
 * Every failure type that crosses from an activity to a workflow, and what is done about it.
 * The names are stored in histories: add, never rename.
 */
import type { Bilingual } from './bilingual.js';
import { describeMissing, type MissingRecord } from './missing-records.js';
import { quoted } from './told.js';

/**
 * `transient`: try again soon, it should have worked. `wait`: nothing is wrong, the time has not come (told as BENIGN).
 * `subscriber`: trying again is free, but only the subscriber can change the outcome. `final`: trying again can't help.
 */
export type FailureKind = 'transient' | 'wait' | 'subscriber' | 'final';

export const FAILURES = {
  /** The database did not answer, or ended our transaction. */
  DatabaseUnavailable: 'transient',
  /** This process asks for more at once than its connections can do in time: nothing of it was begun. */
  TooMuchAtOnce: 'transient',
  /** The database does not take what was to be recorded: its length, its characters. A deployment or an operator mends it. */
  RecordRefused: 'subscriber',
  /** The CA answered 5xx, with a page instead of JSON, or not at all. What it did is unknown until looked up. */
  CaUnavailable: 'transient',
  /** The CA answered 429; its Retry-After is honoured. */
  CaRateLimited: 'transient',
  /**
   * The CA's answer breaks its own protocol, or is about another order than the one it was asked for. Retried: CAs deploy,
   * and mend; what it did is unknown until looked up.
   */
  CaProtocolBroken: 'transient',
  DnsProviderUnavailable: 'transient',
  FileAgentUnavailable: 'transient',
  MailUnavailable: 'transient',
  /** The webhook's receiver did not take a notice, or did not answer. */
  WebhookUnavailable: 'transient',
  /** The service that sends text messages did not take one: a limit, its own trouble, or settings that an operator mends. */
  SmsUnavailable: 'transient',
  /** Temporal did not take a workflow that an activity wanted to start. */
  TemporalUnavailable: 'transient',
  /** The payment service answered 5xx, with rubbish, about another payment, or not at all. What it did is unknown until looked up. */
  PaymentUnavailable: 'transient',

  /** The wait goes on: the message carries the last finding. */
  StillWaiting: 'wait',

  /** The CA said no for good; the message is its reason. */
  OrderRefusedByCa: 'final',
  /** The CA does not take this letter: no letters, no second one, or not this kind of file. The order goes on. */
  LetterRefusedByCa: 'subscriber',
  /** The CA does not allow this change of contact or channel. The order goes on. */
  DetailsRefusedByCa: 'subscriber',
  /** The order is being undone, or has ended: an attempt that was taken for dead goes no further. */
  OrderGivenUp: 'final',
  /** The CA knows no such order under our reference. */
  CaOrderUnknown: 'final',
  /** What the CA issued is not what was ordered; it is never delivered. */
  IssuedCertificateMismatch: 'final',
  /** The CSR the subscriber pasted, or the order's form, is not there or can't be used. */
  OrderDataUnusable: 'final',
  /**
   * A row that was there is gone: a database restored to another moment. Final for the step, never for what the workflow is
   * about, which waits for the row (workflows/missing-records.ts).
   */
  RecordMissing: 'final',
  /** The DNS provider refuses this zone or this key: an operator must correct the configuration. */
  DnsProviderRefused: 'subscriber',
  FileAgentRefused: 'subscriber',
  /** The payment service says no for good: an unknown account, a currency it does not take. An operator must look. */
  PaymentRefused: 'subscriber',
} as const satisfies Record<string, FailureKind>;

/**
 * The longest `Retry-After` that is believed. The house's own policy: Temporal ends a step whose next try would come after
 * its deadline, so a CA that says "come back in a month" must not end an order.
 */
export const LONGEST_RETRY_DELAY_MS = 24 * 3600 * 1000;

export type FailureType = keyof typeof FAILURES;

/**
 * What an adapter throws: what happened, in words that tell what to do next. No secrets, no personal data. `words`: ours in both
 * languages; a text is what others said, and is quoted. The message is English.
 */
export class OrderFailure extends Error {
  override readonly name = 'OrderFailure';

  readonly words: Bilingual;

  constructor(
    readonly type: FailureType,
    words: Bilingual | string,
    readonly options: {
      readonly retryAfterMs?: number;
      readonly cause?: unknown;
      /** Of RecordMissing: which one. */
      readonly missing?: MissingRecord;
    } = {},
  ) {
    const told = typeof words === 'string' ? quoted(words) : words;
    super(told.en, options.cause === undefined ? undefined : { cause: options.cause });
    this.words = told;
  }
}

/** What a failure tells in its details beside its message: bounded, no personal data. */
export interface FailureDetails extends Partial<MissingRecord> {
  /** The message in Chinese, where it is ours. */
  readonly chinese?: string;
}

/** The Chinese of a failure that came through Temporal; undefined where its words are the same in both languages. */
export function chineseIn(details: readonly unknown[] | null | undefined): string | undefined {
  const [told] = (details ?? []) as readonly (FailureDetails | undefined)[];
  return typeof told?.chinese === 'string' ? told.chinese : undefined;
}

/** The failure of a step that needs a record which is gone. */
export function recordMissing(missing: MissingRecord): OrderFailure {
  return new OrderFailure('RecordMissing', describeMissing(missing), { missing });
}
