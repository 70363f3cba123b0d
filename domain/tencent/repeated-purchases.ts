/**
 * When a request to buy is the same purchase again. The reseller's `CreateCertificate` has no client token, and clients repeat it
 * blindly after a lost answer; others buy the same thing several times on purpose. What tells them apart is whether the answer
 * before had left as a whole.
 */

/** House policy: official clients give up a request after 60 seconds, and their callers repeat it for some minutes. */
export const REPEATED_PURCHASE_MINUTES = 10;

/**
 * House policy: whoever works at a purchase says so every second. One that nothing was heard of for so long was lost with the process
 * that worked at it; until then the same request waits, since it may be either.
 */
export const UNANSWERED_SECONDS = 5;
export const PURCHASE_RENEWED_MS = 1_000;

/** House policy: who waited so long for the same purchase beside theirs is told to come again. Official clients give up after 60 seconds. */
export const LONGEST_PURCHASE_WAIT_MS = 30_000;

/** House policy: after that nothing is known of a request any more, so that the table stays short. */
export const PURCHASES_KEPT_DAYS = 1;

/** ISO 8601, UTC; `now` in milliseconds since the epoch. */
export function lostPurchaseWindow(now: number): {
  readonly since: string;
  readonly unansweredBefore: string;
  readonly keptSince: string;
} {
  return {
    since: new Date(now - REPEATED_PURCHASE_MINUTES * 60_000).toISOString(),
    unansweredBefore: new Date(now - UNANSWERED_SECONDS * 1000).toISOString(),
    keptSince: new Date(now - PURCHASES_KEPT_DAYS * 86_400_000).toISOString(),
  };
}
