/** How patient we are with an ACME directory, and how much of it is read: policy numbers, each with its source. */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export const ACME_LIMITS = {
  /** Milliseconds for one answer. House limit: directories answer within a second; finalizing takes some of them ten. */
  answerMs: 20_000,
  /** Milliseconds for one call with its nonce and all repetitions of a rejected nonce. House limit: within an activity's minute. */
  callMs: 45_000,
  /** Authorizations that are read at once; an order of a hundred names has as many. House limit, as for looks of our own. */
  authorizationsAtOnce: 8,
  /** Identifiers of one order: Let's Encrypt's limit (letsencrypt.org/docs/rate-limits), which others share or exceed. */
  identifiers: 100,
  /** Orders of an account's list that are read to find one whose answer was lost; the newest first. House limit. */
  listedOrders: 50,
  /** Pages of such a list. House limit: Pebble has three orders on a page, others hundreds. */
  listPages: 100,
  /** Clients kept open by a process, each with its directory. House limit. */
  sessions: 200,
  /** So often one request is repeated with the nonce that a rejection brought (RFC 8555, section 6.5). House limit: within `callMs`. */
  nonceRepetitions: 12,
  /** Nonces kept for later requests. House limit: as many as one process has under way at one account. */
  nonces: 32,
  /** Milliseconds for which one is kept. House limit: directories forget by number, not by time; a forgotten one costs a request. */
  nonceMs: 5 * MINUTE_MS,
  /** Milliseconds for which a directory's answer is believed. House limit: directories change once in years. */
  directoryMs: HOUR_MS,
  /** Milliseconds after which an unused connection is closed. House number: longer than an order's pauses while it goes on. */
  idleMs: MINUTE_MS,
} as const;

/**
 * How long the directory is left alone after a failed validation, by how many there were: the last one stands for all that
 * follow. Let's Encrypt takes 5 failed validations of a name in an hour (letsencrypt.org/docs/rate-limits): three soon, for who
 * mends it at once, then few.
 */
const PAUSES_AFTER_FAILURE_MS: readonly number[] = [
  10_000,
  MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  HOUR_MS,
];

export function pauseAfterFailures(failures: number): number {
  if (failures === 0) return 0;
  return PAUSES_AFTER_FAILURE_MS[Math.min(failures, PAUSES_AFTER_FAILURE_MS.length) - 1] ?? HOUR_MS;
}

export const RENEWAL_INFO = {
  /** RFC 9773, section 4.3.2: shorter than a minute is read as a minute, longer than a day as a day. */
  soonestMs: MINUTE_MS,
  latestMs: 24 * HOUR_MS,
  /** RFC 9773, section 4.3.3: without a usable Retry-After, or after an error, six hours. */
  usualMs: 6 * HOUR_MS,
  /** By so much of itself one certificate's question comes later than another's. House number: no herd at the full hour. */
  spread: 0.1,
} as const;
