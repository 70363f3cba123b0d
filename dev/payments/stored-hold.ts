/** What the payment house keeps of one key, and of one account, in one file each. */
import { z } from 'zod';
import {
  HOLD_STATES,
  type Hold,
  type HoldState,
  type PaymentPath,
} from '../../domain/development/payments.js';

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

/** `paidIn`: all that was ever put into the account, less what was taken out by hand. */
export interface StoredAccount {
  readonly account: string;
  readonly paidIn: number;
}

export const KEPT_ACCOUNT: z.ZodType<StoredAccount> = z.object({ account: z.string(), paidIn: z.number() });

export const KEPT_HOLD: z.ZodType<StoredHold> = z.object({
  key: z.string().min(1),
  account: z.string().nullable(),
  amount: z.number(),
  currency: z.string(),
  state: z.enum([...HOLD_STATES, 'none']),
  effects: z.array(z.object({ state: z.enum(HOLD_STATES), at: z.string() })),
  requests: z.object({
    hold: z.number(),
    capture: z.number(),
    release: z.number(),
    refund: z.number(),
    status: z.number(),
  }),
});
