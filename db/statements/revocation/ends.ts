/** Where a revocation stands, as its workflow numbers it, and what becomes of the certificate at its end: all or none. */
import type { RevocationReason, RevocationState } from '../../../domain/revocation/words.js';
import type { RevocationProgressRecord } from '../../../domain/revocation/stand.js';
import { reasonWords } from '../reasons.js';
import { inTransaction, type Database, type Queryable } from '../../database.js';

/** True where written. A retried or late write never undoes a newer one; an end is written whatever its number, and stays. */
export function recordRevocationProgress(
  database: Database,
  progress: RevocationProgressRecord,
): Promise<boolean> {
  return inTransaction(database, async (transaction) => {
    const isNew = await writeProgress(transaction, progress);
    if (isNew && progress.state === 'revoked') await revokeCertificateOf(transaction, progress);
    return isNew;
  });
}

export async function revocationExists(database: Queryable, revocationId: string): Promise<boolean> {
  const { rowCount } = await database.query('select 1 from revocations where revocation_id = $1', [
    revocationId,
  ]);
  return rowCount > 0;
}

async function writeProgress(transaction: Queryable, progress: RevocationProgressRecord): Promise<boolean> {
  const hasEnded = progress.state === 'revoked' || progress.state === 'refused';
  const { rowCount } = await transaction.query(
    `update revocations
        set state = $3, waiting_on = $4, since = $5, deadline = $6, next_action = $7, detail = $8, detail_words = $10,
            ended_at = case when $9::boolean then now() end, progress_sequence = $2
      where revocation_id = $1 and (progress_sequence < $2 or $9::boolean) and ended_at is null`,
    [
      progress.revocationId,
      progress.sequence,
      progress.state,
      progress.waitingOn,
      progress.since,
      progress.deadline,
      progress.nextAction && JSON.stringify(progress.nextAction),
      progress.reason,
      hasEnded,
      reasonWords(progress),
    ],
  );
  return rowCount > 0;
}

async function revokeCertificateOf(
  transaction: Queryable,
  { revocationId, revokedAt }: RevocationProgressRecord,
): Promise<void> {
  await transaction.query(
    `update certificates
        set revoked_at = coalesce($2::timestamptz, now()), revocation_reason = revocations.reason
       from revocations
      where revocations.revocation_id = $1 and certificates.certificate_id = revocations.certificate_id
        and certificates.revoked_at is null`,
    [revocationId, revokedAt ?? null],
  );
}

/** Idempotent: the certificate of an order that was withdrawn at the same moment was revoked at once. */
export async function recordRevokedAtOnce(
  database: Queryable,
  orderId: string,
  { revokedAt, reason }: { readonly revokedAt: string; readonly reason: RevocationReason },
): Promise<void> {
  await database.query(
    `update certificates set revoked_at = $2, revocation_reason = $3 where order_id = $1 and revoked_at is null`,
    [orderId, revokedAt, reason],
  );
}

/** How a revocation stands, and the plan whose lifecycle is to hear of its end; of certificates of before, their order. */
export async function loadRevocationEnd(
  database: Queryable,
  revocationId: string,
): Promise<{ readonly state: RevocationState; readonly planId: string } | undefined> {
  const { rows } = await database.query<{ state: RevocationState; planId: string }>(
    `select revocations.state, coalesce(certificates.plan_id, orders.plan_id, orders.order_id) as "planId"
       from revocations
       join orders on orders.order_id = revocations.order_id
       join certificates on certificates.certificate_id = revocations.certificate_id
      where revocations.revocation_id = $1`,
    [revocationId],
  );
  return rows[0];
}
