/** How often the system looks again while an order waits: soon at first, seldom later (ordering rules, section 5). */
import { untilNextRung, type StartedWait } from '../waits.js';

const SECOND_MS = 1000;

/**
 * The house's own policy. Propagation usually takes 1 to 5 minutes (ordering rules, section 5): after five minutes of
 * waiting a look comes every half minute; from ten hours on, every hour.
 */
const LOOK_INTERVAL = { shortestMs: 2 * SECOND_MS, longestMs: 3600 * SECOND_MS, shareOfElapsed: 0.1 };

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

/**
 * Milliseconds until the next look: what the one who was asked wants (`askedForMs`, a Retry-After), else the usual interval;
 * sooner where a reminder or the deadline comes first. Never zero.
 */
export function untilNextLook(wait: StartedWait, now: number, askedForMs?: number): number {
  const interval = askedForMs ?? usualInterval(wait, now);
  return Math.max(1, Math.round(Math.min(interval, untilNextRung(wait, now))));
}

/**
 * As `untilNextLook`, where our own look found what stands in the way and the CA was only asked beside it: its wish to be
 * left alone is granted, but keeps that look away no longer than the longest interval.
 */
export function untilNextOwnLook(wait: StartedWait, now: number, askedForMs = 0): number {
  const wish = Math.min(askedForMs, LOOK_INTERVAL.longestMs);
  return untilNextLook(wait, now, Math.max(wish, usualInterval(wait, now)));
}

function usualInterval(wait: StartedWait, now: number): number {
  const elapsed = Math.max(0, now - Date.parse(wait.since));
  const { shortestMs, longestMs, shareOfElapsed } = LOOK_INTERVAL;
  return Math.min(longestMs, Math.max(shortestMs, elapsed * shareOfElapsed));
}
