/** What the development payment house, its adapter and its controls must agree on. */

/**
 * `held`: set aside, still the account's. `captured`: taken. `released`: the hold was given up, or its key was closed before
 * anything was held. `refunded`: taken, and given back.
 */
export const HOLD_STATES = ['held', 'captured', 'released', 'refunded'] as const;
export type HoldState = (typeof HOLD_STATES)[number];

/** One hold as the house tells of it. Amounts are whole units of the currency's smallest coin. */
export interface Hold {
  readonly key: string;
  /** Null where the key was closed before it was used. */
  readonly account: string | null;
  readonly amount: number;
  readonly currency: string;
  readonly state: HoldState;
  /** ISO 8601, UTC; null where nothing was ever held under this key. */
  readonly heldAt: string | null;
}

/**
 * How the house can be made to misbehave. `server-error`: 500, nothing done. `lost-answer`: does the work, then drops the
 * connection. `late`: does the work, answers after `delayMs`. `refuse`: 409 `refused`, nothing done. `gzip-bomb`: 3 MB that
 * inflate to 3 GB, nothing done. `strange-key`, `strange-amount`: does the work, tells of another hold, or of another amount.
 */
export const PAYMENT_HOSTILE_MODES = [
  'server-error',
  'lost-answer',
  'late',
  'refuse',
  'gzip-bomb',
  'strange-key',
  'strange-amount',
] as const;
export type PaymentHostileMode = (typeof PAYMENT_HOSTILE_MODES)[number];

export const PAYMENT_PATHS = ['hold', 'capture', 'release', 'refund', 'status'] as const;
export type PaymentPath = (typeof PAYMENT_PATHS)[number];

/** The body of `POST /_control/hostile`. Several may be in force; the oldest that fits a request meets it. */
export interface PaymentHostility {
  readonly mode: PaymentHostileMode;
  /** Every path unless given. */
  readonly path?: PaymentPath;
  /** Every key unless given. */
  readonly key?: string;
  /** How often; until cleared unless given. */
  readonly times?: number;
  /** `late` only; 30,000 unless given. */
  readonly delayMs?: number;
}
