/** Orders that wait on people: a letter, an e-mail, a call, a reviewer. What those who handle an account's letters are shown. */
import { ORGANIZATION_WAITS, type Wait } from '../waits.js';
import type { OrderTrack } from './tracks.js';

/** Ordering rules, section 6: what the check of a company waits for. Also in the index of migration 0031. */
export const PEOPLE_WAITS: readonly Wait[] = ORGANIZATION_WAITS;

export interface Waiting {
  readonly waitingOn: Wait | null;
  /** Of two proofs side by side, the one that is not told first may be the one that waits. */
  readonly tracks: readonly Pick<OrderTrack, 'status' | 'waitingOn'>[] | null;
}

export function waitsOnPeople({ waitingOn, tracks }: Waiting): boolean {
  const open = (tracks ?? []).filter(({ status }) => status === 'open').map((track) => track.waitingOn);
  return [waitingOn, ...open].some((wait) => PEOPLE_WAITS.some((known) => known === wait));
}
