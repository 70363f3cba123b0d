/** Whose turn it was in an order's life, against how long such turns usually last. */
import {
  loadTurns,
  type StoredTurn,
  type StoredTurns,
  type UsualTurn,
} from '../../db/statements/orders/turns.js';
import { runsInWorkingDays } from '../../domain/organization/ways.js';
import { workingTimeBetween } from '../../domain/organization/working-days.js';
import { PARTY_OF, type Party } from '../../domain/waits.js';
import type { ClientContext } from '../context.js';
import { noSuchOrder } from '../refusing.js';
import { ownOrder } from './acting.js';

/** Of fewer nothing is said: one that took long would be what is usual. */
const KNOWN_AT_LEAST = 5;

export interface TurnView extends StoredTurn {
  readonly party: Party;
  /** Of mainland China, begun ones counted whole; null of a turn that is over, and of one whose clock runs in calendar days. */
  readonly workingDaysLeft: number | null;
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
    turns: turns.map((turn) => ({
      ...turn,
      party: PARTY_OF[turn.waitingOn],
      workingDaysLeft: workingDaysLeft(turn, new Date()),
      usual: usualOf(turn, usual),
    })),
  };
}

/** See `TurnView`. */
export function workingDaysLeft({ waitingOn, until, deadline }: StoredTurn, now: Date): number | null {
  if (until !== null || deadline === null || !runsInWorkingDays(waitingOn)) return null;
  return Math.ceil(workingTimeBetween(now, new Date(deadline)));
}

function usualOf({ waitingOn }: StoredTurn, usual: readonly UsualTurn[]): TurnView['usual'] {
  const found = usual.find((known) => known.waitingOn === waitingOn);
  if (!found || found.turns < KNOWN_AT_LEAST) return null;
  const { medianSeconds, ninetiethSeconds } = found;
  return { medianSeconds, ninetiethSeconds };
}
