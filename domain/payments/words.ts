/** The words of money: what an order costs and where its payment stands. Amounts are whole fen of the currency. */
/**
 * `held`: set aside, not ours yet. `captured`: taken, since the certificate was issued. `owed`: to be given back, and not
 * given back yet. `returned`: the hold was released or the capture refunded. `void`: the order ended before anything was set
 * aside. Stored: add, never rename.
 */
export const PAYMENT_STATES = ['due', 'held', 'captured', 'owed', 'returned', 'void'] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

/** What an account can spend at the payment service: paid in, less held, less taken. */
export interface AccountFunds {
  /** In the currency's smallest unit. */
  readonly available: number;
  readonly currency: string;
}
