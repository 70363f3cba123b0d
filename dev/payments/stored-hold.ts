/** What the payment house keeps of one key, in one file. */
import type { Hold, HoldState, PaymentPath } from '../../domain/development/payments.js';

export interface StoredHold {
  readonly key: string;
  readonly account: string | null;
  readonly amount: number;
  readonly currency: string;
  /** `none`: asked for and never taken; clients are told that there is no such hold. */
  readonly state: HoldState | 'none';
  /** What was done, in order: each thing at most once, however often it was asked for. */
  readonly effects: readonly { readonly state: HoldState; readonly at: string }[];
  /** Requests received, by path; a repeated one shows here and nowhere else. */
  readonly requests: Readonly<Record<PaymentPath, number>>;
}

export function unusedKey(key: string): StoredHold {
  const requests = { hold: 0, capture: 0, release: 0, refund: 0, status: 0 };
  return { key, account: null, amount: 0, currency: '', state: 'none', effects: [], requests };
}

/** What of the account's money this key binds, or took. */
export function engagedBy({ state, amount }: StoredHold): number {
  return state === 'held' || state === 'captured' ? amount : 0;
}

/** Undefined where nothing is kept that a client could be told of. */
export function shown({ key, account, amount, currency, state, effects }: StoredHold): Hold | undefined {
  if (state === 'none') return undefined;
  const heldAt = effects.find((effect) => effect.state === 'held')?.at ?? null;
  return { key, account, amount, currency, state, heldAt };
}
