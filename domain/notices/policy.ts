/** How long a notice is carried to a channel that does not take it, and how often it is tried. The house's own policy. */

const SECOND_MS = 1000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * How long another attempt's claim is respected: longer than a mail server or a webhook may take to answer, so that nothing
 * is sent by two at once.
 */
export const NOTICE_CLAIM_MS = 120 * SECOND_MS;

/**
 * Milliseconds, for all of one request to a service outside; far below the claim above. The house's own: what a webhook or a
 * text message service takes no longer for on its good days.
 */
export const CHANNEL_TIMEOUT_MS = { webhook: 15 * SECOND_MS, sms: 15 * SECOND_MS } as const;

/** After the first attempt. Mail servers themselves give up after 5 days (RFC 5321, section 4.5.4.1); ours may be down longer. */
export const NOTICE_GIVE_UP_MS = 14 * DAY_MS;

/** After a failed attempt: 30 s, doubled each time, an hour at most. */
const RETRY_MS = { first: 30 * SECOND_MS, longest: HOUR_MS };

/** Milliseconds until the next attempt, after `attempts` failed ones (from 1). */
export function untilNextAttempt(attempts: number): number {
  return Math.min(RETRY_MS.longest, RETRY_MS.first * 2 ** Math.min(attempts - 1, 20));
}
