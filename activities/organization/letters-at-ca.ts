/** Our letters and the CA's list of them: which of ours it has, and what its reviewers said. */
import type { Queryable } from '../../db/database.js';
import {
  markAccepted,
  markHandedIn,
  markRejected,
} from '../../db/statements/organization/letter-progress.js';
import {
  listLetters,
  type LetterSubject,
  type StoredLetter,
} from '../../db/statements/organization/letters.js';
import { ORDER_REASONS } from '../../domain/orders/reason-texts.js';
import { wordsOfReason } from '../../domain/told.js';
import type { CaLetter } from '../ca/certificate-authority.js';

/** Brings what is stored of our letters up to what the CA says of them. Idempotent. */
export async function followLetters(
  database: Queryable,
  subject: LetterSubject,
  atCa: readonly CaLetter[],
): Promise<void> {
  if (atCa.length === 0) return;
  const letters = await listLetters(database, subject);
  // No two are open at a time: what becomes of one says nothing of which entry is another's.
  for (const letter of letters.filter(isOpen)) {
    const told = receivedAs(letter, letters, atCa);
    if (!told) continue;
    if (told.status === 'in-review') await markHandedIn(database, letter.letterId);
    else if (told.status === 'accepted') await markAccepted(database, letter.letterId);
    else await markRejected(database, letter.letterId, wordsOfReason(told) ?? ORDER_REASONS.noReason);
  }
}

function isOpen({ status, handingInAt }: StoredLetter): boolean {
  return status === 'handed-in' || (status === 'stored' && handingInAt !== null);
}

/**
 * What the CA says of this very version; undefined where it has not received it. The same file may have been handed in
 * before, as an earlier version: of its entries at the CA, each version has its own. `ours`: all of the subject's.
 */
export function receivedAs(
  letter: StoredLetter,
  ours: readonly StoredLetter[],
  atCa: readonly CaLetter[],
): CaLetter | undefined {
  const earlier = ours.filter(
    ({ sha256, version, status }) =>
      sha256 === letter.sha256 && version < letter.version && WAS_RECEIVED.includes(status),
  );
  return atCa.filter(({ sha256 }) => sha256 === letter.sha256)[earlier.length];
}

const WAS_RECEIVED: readonly StoredLetter['status'][] = ['handed-in', 'accepted', 'rejected'];
