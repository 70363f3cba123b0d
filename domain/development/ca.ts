/** What the development CA, its adapter and the command line must agree on. */

/** The name that stands in CAA `issue` and `issuewild` records for this CA (RFC 8659, section 4.2). */
export const DEVELOPMENT_CA_IDENTITY = 'development-ca.sealflow.test';

/**
 * How the development CA can be made to misbehave.
 *
 * `accept-then-drop`: does the work, then drops the connection. `late`: does the work, answers after `delayMs`.
 * `rate-limit` / `rate-limit-bare`: 429 with / without Retry-After. `server-error`: 500. `maintenance-page`: HTML instead
 * of JSON. `wrong-san`: issues for another name. `status-backwards`: says `validating` of an order that is past it.
 * `refuse-name`: refuses the order for good ("security review"). `lapsed-validation`: issues although a validation lapsed.
 *
 * Without doing the work: `gzip-bomb`: 3 MB that inflate to 3 GB. `refuse-at-length`: a refusal of 5 MB. After it, in what is
 * answered of an order: `strange-order`: its id and reference are another's. `strange-names`: its names are. `no-proofs`,
 * `proofs-twice`: none, or each twice. `long-value`: 3 MB to be shown. `odd-words`: reasons with U+0000 and half a character.
 */
export const HOSTILE_MODES = [
  'accept-then-drop',
  'late',
  'rate-limit',
  'rate-limit-bare',
  'server-error',
  'maintenance-page',
  'wrong-san',
  'status-backwards',
  'refuse-name',
  'lapsed-validation',
  'gzip-bomb',
  'refuse-at-length',
  'strange-order',
  'strange-names',
  'no-proofs',
  'proofs-twice',
  'long-value',
  'odd-words',
] as const;
export type HostileMode = (typeof HOSTILE_MODES)[number];

/** Which requests are met with hostility; `status` is also the look-up by reference. */
export const HOSTILE_PATHS = [
  'any',
  'place',
  'challenges',
  'validate',
  'status',
  'certificate',
  'cancel',
  'revoke',
  'letter',
  'organization',
] as const;
export type HostilePath = (typeof HOSTILE_PATHS)[number];

/** The body of `POST /_control/hostile`. A new one replaces the one before. */
export interface Hostility {
  readonly mode: HostileMode;
  /** `any` unless given. */
  readonly path?: HostilePath;
  /** How often; until cleared unless given. */
  readonly times?: number;
  /** `late` only; 30,000 unless given. */
  readonly delayMs?: number;
  /** `rate-limit` only; 30 unless given. */
  readonly retryAfterSeconds?: number;
  /** `maintenance-page` only; 503 unless given. */
  readonly httpStatus?: 200 | 503;
  /** `refuse-name` only: the name refused; every name unless given. */
  readonly name?: string;
}
