/** When an order moves to the second CA of its route: once, and never one that is paid. Used by workers only. */
import type { FailureType } from '../failures.js';

/**
 * The house's own policy. A CA that deploys or restarts is back within minutes, and an order that has moved does not come back:
 * half an hour is longer than that, and shorter than what anybody likes to wait for a free certificate.
 */
export const FALLBACK_AFTER_MS = 30 * 60_000;

const MOVING: readonly FailureType[] = ['CaUnavailable', 'CaRateLimited'];

export interface FailedPlacement {
  readonly type: FailureType;
  /** When the CA takes requests again, as far as it said. */
  readonly retryAfterMs?: number | undefined;
  /** Since when the order is to be placed; milliseconds since the epoch, as `now`. */
  readonly since: number;
  readonly now: number;
}

/** Has it waited long enough, or is it told to wait that long? */
export function isTimeToMove({ type, retryAfterMs = 0, since, now }: FailedPlacement): boolean {
  return MOVING.includes(type) && (now - since >= FALLBACK_AFTER_MS || retryAfterMs >= FALLBACK_AFTER_MS);
}
