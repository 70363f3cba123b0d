/** What we need of a payment service, whichever it is. */
import type { Price } from '../../domain/catalogue/prices.js';
import type { AccountFunds } from '../../domain/payments/words.js';

/**
 * Every call goes under the payment's key, and its answer is about this payment: key, payer and amount are compared. Throws
 * OrderFailure `PaymentUnavailable`, `PaymentRefused`.
 */
export interface PaymentProvider {
  /** Idempotent by key. `closed`: the key was released before; nothing is held under it any more. */
  hold(payment: HoldOrder): Promise<'held' | 'insufficient-funds' | 'closed'>;
  /** What the service knows under its key; undefined where nothing. */
  find(payment: KnownPayment): Promise<PaymentAtProvider | undefined>;
  /**
   * What the service keeps under a key of ours, whoever's and however much it is: for a look at the stores, where our own row
   * may be lost. Undefined where nothing.
   */
  findByKey(key: string): Promise<ListedPayment | undefined>;
  /**
   * A page of everything that the service keeps for us, in an order that stays; `after`: `next` of the page before. Undefined
   * where the service lists nothing.
   */
  list(after?: string): Promise<PaymentPage | undefined>;
  /** What the account can spend there now; undefined where the service doesn't tell. */
  funds(account: string): Promise<AccountFunds | undefined>;
  /** Idempotent: takes what is held. */
  capture(payment: KnownPayment): Promise<void>;
  /**
   * Idempotent: gives up what is held. A key that was never used is closed by it, so that a hold that is still on its way
   * can't take effect afterwards.
   */
  release(payment: KnownPayment): Promise<PaymentAtProvider>;
  /** Idempotent: gives back what was captured. */
  refund(payment: KnownPayment): Promise<PaymentAtProvider>;
}

export interface HoldOrder extends Price {
  readonly key: string;
  readonly account: string;
}

/** One that was ordered before, or that the service keeps for us: its currency is whatever the service says it is. */
export interface KnownPayment {
  readonly key: string;
  readonly account: string;
  /** In the currency's smallest unit. */
  readonly amount: number;
  readonly currency: string;
}

export interface PaymentAtProvider {
  readonly state: 'held' | 'captured' | 'released' | 'refunded';
  /** False where the key was closed before anything was held under it. */
  readonly wasHeld: boolean;
}

export interface ListedPayment extends PaymentAtProvider, Omit<KnownPayment, 'account'> {
  /** Whose money; null where the key was closed before it was used. */
  readonly account: string | null;
}

export interface PaymentPage {
  readonly payments: readonly ListedPayment[];
  /** Asks for the next page; absent on the last one. */
  readonly next?: string;
}

/** The same key for the same order, always: that is what keeps it from being paid twice. */
export function paymentKeyOf(orderId: string): string {
  return `order:${orderId}`;
}

/** Whose payment a key of ours is; undefined for a key that is none of an order. */
export function orderIdOfKey(key: string): string | undefined {
  return key.startsWith('order:') ? key.slice('order:'.length) : undefined;
}
