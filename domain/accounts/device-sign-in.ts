/** Signing in a program from another device, such as a terminal (RFC 8628): its numbers, and the code that a person compares. */

/** RFC 8628, section 6.1: letters that make no word and are not taken for each other. 20 of them, 8 times: 34.5 bits. */
const USER_CODE_LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';
const USER_CODE_LENGTH = 8;
const USER_CODE = new RegExp(`^[${USER_CODE_LETTERS}]{${USER_CODE_LENGTH}}$`);

/** RFC 8628, section 3.2, has 1800 in its example; the house's own is shorter: who is at a terminal is at a browser as well. */
export const DEVICE_SIGN_IN_SECONDS = 600;

/** RFC 8628, section 3.2: what a client takes where it is told nothing. */
export const POLL_SECONDS = 5;

/** RFC 8628, section 3.5: so much longer after each `slow_down`. */
export const SLOW_DOWN_SECONDS = 5;

/** The house's own: whoever is told to slow down again and again waits no longer than this between two questions. */
export const LONGEST_POLL_SECONDS = 60;

/** The house's own: a question may arrive so much sooner than it was sent apart, networks being what they are. */
export const POLL_TOLERANCE_SECONDS = 1;

/** The house's own: requests that nobody decided yet, from one address and in all. What is more is refused: anybody may ask. */
export const MOST_OPEN_FROM_ONE = 20;
export const MOST_OPEN = 10_000;

/**
 * The house's own: wrong codes that one person may type within the life of a request (RFC 8628, section 5.1). With all open requests
 * there may be, 10 of 25,600,000,000 codes hit one of 10,000 in one of 256,000 lives.
 */
export const MOST_WRONG_CODES = 10;

/** What a program says of itself, in characters at most. */
export const LONGEST_CLIENT_NAME = 100;

/** `random`: a whole number from 0 up to the given one, which it never reaches. Returns letters alone, such as `WDJBMJHT`. */
export function newUserCode(random: (below: number) => number): string {
  return Array.from(
    { length: USER_CODE_LENGTH },
    () => USER_CODE_LETTERS[random(USER_CODE_LETTERS.length)],
  ).join('');
}

/** As people see it: `WDJB-MJHT`. */
export function shownUserCode(code: string): string {
  return `${code.slice(0, USER_CODE_LENGTH / 2)}-${code.slice(USER_CODE_LENGTH / 2)}`;
}

/** What somebody typed, as it is kept: capitals, without dashes and spaces. Undefined for what no code can be. */
export function userCodeOf(typed: string): string | undefined {
  if (typed.length > 4 * USER_CODE_LENGTH) return undefined;
  const code = typed.toUpperCase().replace(/[\s\p{Dash_Punctuation}]/gu, '');
  return USER_CODE.test(code) ? code : undefined;
}

/** The one client there is: the command line. RFC 8628, section 3.1; it has no secret to keep (RFC 6749, section 2.1). */
export const DEVICE_CLIENT_ID = 'sealflow';
