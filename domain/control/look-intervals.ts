/** How often the system looks again while an order waits: soon at first, seldom later (ordering rules, section 5). */
import { later } from '../spread.js';
import { untilNextRung, type StartedWait, type Wait } from '../waits.js';

const SECOND_MS = 1000;

/**
 * The house's own policy. Propagation usually takes 1 to 5 minutes (ordering rules, section 5): after five minutes of
 * waiting a look comes about every 80 seconds, after four hours about every hour. `spread` is the share by which one order's
 * look comes later than another's; the longest interval is meant with it.
 */
export const LOOK_INTERVAL = {
  shortestMs: 2 * SECOND_MS,
  longestMs: 3600 * SECOND_MS,
  shareOfElapsed: 0.25,
  spread: 0.2,
};

/**
 * The house's own policy for what a CA does by machine: most validate and issue within a second. In the first two seconds of
 * such a wait a look comes after as long as the wait has lasted, three in all.
 */
const MOMENTS: { readonly waits: readonly Wait[]; readonly firstMs: number } = {
  waits: ['ca-validation', 'ca-issuance'],
  firstMs: 250,
};

/**
 * The house's own policy, for the time in which more looks are due than there are slots. A look that began late has the next
 * one wait this many times as long: of all that wait, a fifth then stands in the queue, and not nearly all. No more than so
 * many times the usual interval, though: a look that is late after an outage says nothing of how many wait.
 */
const CROWDED = { timesLate: 4, timesUsual: 4 };

/** The house's own policy: three turns are a normal order's life; from the fourth on, a change must last to count. */
const HOLD = { freeChanges: 3, firstMs: 10 * SECOND_MS, longestMs: 3600 * SECOND_MS };

/**
 * Milliseconds that a turn lasts at least, after the ball was passed `changes` times: a world that can't make up its mind
 * must not fill an order's history.
 */
export function holdAfter(changes: number): number {
  if (changes <= HOLD.freeChanges) return 0;
  return Math.min(HOLD.longestMs, HOLD.firstMs * 2 ** (changes - HOLD.freeChanges - 1));
}

/** What the next look depends on, beside the wait's age. */
export interface NextLook {
  /** Whose wait it is, such as an order's id: what is due at once is spread by it, the same way every time. */
  readonly of: string;
  /** What the one who was asked wants (a Retry-After), in milliseconds: never sooner. */
  readonly askedForMs?: number;
  /** How late this look began, in milliseconds: the queue of those who wait is long. */
  readonly lateMs?: number;
}

/**
 * Milliseconds until the next look: what the one who was asked wants, else the usual interval, longer in a crowd; sooner
 * where a reminder or the deadline comes first. Never zero.
 */
export function untilNextLook(wait: StartedWait, now: number, next: NextLook): number {
  const interval =
    next.askedForMs === undefined ? ownInterval(wait, now, next) : spread(next.askedForMs, next);
  return Math.max(1, Math.round(Math.min(interval, untilNextRung(wait, now))));
}

/**
 * As `untilNextLook`, where our own look found what stands in the way and the CA was only asked beside it: its wish to be
 * left alone is granted, but keeps that look away no longer than the longest interval.
 */
export function untilNextOwnLook(wait: StartedWait, now: number, next: NextLook): number {
  const wish = Math.min(spread(next.askedForMs ?? 0, next), LOOK_INTERVAL.longestMs);
  const interval = Math.max(wish, ownInterval(wait, now, next));
  return Math.max(1, Math.round(Math.min(interval, untilNextRung(wait, now))));
}

function ownInterval(wait: StartedWait, now: number, next: NextLook): number {
  const elapsed = Math.max(0, now - Date.parse(wait.since));
  const { longestMs, shareOfElapsed, spread: share } = LOOK_INTERVAL;
  const usual = Math.min(
    longestMs / (1 + share),
    Math.max(shortest(wait, elapsed), elapsed * shareOfElapsed),
  );
  const crowded = Math.min(usual * CROWDED.timesUsual, (next.lateMs ?? 0) * CROWDED.timesLate);
  return Math.min(longestMs, spread(Math.max(usual, crowded), next));
}

function shortest({ wait }: StartedWait, elapsed: number): number {
  const { shortestMs } = LOOK_INTERVAL;
  return MOMENTS.waits.includes(wait) ? Math.min(shortestMs, Math.max(MOMENTS.firstMs, elapsed)) : shortestMs;
}

function spread(ms: number, { of }: NextLook): number {
  return later(ms, of, LOOK_INTERVAL.spread);
}
