/**
 * Attempts that were taken for dead, and were not: a machine that stood still, a network that was cut. Their order may have been undone
 * meanwhile, with nobody left to undo what they do from now on. They go no further.
 */
import { asyncLocalStorage } from '@temporalio/activity';
import type { Queryable } from '../../db/database.js';
import { isGivenUp } from '../../db/statements/orders/ends.js';
import { OrderFailure } from '../../domain/failures.js';
import { ASKED_ANEW_AFTER_MS, ORDER_GIVEN_UP } from '../../domain/orders/stalled-attempts.js';
import type { Clock } from '../attempt-clock.js';

export function givenUp(): OrderFailure {
  return new OrderFailure('OrderGivenUp', ORDER_GIVEN_UP);
}

/** What an attempt knows of its order: it was not given up at that moment. */
export interface Standing {
  readonly orderId: string;
  readonly askedAt: number;
}

export interface StandingDependencies {
  readonly database: Queryable;
  readonly clock?: Clock;
}

/**
 * Right before the world is changed for an order. Throws OrderFailure `OrderGivenUp`, and Temporal's CancelledFailure where this
 * attempt was told that nobody waits for it any more.
 */
export async function refuseGivenUp(dependencies: StandingDependencies, standing: Standing): Promise<void> {
  const attempt = asyncLocalStorage.getStore();
  if (attempt?.cancellationSignal.aborted) await attempt.cancelled;
  if (await isGivenUpSince(dependencies, standing)) throw givenUp();
}

/** Asks nothing where what is known is young enough. */
export async function isGivenUpSince(
  { database, clock = Date.now }: StandingDependencies,
  { orderId, askedAt }: Standing,
): Promise<boolean> {
  return clock() - askedAt >= ASKED_ANEW_AFTER_MS && (await isGivenUp(database, orderId));
}
