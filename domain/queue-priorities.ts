/** Who goes first where more is queued than is done: policy numbers, each with its reason. */
import type { Wait } from './waits.js';

/** Keys as Temporal counts them: the smallest goes first, and where none is said it is 3. */
export const QUEUE_PRIORITY = {
  usual: 3,
  /** One of many orders of an account that come in at once: it gives way to others' orders, and to single ones of its own. */
  ofCrowd: 4,
  /** An order that a plan begins, weeks before it is needed: nobody waits for it now. */
  ofPlan: 4,
} as const;

/**
 * An account with so many orders that have not come to the CA yet is a crowd. House number: on two cores ten orders take about
 * two seconds, so that who orders by hand, or in a handful, never is one; and no index is read further than this.
 */
export const CROWD_FROM = 10;

/** Waits that are over once an order stands at the CA. */
export const UNPLACED: readonly Wait[] = ['us', 'ca-placement'];

/** The key of a new order. `unplaced`: orders of its account that have not come to the CA yet; unknown for one that was begun before. */
export function priorityOfNew(unplaced: number | undefined): number {
  return (unplaced ?? 0) >= CROWD_FROM ? QUEUE_PRIORITY.ofCrowd : QUEUE_PRIORITY.usual;
}
