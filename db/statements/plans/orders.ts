/** A plan's orders: which are under way, which came to nothing, and the next one, made of the one before it. */
import type { Brand, CertificateType, ValidationMethod } from '../../../domain/catalogue/words.js';
import type { StorableOrderForm } from '../../../domain/orders/form.js';
import type { OrderTerms } from '../../../domain/orders/terms.js';
import type { OrderState } from '../../../domain/orders/states.js';
import type { NextAction } from '../../../domain/orders/next-action.js';
import type { StartedWait } from '../../../domain/waits.js';
import type { Queryable } from '../../database.js';
import { ENDS } from '../orders/ends.js';

/** What the orders that follow one certificate have come to. */
export interface SuccessorOrders {
  /** One that runs, whoever asked for it. */
  readonly underWay: string | null;
  /** Stored for the plan by its lifecycle, and not known to run yet. */
  readonly unstarted: PlanOrderStored | null;
  /** The lifecycle's own that ended without a certificate. */
  readonly failed: number;
  readonly lastFailedAt: Date | null;
}

export interface PlanOrderStored {
  readonly orderId: string;
  readonly purpose: 'plan-reissue' | 'renewal';
  readonly number: number;
  readonly attempt: number;
  readonly since: Date;
}

const STARTED = '(started_at is not null or progress_sequence > 0)';
const ENDED = `state in (${ENDS})`;
const FAILED = `plan_attempt is not null and state in ('cancelled', 'rejected', 'expired')`;

export async function loadSuccessorOrders(
  database: Queryable,
  certificateId: string,
): Promise<SuccessorOrders> {
  const { rows } = await database.query<SuccessorRow>(
    `select order_id, purpose, plan_number, plan_attempt, since, ended_at, ${STARTED} as started, ${ENDED} as ended,
            ${FAILED} as failed
       from orders
      where predecessor_certificate_id = $1
      order by created_at, order_id`,
    [certificateId],
  );
  const failed = rows.filter((row) => row.failed);
  const ends = failed.flatMap(({ ended_at: endedAt }) => endedAt?.getTime() ?? []);
  const unstarted = rows.find((row) => !row.started && !row.ended && row.plan_attempt !== null);
  return {
    underWay: rows.find((row) => row.started && !row.ended)?.order_id ?? null,
    unstarted: unstarted ? planOrderStored(unstarted) : null,
    failed: failed.length,
    lastFailedAt: ends.length > 0 ? new Date(Math.max(...ends)) : null,
  };
}

interface SuccessorRow {
  readonly order_id: string;
  readonly purpose: PlanOrderStored['purpose'];
  readonly plan_number: number | null;
  readonly plan_attempt: number | null;
  readonly since: Date | null;
  readonly ended_at: Date | null;
  readonly started: boolean;
  readonly ended: boolean;
  readonly failed: boolean;
}

function planOrderStored(row: SuccessorRow): PlanOrderStored {
  return {
    orderId: row.order_id,
    purpose: row.purpose,
    number: row.plan_number ?? 1,
    attempt: row.plan_attempt ?? 1,
    since: row.since ?? new Date(0),
  };
}

/** When an order that follows something ended, by the clock of its workflow: `at`, ISO 8601. Idempotent. */
export async function noteEnds(database: Queryable, planId: string, at: string): Promise<void> {
  await database.query(
    `update orders set ended_at = $2
      where ended_at is null and ${ENDED}
        and predecessor_certificate_id in (select certificate_id from certificates where plan_id = $1)`,
    [planId, at],
  );
}

/** The order of a certificate, as far as its successor is made of it. */
export interface PrecedingOrder {
  readonly orderId: string;
  readonly account: string;
  readonly brand: Brand;
  readonly certificateType: CertificateType;
  readonly names: readonly string[];
  readonly validationMethod: ValidationMethod;
  readonly terms: OrderTerms;
  readonly planYears: number;
  /** As in the form. */
  readonly csr: StorableOrderForm['csr'];
  readonly csrWasPasted: boolean;
  /** Nobody can read the password: the key can only be kept as it is. */
  readonly keyHasPassword: boolean;
}

