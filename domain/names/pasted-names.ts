/** Names pasted as one text: from a mail, a table, a command line. What each is, domain/names/name-list.ts says. */

/** House limit: what is pasted by mistake is no list of names. */
export const LONGEST_PASTED = 100_000;

/** Between two names: blanks and line breaks, commas and semicolons, and the Chinese ones. */
const BETWEEN = /[\s,;,、;]+/u;

/** Each as it was written, empty ones left out; in quotation marks without them. */
export function namesIn(pasted: string): string[] {
  return pasted
    .split(BETWEEN)
    .map((name) => name.replace(/^["'`]+|["'`]+$/g, ''))
    .filter((name) => name !== '');
}
