/** The secret address under which a person's calendar is read: how its token looks. */

/** Tells a leaked one from other words, as `sks_` tells a session. */
export const FEED_TOKEN_PREFIX = 'skc_';
const FEED_TOKEN = /^skc_[A-Za-z0-9_-]{43}$/;

/** OWASP ASVS 5.0, 7.2.3: 128 bits at least. */
export const FEED_TOKEN_BYTES = 32;

export const FEED_ID_PREFIX = 'cal_';

/** When a reading is written down again: programs read every few hours. Milliseconds; the house's own. */
export const FEED_READ_NOTED_EVERY_MS = 3_600_000;

/** Programs are asked to read it again after this (RFC 7986, section 5.7). */
export const FEED_REFRESH = 'PT6H';

export function isFeedToken(token: unknown): token is string {
  return typeof token === 'string' && FEED_TOKEN.test(token);
}

/** Below the API's address. */
export function feedPath(token: string): string {
  return `/calendar/${token}.ics`;
}
