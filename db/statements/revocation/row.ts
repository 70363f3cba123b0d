/** A subscriber's requests to revoke: one row each, from the request to its end. What follows from an end: revocation-ends.ts. */
import type { RevocationProof, RevocationReason, RevocationState } from '../../../domain/revocation/words.js';
import type { Brand, CertificateType } from '../../../domain/catalogue/words.js';
import type { DomainValidation } from '../../../domain/control/validations.js';
import type { NextAction } from '../../../domain/orders/next-action.js';
import type { Wait } from '../../../domain/waits.js';
import type { Reason } from '../../../domain/told.js';
import { chineseIn, reasonWords } from '../reasons.js';
import type { Queryable } from '../../database.js';

export interface NewRevocation {
  readonly revocationId: string;
  readonly certificateId: string;
  readonly orderId: string;
  readonly account: string;
  readonly reason: RevocationReason;
  readonly proof: RevocationProof;
  /** Who asked, in the caller's words. */
  readonly requestedBy: string;
  /** ISO 8601, UTC. */
  readonly requestedAt: string;
}

export interface StoredRevocation {
  readonly revocationId: string;
  readonly certificateId: string;
  readonly orderId: string;
  readonly account: string;
  readonly reason: RevocationReason;
  readonly proof: RevocationProof;
  readonly state: RevocationState;
  readonly waitingOn: Wait | null;
  /** Times are ISO 8601, UTC. */
  readonly since: string | null;
  readonly deadline: string | null;
  readonly nextAction: NextAction | null;
  /** Why it was refused, or what is missing. */
  readonly detail: string | null;
  /** Null where the words are not ours, or were kept in English alone. */
  readonly detailChinese: string | null;
  /** What shows control of the names; empty where that is not the proof. */
  readonly validations: readonly DomainValidation[];
  readonly requestedBy: string;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** Of the order that the certificate was issued for. */
  readonly brand: Brand;
  readonly type: CertificateType;
}

/** False where the certificate has a living request already. */
export async function insertRevocation(database: Queryable, revocation: NewRevocation): Promise<boolean> {
  const { rowCount } = await database.query(
    `insert into revocations
       (revocation_id, certificate_id, order_id, account, reason, proof, state, requested_by, created_at, since)
     values ($1, $2, $3, $4, $5, $6, 'requested', $7, $8, $8)
     on conflict (certificate_id) where ended_at is null do nothing`,
    [
      revocation.revocationId,
      revocation.certificateId,
      revocation.orderId,
      revocation.account,
      revocation.reason,
      revocation.proof,
      revocation.requestedBy,
      revocation.requestedAt,
    ],
  );
  return rowCount === 1;
}

/** Takes back a request whose workflow was refused by the server; one that runs, or ever ran, stays. */
export async function removeUnstartedRevocation(database: Queryable, revocationId: string): Promise<void> {
  await database.query(
    `delete from revocations
      where revocation_id = $1 and started_at is null and progress_sequence = 0 and intended_at is null`,
    [revocationId],
  );
}

export async function markRevocationStarted(database: Queryable, revocationId: string): Promise<void> {
  await database.query(
    'update revocations set started_at = now() where revocation_id = $1 and started_at is null',
    [revocationId],
  );
}

export async function loadRevocation(
  database: Queryable,
  revocationId: string,
): Promise<StoredRevocation | undefined> {
  const [found] = await select(database, 'where revocations.revocation_id = $1', [revocationId]);
  return found;
}

/** The newest request for a certificate: by its own id, the certificate's or its order's. */
export async function readLatestRevocation(
  database: Queryable,
  account: string,
  id: string,
): Promise<StoredRevocation | undefined> {
  const [newest] = await select(
    database,
    `where revocations.account = $1
       and revocations.revocation_id in (
             select revocation_id from revocations where revocation_id = $2
              union select revocation_id from revocations where certificate_id = $2
              union select revocation_id from revocations where order_id = $2)
     order by revocations.created_at desc, revocations.ended_at desc nulls first
     limit 1`,
    [account, id],
  );
  return newest;
}

/** Every request for the certificate of an order, oldest first. */
export async function listRevocationsOfOrder(
  database: Queryable,
  account: string,
  orderId: string,
): Promise<StoredRevocation[]> {
  return await select(
    database,
    `where revocations.account = $1 and revocations.order_id = $2
     order by revocations.created_at, revocations.revocation_id`,
    [account, orderId],
  );
}

/**
 * Notes that the CA is about to be asked, before it is. True where that had been noted before: an earlier call may have
 * reached the CA.
 */
export async function markRevocationIntended(database: Queryable, revocationId: string): Promise<boolean> {
  const { rowCount } = await database.query(
    'update revocations set intended_at = now() where revocation_id = $1 and intended_at is null',
    [revocationId],
  );
  return rowCount === 0;
}

/** What a look at the CA found, for people to read; nothing once the request has ended. */
export async function noteRevocationLook(
  database: Queryable,
  revocationId: string,
  { validations, ...kept }: Reason & { readonly validations: readonly DomainValidation[] },
): Promise<void> {
  await database.query(
    `update revocations set validations = $2, detail = $3, detail_words = $4
      where revocation_id = $1 and ended_at is null
        and (validations <> $2::jsonb or detail is distinct from $3)`,
    [revocationId, JSON.stringify(validations), kept.reason ?? null, reasonWords(kept)],
  );
}

/** Of `revocations` alone. */
export const REVOCATION_COLUMNS = `
  revocations.revocation_id as "revocationId", revocations.certificate_id as "certificateId",
  revocations.order_id as "orderId", revocations.account, revocations.reason, revocations.proof, revocations.state,
  revocations.waiting_on as "waitingOn", revocations.since, revocations.deadline,
  revocations.next_action as "nextAction", revocations.detail,
  ${chineseIn('revocations.detail', 'revocations.detail_words')} as "detailChinese", revocations.validations,
  revocations.requested_by as "requestedBy", revocations.created_at as "createdAt",
  revocations.started_at as "startedAt", revocations.ended_at as "endedAt"`;

type Dated = 'since' | 'deadline' | 'createdAt' | 'startedAt' | 'endedAt';
/** As Postgres has it. */
export type Undated<Revocation> = Omit<Revocation, Dated> & {
  readonly createdAt: Date;
} & Readonly<Record<Exclude<Dated, 'createdAt'>, Date | null>>;

async function select(
  database: Queryable,
  which: string,
  values: readonly unknown[],
): Promise<StoredRevocation[]> {
  const { rows } = await database.query<Undated<StoredRevocation>>(
    `select ${REVOCATION_COLUMNS}, orders.brand, orders.certificate_type as "type"
       from revocations join orders on orders.order_id = revocations.order_id ${which}`,
    values,
  );
  return rows.map((row) => ({ ...row, ...datesOf(row) }));
}

export function datesOf(row: Pick<Undated<StoredRevocation>, Dated>): Pick<StoredRevocation, Dated> {
  return {
    since: row.since?.toISOString() ?? null,
    deadline: row.deadline?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
