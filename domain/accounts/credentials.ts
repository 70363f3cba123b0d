/** How keys, their secrets and sessions look, how long they count, and how many there may be. */

/** As the reseller's own key ids, which its official clients print and its users know: AKID and 32 letters and digits. */
export const KEY_ID_PREFIX = 'AKID';
const KEY_ID = /^AKID[A-Za-z0-9]{32}$/;
/** Tells a leaked secret from other words (GitHub secret scanning, partner patterns: a prefix of one's own). */
export const KEY_SECRET_PREFIX = 'skf_';
const KEY_SECRET = /^skf_[A-Za-z0-9]{44}$/;
export const SESSION_TOKEN_PREFIX = 'sks_';
const SESSION_TOKEN = /^sks_[A-Za-z0-9_-]{43}$/;

export const USER_ID_PREFIX = 'usr_';
export const SESSION_ID_PREFIX = 'ses_';

/** Letters and digits: 32 of them are 190 bits, 44 are 262 (NIST SP 800-63B-4, section 3.1.7.1 asks 112 of what is looked up). */
export const RANDOM_CHARACTERS = { keyId: 32, keySecret: 44 } as const;
/** OWASP ASVS 5.0, 7.2.3: 128 bits at least. */
export const SESSION_TOKEN_BYTES = 32;

export function isKeyId(text: unknown): text is string {
  return typeof text === 'string' && KEY_ID.test(text);
}

export function isKeySecret(text: unknown): text is string {
  return typeof text === 'string' && KEY_SECRET.test(text);
}

export function isSessionToken(text: unknown): text is string {
  return typeof text === 'string' && SESSION_TOKEN.test(text);
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** NIST SP 800-63B-4, section 2.2.3 (AAL2): no longer than 24 hours, and no longer than one hour unused. */
export const SESSION_LIFE = { longestMs: 24 * HOUR_MS, unusedMs: HOUR_MS } as const;
/** House limit: more than anybody has browsers. The oldest one ends. */
export const MOST_SESSIONS = 20;

/** House limit: enough for each program of an account to have its own. */
export const MOST_KEYS = 200;
/** The new secret and the one before. */
export const MOST_SECRETS = 2;
/** How long the old secret counts beside the new one: long enough for a release, short enough to be done with. House rule. */
export const SECRET_OVERLAP = { usualHours: 7 * 24, mostHours: 90 * 24 } as const;
/** House limit; a key without an end is what it is called. */
export const LONGEST_KEY_LIFE_MS = 5 * 366 * DAY_MS;

/** When a use is written down again: to the minute is enough to find the unused, and costs no write a request. */
export const USE_NOTED_EVERY_MS = MINUTE_MS;
