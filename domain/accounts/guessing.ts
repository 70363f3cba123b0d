/**
 * How often a password may be tried. Attempts are counted before the password is looked at, so that many at once are as many as one
 * after the other; whoever is over a limit is not told whether the password would have been right.
 */

export interface GuessLimit {
  readonly attempts: number;
  readonly windowMs: number;
}

const MINUTE_MS = 60_000;

/**
 * `pair`: of one login from one address. `from`: of one address, whatever the login: lists of stolen passwords are tried this way.
 * `login`: of one login from anywhere: NIST SP 800-63B-4, section 3.2.2 allows 100 failures in a row. House rules for the windows.
 */
export const GUESS_LIMITS = {
  pair: { attempts: 10, windowMs: 15 * MINUTE_MS },
  from: { attempts: 60, windowMs: 15 * MINUTE_MS },
  login: { attempts: 100, windowMs: 24 * 60 * MINUTE_MS },
} as const satisfies Record<string, GuessLimit>;
export type GuessKind = keyof typeof GUESS_LIMITS;

/** Longer than any window: what is older counts no more. */
export const ATTEMPTS_KEPT_MS = 48 * 60 * MINUTE_MS;

/**
 * An address as it is counted. Of IPv6 the first 64 bits: whoever has one address of such a network has all of them (RFC 6177). What
 * is no address is counted as it is.
 */
export function countedAddress(from: string): string {
  const bare =
    from
      .trim()
      .toLowerCase()
      .replace(/^\[|\]$/g, '')
      .split('%')[0] ?? '';
  const mapped = /^(?:::ffff:)(\d{1,3}(?:\.\d{1,3}){3})$/.exec(bare)?.[1];
  if (mapped !== undefined) return mapped;
  if (!bare.includes(':')) return bare;
  const [head = '', tail] = bare.split('::');
  const before = head.split(':').filter((group) => group !== '');
  const after = (tail ?? '').split(':').filter((group) => group !== '');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
