/** What the double of the certificate reseller and whoever sets its bad days must agree on. */

/**
 * `drop-before`: the connection is dropped, nothing was done. `drop-during`: it is dropped while the work goes on. `drop-after`: the
 * work is done, then it is dropped. `late`: the work is done, the answer comes after `delayMs`. `http-500-after`: the work is done,
 * and told of by HTTP 500. `internal-error`: nothing is done, `InternalError` in the envelope. `maintenance-page`: nothing is done,
 * HTML comes. `rate-limit`: nothing is done, `RequestLimitExceeded`. `sold-twice`: the work is done twice, and the first told of.
 * `down`: every connection is dropped, for `forSeconds`.
 */
export const TENCENT_HOSTILE_MODES = [
  'drop-before',
  'drop-during',
  'drop-after',
  'late',
  'http-500-after',
  'internal-error',
  'maintenance-page',
  'rate-limit',
  'sold-twice',
  'down',
] as const;
export type TencentHostileMode = (typeof TENCENT_HOSTILE_MODES)[number];

/** The body of `POST /_control/hostile`. A new one replaces the one before. */
export interface TencentHostility {
  readonly mode: TencentHostileMode;
  /** Which action it meets; any unless given. */
  readonly action?: string | undefined;
  /** How often; until cleared unless given. */
  readonly times?: number | undefined;
  /** `late` only; 30,000 unless given. */
  readonly delayMs?: number | undefined;
  /** `down` only; until cleared unless given. */
  readonly forSeconds?: number | undefined;
}
