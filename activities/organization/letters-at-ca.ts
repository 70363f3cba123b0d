/** Our letters and the CA's list of them: which of ours it has, and what its reviewers said. */
import type { Queryable } from '../../db/database.js';
import {
  markAccepted,
  markHandedIn,
  markRejected,
} from '../../db/statements/organization/letter-progress.js';
import { listLetters, type StoredLetter } from '../../db/statements/organization/letters.js';
import type { CaLetter } from '../ca/certificate-authority.js';

/** Brings what is stored of our letters up to what the CA says of them. Idempotent. */
export async function followLetters(
  database: Queryable,
  orderId: string,
  atCa: readonly CaLetter[],
): Promise<void> {
  if (atCa.length === 0) return;
  for (const letter of await listLetters(database, orderId)) {
    const told = isOpen(letter) ? await receivedAs(database, letter, atCa) : undefined;
    if (!told) continue;
    if (told.status === 'in-review') await markHandedIn(database, letter.letterId);
    else if (told.status === 'accepted') await markAccepted(database, letter.letterId);
    else await markRejected(database, letter.letterId, told.reason ?? 'no reason given');
  }
}

function isOpen({ status, handingInAt }: StoredLetter): boolean {
  return status === 'handed-in' || (status === 'stored' && handingInAt !== null);
}

/**
 * What the CA says of this very version; undefined where it has not received it. The same file may have been handed in
 * before, as an earlier version: of its entries at the CA, each version has its own.
 */
export async function receivedAs(
  database: Queryable,
  letter: StoredLetter,
  atCa: readonly CaLetter[],
): Promise<CaLetter | undefined> {
  const earlier = (await listLetters(database, letter.orderId)).filter(
    ({ sha256, version, status }) =>
      sha256 === letter.sha256 && version < letter.version && WAS_RECEIVED.includes(status),
  );
  return atCa.filter(({ sha256 }) => sha256 === letter.sha256)[earlier.length];
}

const WAS_RECEIVED: readonly StoredLetter['status'][] = ['handed-in', 'accepted', 'rejected'];
