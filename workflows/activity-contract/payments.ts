/** An order's money. */
import type { AccountFunds } from '../../domain/payments/words.js';
import type { StartedWait } from '../../domain/waits.js';
import type { StepManner } from './manner.js';
import type { NextTurn, PassedTurn } from './orders.js';

/** Remote: the payment service. Every call goes under a key derived from the order; an unknown outcome is looked up first. */
export interface PaymentActivities {
  /**
   * Sets the order's price aside. Where the account's funds don't cover it: `funds-missing` while that is news, and from then
   * on it waits by its own retries, and sends the reminders that are due.
   */
  holdPayment(request: HoldRequest): Promise<HoldOutcome>;
  /** Idempotent: takes what was held, after issuance. */
  capturePayment(orderId: string): Promise<void>;
  /**
   * Idempotent: releases the hold, or refunds what was captured. Until that is done the payment is on record as owed.
   * `nothing-held` where no money of this order was ever set aside.
   */
  returnPayment(orderId: string): Promise<'returned' | 'nothing-held'>;
  /** Changes nothing. What the account can spend at the payment service; null where the service doesn't tell. */
  readFunds(account: string): Promise<AccountFunds | null>;
}

export interface HoldRequest extends Pick<StepManner, 'asked' | 'after'> {
  readonly orderId: string;
  readonly wait: StartedWait;
  readonly next?: NextTurn | undefined;
}

export interface HoldOutcome {
  /** `funds-missing`: the subscriber's turn begins. */
  readonly outcome: 'held' | 'funds-missing' | 'deadline-passed';
  readonly next?: PassedTurn;
}
