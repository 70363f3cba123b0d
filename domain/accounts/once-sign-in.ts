/** Links that sign somebody in once: how their tokens look, how long they count, and whom a stack's own is for. */

/** Tells a leaked one from other words, as `sks_` tells a session. */
export const ONCE_TOKEN_PREFIX = 'sko_';
const ONCE_TOKEN = /^sko_[A-Za-z0-9_-]{43}$/;

/** OWASP ASVS 5.0, 7.2.3: 128 bits at least. */
export const ONCE_TOKEN_BYTES = 32;

/** NIST SP 800-63B-4, section 3.1.3.2: a secret sent by another way is valid for 10 minutes; the house's own: who starts a stack may first read. */
export const ONCE_SIGN_IN_MS = 15 * 60_000;

/** The login of the owner that is made where an account has none; where it is another account's, with the account's name. */
export const FIRST_OWNER_LOGIN = 'owner';

export function isOnceToken(text: unknown): text is string {
  return typeof text === 'string' && ONCE_TOKEN.test(text);
}