export async function loadPrecedingOrder(
  database: Queryable,
  orderId: string,
): Promise<PrecedingOrder | undefined> {
  const { rows } = await database.query<PrecedingOrder>(
    `select orders.order_id as "orderId", account, brand, certificate_type as "certificateType", names,
            validation_method as "validationMethod", terms, coalesce((form ->> 'planYears')::integer, 1) as "planYears",
            form -> 'csr' as csr, coalesce(order_keys.sealed_private_key is null, true) as "csrWasPasted",
            coalesce(order_keys.password_protected, false) as "keyHasPassword"
       from orders
       left join order_keys on order_keys.order_id = orders.order_id
      where orders.order_id = $1 and terms is not null and validation_method is not null and form is not null`,
    [orderId],
  );
  return rows[0];
}

/** The plan's next order; all that is not here is copied from the order before it, and its labels from the certificate. */
export interface NewPlanOrder {
  readonly orderId: string;
  readonly precedingOrderId: string;
  readonly predecessorCertificateId: string;
  readonly purpose: 'plan-reissue' | 'renewal';
  readonly planId: string;
  readonly number: number;
  readonly attempt: number;
  readonly terms: OrderTerms;
  readonly keepsKey: boolean;
  /** ISO 8601, UTC. */
  readonly validUntil: string | null;
  /** The wait that it begins with. */
  readonly first: StartedWait;
  readonly nextAction: NextAction;
}

/** Personal data stays in the database: the form goes from row to row. Idempotent by the order's id. */
export async function insertPlanOrder(database: Queryable, order: NewPlanOrder): Promise<void> {
  await database.query(
    `insert into orders
       (order_id, account, request_sha256, brand, certificate_type, state, waiting_on, since, deadline, next_action, kind,
        names, validation_method, terms, form, company_key, alias, tags, project, purpose, plan_id,
        predecessor_certificate_id, keeps_key_of_order_id, valid_until, plan_number, plan_attempt)
     select $1, before.account, '', before.brand, before.certificate_type, 'validating', $12, $10, $13, $14,
            before.kind, before.names, before.validation_method, $8,
            before.form || jsonb_build_object('validation', before.validation_method), before.company_key,
            predecessor.alias, predecessor.tags, predecessor.project, $4, $5, $3,
            case when $9::boolean then before.order_id end, $11, $6, $7
       from orders before
       join certificates predecessor on predecessor.certificate_id = $3
      where before.order_id = $2
     on conflict do nothing`,
    [
      order.orderId,
      order.precedingOrderId,
      order.predecessorCertificateId,
      order.purpose,
      order.planId,
      order.number,
      order.attempt,
      JSON.stringify(order.terms),
      order.keepsKey,
      order.first.since,
      order.validUntil,
      order.first.wait,
      order.first.deadline,
      JSON.stringify(order.nextAction),
    ],
  );
}

/** A stored order of a plan, as its workflow is started with it. */
export interface PlanOrder {
  readonly orderId: string;
  readonly account: string;
  readonly brand: Brand;
  readonly certificateType: CertificateType;
  readonly names: readonly string[];
  readonly validationMethod: ValidationMethod;
  readonly terms: OrderTerms;
  readonly planId: string;
  readonly state: OrderState;
  readonly started: boolean;
}

export async function loadPlanOrder(database: Queryable, orderId: string): Promise<PlanOrder | undefined> {
  const { rows } = await database.query<PlanOrder>(
    `select order_id as "orderId", account, brand, certificate_type as "certificateType", names,
            validation_method as "validationMethod", terms, plan_id as "planId", state, ${STARTED} as started
       from orders
      where order_id = $1`,
    [orderId],
  );
  return rows[0];
}
