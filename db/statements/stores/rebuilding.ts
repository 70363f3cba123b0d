/** Rows written anew after a restore, from what the other stores know. Each statement may come twice. */
import type { CertificateType, Brand } from '../../../domain/catalogue/words.js';
import type { Submission } from '../../../domain/orders/terms.js';
import type { FinalState } from '../../../domain/orders/states.js';
import type { RevocationProof } from '../../../domain/revocation/words.js';
import type { RevocationStatus } from '../../../domain/revocation/stand.js';
import type { Reason } from '../../../domain/told.js';
import { reasonWords } from '../reasons.js';
import type { Queryable } from '../../database.js';
import type { StoredProgress } from '../orders/row.js';

export interface RebuiltOrder {
  readonly orderId: string;
  readonly account: string;
  readonly brand: Brand;
  readonly certificateType: CertificateType;
  readonly planId?: string;
  /** Absent where the order waits for its form. The form itself is not known. */
  readonly submission?: Submission;
  /** How it ended, where it has. */
  readonly end?: Reason & { readonly state: FinalState };
}

/** Stands where the hash of a request stands: no request is the same as this one. */
const NO_REQUEST = 'rebuilt after a restore';

/** Writes the row, or what a restored one lacks of its submission; what is there stays. Its workflow writes the rest. */
export async function rebuildOrder(database: Queryable, order: RebuiltOrder): Promise<void> {
  const { orderId, account, brand, certificateType, planId = orderId, submission, end } = order;
  await database.query(
    `insert into orders (order_id, account, request_sha256, brand, certificate_type, state, waiting_on, since, reason,
                         kind, names, validation_method, terms, purpose, plan_id, reason_words, started_at, progress_sequence)
     values ($1, $2, $3, $4, $5, $6, $7, now(), $8, $9, $10, $11, $12, $13, $14, $15, now(), 0)
     on conflict (order_id) do update
        set kind = coalesce(orders.kind, excluded.kind),
            names = case when orders.terms is null then excluded.names else orders.names end,
            validation_method = coalesce(orders.validation_method, excluded.validation_method),
            terms = coalesce(orders.terms, excluded.terms),
            started_at = coalesce(orders.started_at, now()), updated_at = now()`,
    [
      orderId,
      account,
      NO_REQUEST,
      brand,
      certificateType,
      end?.state ?? (submission ? 'validating' : 'pending-submission'),
      end ? null : submission ? 'us' : 'subscriber-form',
      end?.reason ?? null,
      submission?.terms.kind ?? null,
      [...(submission?.names ?? [])],
      submission?.validationMethod ?? null,
      submission ? JSON.stringify(submission.terms) : null,
      planId === orderId ? 'purchase' : 'plan-reissue',
      planId,
      end ? reasonWords(end) : null,
    ],
  );
}

/** Where the order stands, as its workflow says; nothing where anything was written since it had the number `after`. */
export async function recordStand(
  database: Queryable,
  stand: StoredProgress,
  after: number,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `update orders
        set state = $3, waiting_on = $4, since = $5, deadline = $6, next_action = $7, reason = $8, tracks = $9,
            reason_words = $11, progress_sequence = $2, updated_at = now()
      where order_id = $1 and progress_sequence = $10`,
    [
      stand.orderId,
      stand.sequence,
      stand.state,
      stand.waitingOn,
      stand.since,
      stand.deadline,
      stand.nextAction && JSON.stringify(stand.nextAction),
      stand.reason,
      stand.tracks && JSON.stringify(stand.tracks),
      after,
      reasonWords(stand),
    ],
  );
  return rowCount === 1;
}

/** A workflow that begins again counts its writes from 1: nothing of the one before can come any more. */
export async function countWritesAnew(database: Queryable, orderId: string): Promise<void> {
  await database.query(
    `update orders set progress_sequence = 0, started_at = coalesce(started_at, now()), updated_at = now()
      where order_id = $1`,
    [orderId],
  );
}

/** The CA has the order: it was about to be called, whatever the restored row says. */
export async function notePlaced(database: Queryable, orderId: string, caReference: string): Promise<void> {
  await database.query(
    `update orders set placement_intended_at = coalesce(placement_intended_at, now()), ca_reference = $2, updated_at = now()
      where order_id = $1`,
    [orderId, caReference],
  );
}

/** An issued free certificate takes a place, whatever the restored table says. The worker names its domain. */
export async function notePlaceTaken(database: Queryable, orderId: string): Promise<void> {
  await database.query(
    `insert into free_places (order_id, account, taken_at)
     select order_id, account, created_at from orders
      where order_id = $1 and certificate_type = 'dv-free' and purpose not in ('reissue', 'plan-reissue')
     on conflict (order_id) do update set given_back_at = null`,
    [orderId],
  );
}

/** As its workflow tells it, and what its rows have beside. */
export interface RebuiltRevocation extends RevocationStatus {
  readonly orderId: string;
  readonly account: string;
  readonly proof: RevocationProof;
}

/**
 * Writes the row, or where an open one stands. The reason to revoke was in a lost row alone: `unspecified`. False where the
 * certificate's row is not there.
 */
export async function rebuildRevocation(
  database: Queryable,
  revocation: RebuiltRevocation,
): Promise<boolean> {
  const { revocationId, certificateId, orderId, account, proof, state, nextAction, validations } = revocation;
  const { rowCount } = await database.query(
    `insert into revocations (revocation_id, certificate_id, order_id, account, reason, proof, state, waiting_on, since,
                              deadline, next_action, detail, validations, detail_words, requested_by, started_at, intended_at)
     select $1, $2, $3, $4, 'unspecified', $5, $6, $7, $8, $9, $10, $11, $12, $13, 'doctor', now(), now()
      where exists (select from certificates where certificate_id = $2)
     on conflict (revocation_id) do update
        set state = excluded.state, waiting_on = excluded.waiting_on, since = excluded.since, deadline = excluded.deadline,
            next_action = excluded.next_action, detail = excluded.detail, detail_words = excluded.detail_words,
            validations = excluded.validations
      where revocations.ended_at is null`,
    [
      revocationId,
      certificateId,
      orderId,
      account,
      proof,
      state,
      revocation.waitingOn,
      revocation.since,
      revocation.deadline,
      nextAction && JSON.stringify(nextAction),
      revocation.reason,
      JSON.stringify(validations),
      reasonWords(revocation),
    ],
  );
  return rowCount === 1;
}

/** As `countWritesAnew`, and the CA is asked before it is told. */
export async function beginRevocationAnew(database: Queryable, revocationId: string): Promise<void> {
  await database.query(
    `update revocations set progress_sequence = 0, intended_at = coalesce(intended_at, now()),
                            started_at = coalesce(started_at, now())
      where revocation_id = $1 and ended_at is null`,
    [revocationId],
  );
}

/** Its workflow delivered it, or decided not to: it is not sent again. */
export async function settleDelivered(database: Queryable, noticeId: string): Promise<void> {
  await database.query(
    `update notice_deliveries set outcome = 'delivered', settled_at = now(), claimed_at = null
      where notice_id = $1 and outcome = 'pending'`,
    [noticeId],
  );
}
