/** Whose turn it was in an order's life, against how long such turns usually last. */
import {
  loadTurns,
  type StoredTurn,
  type StoredTurns,
  type UsualTurn,
} from '../../db/statements/orders/turns.js';
import { PARTY_OF, type Party } from '../../domain/waits.js';
import type { ClientContext } from '../context.js';
import { noSuchOrder } from '../refusing.js';
import { ownOrder } from './acting.js';

/** Of fewer nothing is said: one that took long would be what is usual. */
const KNOWN_AT_LEAST = 5;

export interface TurnView extends StoredTurn {
  readonly party: Party;
  /** Of this brand and type, in this installation; null where fewer than five such turns are known. */
  readonly usual: { readonly medianSeconds: number; readonly ninetiethSeconds: number } | null;
}

/** Oldest first. Times are ISO 8601, UTC. */
export interface OrderTurns extends Omit<StoredTurns, 'turns' | 'usual'> {
  readonly orderId: string;
  readonly turns: readonly TurnView[];
}

/** Throws Refusal `NotFound`. */
export async function turnsOf(context: ClientContext, orderId: string): Promise<OrderTurns> {
  await ownOrder(context, orderId);
  const found = await loadTurns(context.database, context.account, orderId);
  if (!found) throw noSuchOrder(orderId);
  const { turns, usual, ...order } = found;
  return {
    orderId,
    ...order,
    turns: turns.map((turn) => ({ ...turn, party: PARTY_OF[turn.waitingOn], usual: usualOf(turn, usual) })),
  };
}

function usualOf({ waitingOn }: StoredTurn, usual: readonly UsualTurn[]): TurnView['usual'] {
  const found = usual.find((known) => known.waitingOn === waitingOn);
  if (!found || found.turns < KNOWN_AT_LEAST) return null;
  const { medianSeconds, ninetiethSeconds } = found;
  return { medianSeconds, ninetiethSeconds };
}
