/** How orders are placed at the reseller: policy numbers, each with its source. */

/**
 * House policy: the service answers within seconds, official clients give up after 60. What was asked for so long ago and is
 * not there was not sold.
 */
export const PURCHASE_SETTLES_MS = 180_000;

/** House policy: how far the service's clock may be off ours; it tells whole seconds. */
export const CLOCK_DIFFERENCE_MS = 60_000;

/** House policy: an order whose outcome was unknown once is looked for under our reference so often, for so long: nothing is sold later. */
export const TWICE_SOLD_LOOKS = { everyMs: 600_000, forMs: 86_400_000 } as const;

/** tencent-ssl-api, section 2.3: ten requests a second and action. Who is told that it was too often comes again later than that. */
export const RATE_LIMIT_PAUSE_MS = 5_000;

/** House policy: somebody has to mend it, in minutes at the earliest; short of what moves a free order to another CA. */
export const OPERATOR_PAUSE_MS = 300_000;

/** House policy: a step of the service that usually takes seconds. */
export const SOON_MS = 5_000;

/**
 * House policy: a letter that was taken leaves `letter missing` within seconds. Where it is missing still, or again, after this it
 * was rejected.
 */
export const LETTER_SETTLES_MS = 600_000;

/** Milliseconds for a whole answer: half of what official clients wait for. */
export const TENCENT_TIMEOUT_MS = 30_000;

/** tencent-ssl-api, section 6.2: up to 1,000; a page of these stays well below what is read of an answer. */
export const CERTIFICATES_A_PAGE = 100;

/** House policy: pages of one search; what our reference stands in is on the first, what was bought just now among the newest. */
export const MOST_PAGES = 20;

/** Our reference at the service: it stands in the purchase itself, before the alias can. */
export const REFERENCE_TAG = 'sealflow-order';
