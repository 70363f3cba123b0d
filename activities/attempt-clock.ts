/** What time it is for an activity that waits, how late it began, and whether somebody asked for it. */
import { asyncLocalStorage, Context } from '@temporalio/activity';

/** Milliseconds since the epoch. */
export type Clock = () => number;

/**
 * The later of this machine's clock and the time for which Temporal scheduled this attempt: deadlines are Temporal's, so
 * a server that skips time (tests) or a machine whose clock lags does not make an order wait for a time already come. What a worker
 * does beside its activities goes by this machine's clock.
 */
export const attemptClock: Clock = () =>
  Math.max(Date.now(), asyncLocalStorage.getStore()?.info.currentAttemptScheduledTimestampMs ?? 0);

/**
 * Milliseconds between the time for which Temporal scheduled this attempt and now: how long it stood in the queue. Zero where
 * this machine's clock lags behind Temporal's.
 */
export const attemptLateness = (): number =>
  Math.max(0, Date.now() - Context.current().info.currentAttemptScheduledTimestampMs);

/**
 * True of the first attempt of a wait: the wait begins, or somebody asks for a look, which has the step begin anew. What
 * comes by itself after that is `false`.
 */
export const attemptIsAskedFor = (): boolean => Context.current().info.attempt === 1;
