/** What becomes of a stored letter, whoever it is of: about to be handed in, in review, accepted, rejected, refused. Every write is idempotent. */
import type { Bilingual } from '../../../domain/bilingual.js';
import type { LetterStatus } from '../../../domain/organization/letter-succession.js';
import type { Queryable } from '../../database.js';
import { bothOf } from '../reasons.js';

/**
 * Notes that a stored letter is about to be handed in, before it is; from then on no other one takes its place. `again`:
 * that had been noted before, so the CA may have it. `gone`: it is not there to be handed in (any more).
 */
export async function noteHandingIn(
  database: Queryable,
  letterId: string,
): Promise<'first' | 'again' | 'gone'> {
  const { rowCount } = await database.query(
    "update letters set handing_in_at = now() where letter_id = $1 and status = 'stored' and handing_in_at is null",
    [letterId],
  );
  if (rowCount === 1) return 'first';
  const noted = await database.query("select 1 from letters where letter_id = $1 and status = 'stored'", [
    letterId,
  ]);
  return noted.rowCount === 1 ? 'again' : 'gone';
}

/** The CA has it, and reviews it. */
export async function markHandedIn(database: Queryable, letterId: string): Promise<void> {
  await settle(database, letterId, { to: 'handed-in', from: ['stored'] });
}

export async function markAccepted(database: Queryable, letterId: string): Promise<void> {
  await settle(database, letterId, { to: 'accepted', from: ['stored', 'handed-in'] });
}

/** `reason`: the CA's, without personal data. A new version may follow. */
export async function markRejected(database: Queryable, letterId: string, reason: Bilingual): Promise<void> {
  await settle(database, letterId, { to: 'rejected', from: ['stored', 'handed-in'], reason });
}

/** The CA did not take it. `reason`: without personal data. */
export async function markRefused(database: Queryable, letterId: string, reason: Bilingual): Promise<void> {
  await settle(database, letterId, { to: 'refused', from: ['stored'], reason });
}

interface Settlement {
  readonly to: LetterStatus;
  readonly from: readonly LetterStatus[];
  readonly reason?: Bilingual;
}

async function settle(
  database: Queryable,
  letterId: string,
  { to, from, reason }: Settlement,
): Promise<void> {
  await database.query(
    `update letters set status = $2, reason = $3, reason_words = $5
      where letter_id = $1 and status = any($4::text[])`,
    [letterId, to, reason?.en ?? null, [...from], reason ? bothOf(reason) : null],
  );
}
