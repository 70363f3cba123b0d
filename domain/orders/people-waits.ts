/**
 * Orders, and requests to revoke, that wait on people: a letter, an e-mail, a call, a reviewer. What those who handle an account's letters
 * are shown.
 */
import { ORGANIZATION_WAITS, type RevocationWait, type Wait } from '../waits.js';

/** Ordering rules, section 6: what the check of a company waits for. Also in the index of migration 0031. */
export const PEOPLE_WAITS: readonly Wait[] = ORGANIZATION_WAITS;

/** Of a request to revoke: the stamped letter that asks for it, and the review. Also in the index of migration 0038. */
export const PEOPLE_WAITS_OF_REVOCATIONS: readonly RevocationWait[] = [
  'subscriber-revocation-letter',
  'reviewer-revocation',
];

export interface Waiting {
  readonly waitingOn: Wait | null;
  /** Of two proofs side by side, the one that is not told first may be the one that waits. */
  readonly tracks:
    readonly { readonly status: string; readonly waitingOn?: Wait | null | undefined }[] | null;
}

/** Of an order or a request to revoke; a word that is not known is none. */
export function isPeopleWait(wait: string): boolean {
  const known: readonly string[] = [...PEOPLE_WAITS, ...PEOPLE_WAITS_OF_REVOCATIONS];
  return known.includes(wait);
}

export function waitsOnPeople({ waitingOn, tracks }: Waiting): boolean {
  const open = (tracks ?? []).filter(({ status }) => status === 'open').map((track) => track.waitingOn);
  return [waitingOn, ...open].some((wait) => PEOPLE_WAITS.some((known) => known === wait));
}
