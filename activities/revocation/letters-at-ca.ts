/** Our letters of a revocation and the CA's list of them: which of ours it has, and what its reviewers said. */
import type { Queryable } from '../../db/database.js';
import {
  listRevocationLetters,
  settleRevocationLetter,
  type StoredRevocationLetter,
} from '../../db/statements/revocation/letters.js';
import type { CaLetter } from '../ca/certificate-authority.js';

/** Brings what is stored of our letters up to what the CA says of them. Idempotent. */
export async function followRevocationLetters(
  database: Queryable,
  revocationId: string,
  atCa: readonly CaLetter[],
): Promise<void> {
  if (atCa.length === 0) return;
  const letters = await listRevocationLetters(database, revocationId);
  for (const letter of letters) {
    const told = isOpen(letter) ? receivedAs(letter, letters, atCa) : undefined;
    if (!told) continue;
    if (told.status === 'rejected')
      await settleRevocationLetter(
        database,
        letter.letterId,
        'rejected',
        told.reason ?? 'the CA gave no reason',
      );
    else
      await settleRevocationLetter(
        database,
        letter.letterId,
        told.status === 'accepted' ? 'accepted' : 'handed-in',
      );
  }
}

function isOpen({ status, handingInAt }: StoredRevocationLetter): boolean {
  return status === 'handed-in' || (status === 'stored' && handingInAt !== null);
}

/** As `receivedAs` of confirmation letters: the same file, handed in twice, has an entry at the CA for each version. */
export function receivedAs(
  letter: StoredRevocationLetter,
  ours: readonly StoredRevocationLetter[],
  atCa: readonly CaLetter[],
): CaLetter | undefined {
  const earlier = ours.filter(
    ({ sha256, version, status }) =>
      sha256 === letter.sha256 && version < letter.version && WAS_RECEIVED.includes(status),
  );
  return atCa.filter(({ sha256 }) => sha256 === letter.sha256)[earlier.length];
}

const WAS_RECEIVED: readonly StoredRevocationLetter['status'][] = ['handed-in', 'accepted', 'rejected'];
