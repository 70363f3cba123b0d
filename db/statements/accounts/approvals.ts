/** What waits, or waited, for a second person's word: who asked, who decided. */
import type { ApprovalDecision, ApprovalPerson } from '../../../domain/orders/approval.js';
import type { Queryable } from '../../database.js';

export interface NewApproval {
  readonly orderId: string;
  /** Absent: it is the order that is to be approved. */
  readonly revocationId?: string;
  readonly account: string;
  readonly requestedBy: ApprovalPerson;
}

/** Idempotent: whoever asked first asked. */
export async function insertApproval(
  transaction: Queryable,
  { orderId, revocationId, account, requestedBy }: NewApproval,
): Promise<void> {
  await transaction.query(
    `insert into approvals (approval_id, order_id, revocation_id, account, requested_by, requested_by_name, requested_for)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (approval_id) do nothing`,
    [
      revocationId ?? orderId,
      orderId,
      revocationId ?? null,
      account,
      requestedBy.identity,
      requestedBy.name,
      requestedBy.heldBy,
    ],
  );
}

/**
 * Whoever asked for the order that bought the plan, and whoever had it renewed by itself, with those behind their keys. Of an order that
 * needed no approval nobody is on record.
 */
export async function whoWantsRenewal(database: Queryable, planId: string): Promise<readonly string[]> {
  const { rows } = await database.query<{ who: string[] }>(
    `select coalesce((select array[requested_by] || requested_for from approvals where approval_id = $1), '{}')
            || coalesce((select renews_for from plans where plan_id = $1), '{}') as who`,
    [planId],
  );
  return [...new Set(rows[0]?.who ?? [])];
}

/** The form was taken back: who hands in the next one asks. */
export async function removeApproval(transaction: Queryable, approvalId: string): Promise<void> {
  await transaction.query('delete from approvals where approval_id = $1', [approvalId]);
}

export interface StoredApproval {
  readonly approvalId: string;
  readonly orderId: string;
  readonly revocationId: string | null;
  readonly requestedBy: string;
  readonly requestedFor: readonly string[];
  readonly requestedByName: string;
  readonly requestedAt: Date;
  readonly names: readonly string[];
  readonly price: { readonly amount: number; readonly currency: 'CNY' } | null;
  /** Of the order, or of the request to revoke. */
  readonly state: string;
  readonly isAwaited: boolean;
  readonly since: Date | null;
  readonly deadline: Date | null;
  readonly decision: ApprovalDecision | null;
  readonly decidedBy: string | null;
  readonly decidedByName: string | null;
  readonly decidedAt: Date | null;
}

const AWAITED = 'approver-decision';

const COLUMNS = `
  a.approval_id as "approvalId", a.order_id as "orderId", a.revocation_id as "revocationId",
  a.requested_by as "requestedBy", a.requested_for as "requestedFor", a.requested_by_name as "requestedByName", a.requested_at as "requestedAt",
  o.names, o.terms -> 'price' as price, coalesce(r.state, o.state) as state,
  coalesce(case when r.revocation_id is null then o.waiting_on else r.waiting_on end = '${AWAITED}', false) as "isAwaited",
  case when r.revocation_id is null then o.since else r.since end as since,
  case when r.revocation_id is null then o.deadline else r.deadline end as deadline,
  d.decision, d.decided_by as "decidedBy", d.decided_by_name as "decidedByName", d.decided_at as "decidedAt"`;

const JOINED = `
  join orders o on o.order_id = a.order_id
  left join revocations r on r.revocation_id = a.revocation_id
  left join approval_decisions d on d.approval_id = a.approval_id and d.taken_at is not null`;

/** By the order's or the revocation's id; of one account. */
export async function readApproval(
  database: Queryable,
  account: string,
  approvalId: string,
): Promise<StoredApproval | undefined> {
  const { rows } = await database.query<StoredApproval>(
    `select ${COLUMNS} from approvals a ${JOINED} where a.approval_id = $1 and a.account = $2`,
    [approvalId, account],
  );
  return rows[0];
}

/** Those that wait now, the one with the nearest deadline first. */
export async function awaitedApprovals(
  database: Queryable,
  account: string,
  limit: number,
): Promise<StoredApproval[]> {
  const { rows } = await database.query<StoredApproval>(
    `select ${COLUMNS}
       from (select order_id as id from orders where account = $1 and waiting_on = '${AWAITED}'
              union all
             select revocation_id from revocations
              where account = $1 and ended_at is null and waiting_on = '${AWAITED}') waiting
       join approvals a on a.approval_id = waiting.id ${JOINED}
      where a.account = $1
      order by deadline, a.approval_id
      limit $2`,
    [account, limit],
  );
  return rows;
}

export interface NewDecision {
  readonly decisionId: string;
  readonly approvalId: string;
  readonly decision: ApprovalDecision;
  readonly decidedBy: ApprovalPerson;
  readonly decidedAt: Date;
}

/** Before the workflow is asked: whose decision it takes is known then. */
export async function insertDecision(database: Queryable, decision: NewDecision): Promise<void> {
  await database.query(
    `insert into approval_decisions (decision_id, approval_id, decision, decided_by, decided_by_name, decided_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [
      decision.decisionId,
      decision.approvalId,
      decision.decision,
      decision.decidedBy.identity,
      decision.decidedBy.name,
      decision.decidedAt,
    ],
  );
}

/** The workflow refused it: it never counted. */
export async function removeDecision(database: Queryable, decisionId: string): Promise<void> {
  await database.query('delete from approval_decisions where decision_id = $1 and taken_at is null', [
    decisionId,
  ]);
}

/** Idempotent: the workflow took this one. */
export async function recordTaken(database: Queryable, decisionId: string): Promise<void> {
  await database.query(
    'update approval_decisions set taken_at = now() where decision_id = $1 and taken_at is null',
    [decisionId],
  );
}
