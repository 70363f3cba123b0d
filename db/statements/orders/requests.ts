/** What the door writes: the row of a new order. A form that is handed in later: submissions.ts. */
import type { StorableOrderForm } from '../../../domain/orders/form.js';
import type {
  Brand,
  CertificateType,
  ValidationMethod,
  OrderPurpose,
} from '../../../domain/catalogue/words.js';
import { CROWD_FROM, UNPLACED } from '../../../domain/queue-priorities.js';
import type { OrderTerms } from '../../../domain/orders/terms.js';
import type { OrderState } from '../../../domain/orders/states.js';
import type { CertificateKind } from '../../../domain/names/kinds.js';
import type { NextAction } from '../../../domain/orders/next-action.js';
import type { StartedWait, Wait } from '../../../domain/waits.js';
import type { Queryable } from '../../database.js';
import type { SealedValue } from '../../sealed-values.js';

/** What a checked form says about the order; absent as long as the form has not been handed in. */
export interface SubmittedForm {
  readonly kind: CertificateKind;
  /** As ordered: A-labels, lower case. */
  readonly names: readonly string[];
  readonly validationMethod: ValidationMethod;
  readonly terms: OrderTerms;
  readonly form: StorableOrderForm;
  /** The company as one word (domain/organization/company-identity.ts); absent where the form names none. */
  readonly companyKey?: string;
  /** Of a CSR that was handed in and is not kept from an earlier order: SHA-256 of its public key, lower-case hex. */
  readonly csrSpkiSha256?: string;
}

export interface NewOrder {
  readonly orderId: string;
  readonly account: string;
  readonly idempotencyKey?: string;
  readonly requestSha256: string;
  readonly brand: Brand;
  readonly certificateType: CertificateType;
  readonly state: OrderState;
  readonly waitingOn: Wait;
  /** ISO 8601. */
  readonly since: string;
  readonly deadline?: string;
  readonly nextAction?: NextAction;
  readonly submitted?: SubmittedForm;
  /** The order that this one is submitted anew for. */
  readonly replacesOrderId?: string;
  /** Absent in a purchase, which begins a plan of its own and follows nothing. */
  readonly succession?: Succession;
}

/** How an order follows a certificate that was issued before (domain/catalogue/words.ts). */
export interface Succession {
  readonly purpose: Exclude<OrderPurpose, 'purchase'>;
  /** The plan that its certificate belongs to: the order's own id where it begins one. */
  readonly planId: string;
  readonly predecessorCertificateId: string;
  readonly predecessorPlanId: string;
  /** Key and CSR of this order are kept: copied when the new order's key is prepared. */
  readonly keepsKeyOfOrderId?: string;
  /** The certificate must not be valid any longer: ISO 8601, UTC. */
  readonly validUntil?: string;
  /** Which of the plan's certificates, and which attempt at it; absent where somebody asked for it. */
  readonly planNumber?: number;
  readonly planAttempt?: number;
}

/** A request that was taken before, as far as the same one coming again needs it. */
export interface TakenRequest {
  readonly orderId: string;
  readonly account: string;
  readonly requestSha256: string;
  readonly brand: Brand;
  readonly certificateType: CertificateType;
  readonly submission?: Pick<SubmittedForm, 'names' | 'validationMethod' | 'terms'>;
  /** The plan that the order's certificate will belong to. */
  readonly planId: string;
  /** Of the certificate that it follows, where that belongs to another plan. */
  readonly predecessorPlanId?: string;
  /** The wait that it began with, where this very call stored it. */
  readonly first?: StartedWait;
  /** Orders of its account that had not come to the CA yet, where this very call stored it. */
  readonly unplaced?: number;
  /** False after a crash between storing the order and starting its workflow. */
  readonly started: boolean;
}

/** Orders of the same account that had not come to the CA yet, as far as they were counted. */
export interface InsertedAmong {
  readonly unplaced: number;
}

/** Inserts the order, or returns undefined where its id or its idempotency key is taken. */
export async function insertOrder(
  transaction: Queryable,
  order: NewOrder,
): Promise<InsertedAmong | undefined> {
  const { rows } = await transaction.query<InsertedAmong>(
    `insert into orders
       (order_id, account, idempotency_key, request_sha256, brand, certificate_type, state, waiting_on, since, deadline,
        replaces_order_id, kind, names, validation_method, terms, form, company_key, alias, tags, project,
        purpose, plan_id, predecessor_certificate_id, keeps_key_of_order_id, valid_until, plan_number, plan_attempt,
        next_action)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, ${labelsOfForm('$16')},
             $18, $19, $20, $21, $22, $23, $24, $25)
     on conflict do nothing
     returning (select count(*)::int from (select from orders as other
                 where other.account = $2 and other.waiting_on = any ($26) limit $27) as counted) as unplaced`,
    [
      order.orderId,
      order.account,
      order.idempotencyKey ?? null,
      order.requestSha256,
      order.brand,
      order.certificateType,
      order.state,
      order.waitingOn,
      order.since,
      order.deadline ?? null,
      order.replacesOrderId ?? null,
      ...formColumns(order.submitted),
      ...successionColumns(order),
      order.nextAction ? JSON.stringify(order.nextAction) : null,
      UNPLACED,
      CROWD_FROM,
    ],
  );
  return rows[0];
}

/** SQL of alias, tags and project, of a form given as `form`: they begin so, and are the order's own from then on. */
export function labelsOfForm(form: string): string {
  return `${form}::jsonb ->> 'alias', coalesce(${form}::jsonb -> 'tags', '[]'), ${form}::jsonb ->> 'project'`;
}

/** A plan is known by the order that bought it. */
export function planIdOf({ orderId, succession }: Pick<NewOrder, 'orderId' | 'succession'>): string {
  return succession?.planId ?? orderId;
}

function successionColumns(order: NewOrder): unknown[] {
  const { succession } = order;
  return [
    succession?.purpose ?? 'purchase',
    planIdOf(order),
    succession?.predecessorCertificateId ?? null,
    succession?.keepsKeyOfOrderId ?? null,
    succession?.validUntil ?? null,
    succession?.planNumber ?? null,
    succession?.planAttempt ?? null,
  ];
}

/** Values of kind, names, validation_method, terms, form, company_key. */
export function formColumns(submitted: SubmittedForm | undefined): unknown[] {
  if (!submitted) return [null, [], null, null, null, null];
  const { kind, names, validationMethod, terms, form, companyKey } = submitted;
  return [
    kind,
    [...names],
    validationMethod,
    JSON.stringify(terms),
    JSON.stringify(form),
    companyKey ?? null,
  ];
}

/** The order that holds this id or this idempotency key. Of another account's order only the id's being taken is told. */
export async function findTakenRequest(
  database: Queryable,
  { orderId, account, idempotencyKey }: Pick<NewOrder, 'orderId' | 'account' | 'idempotencyKey'>,
): Promise<TakenRequest | undefined> {
  const { rows } = await database.query<TakenRow>(
    `select order_id, account, request_sha256, brand, certificate_type, names, validation_method, terms,
            coalesce(plan_id, order_id) as plan_id, started_at is not null as started,
            (select plan_id from certificates
              where certificate_id = orders.predecessor_certificate_id and plan_id <> orders.plan_id) as predecessor_plan_id
       from orders
      where order_id = $1 or (account = $2 and idempotency_key = $3)
      order by (account = $2 and idempotency_key = $3) desc nulls last
      limit 1`,
    [orderId, account, idempotencyKey ?? null],
  );
  return rows[0] && takenRequest(rows[0]);
}

/** An order as the table has it, as far as a repeated request asks for it. */
export interface TakenRow {
  readonly order_id: string;
  readonly account: string;
  readonly request_sha256: string;
  readonly brand: Brand;
  readonly certificate_type: CertificateType;
  readonly names: string[];
  readonly validation_method: ValidationMethod | null;
  readonly terms: OrderTerms | null;
  readonly plan_id: string;
  readonly predecessor_plan_id: string | null;
  readonly started: boolean;
}

function takenRequest(row: TakenRow): TakenRequest {
  const submission = submissionIn(row);
  return {
    orderId: row.order_id,
    account: row.account,
    requestSha256: row.request_sha256,
    brand: row.brand,
    certificateType: row.certificate_type,
    ...(submission && { submission }),
    planId: row.plan_id,
    ...(row.predecessor_plan_id !== null && { predecessorPlanId: row.predecessor_plan_id }),
    started: row.started,
  };
}

/** Undefined where no form was handed in. */
export function submissionIn({
  names,
  validation_method: validationMethod,
  terms,
}: Pick<TakenRow, 'names' | 'validation_method' | 'terms'>): TakenRequest['submission'] {
  return validationMethod && terms ? { names, validationMethod, terms } : undefined;
}

/** From now on the order is shown: its workflow is known to run. */
export async function markStarted(database: Queryable, orderId: string): Promise<void> {
  await database.query(
    'update orders set started_at = now(), updated_at = now() where order_id = $1 and started_at is null',
    [orderId],
  );
}

/** Takes back an order whose workflow was refused by the server; one that runs, or ever ran, stays. */
export async function removeUnstarted(database: Queryable, orderId: string): Promise<void> {
  await database.query(
    'delete from orders where order_id = $1 and started_at is null and progress_sequence = 0',
    [orderId],
  );
}

/** The password waits, sealed, for the key it will protect. */
export async function storeKeyPassword(
  transaction: Queryable,
  orderId: string,
  sealed: SealedValue,
): Promise<void> {
  await transaction.query(
    `insert into pending_key_passwords (order_id, sealed_password) values ($1, $2)
     on conflict (order_id) do update set sealed_password = excluded.sealed_password, created_at = now()`,
    [orderId, JSON.stringify(sealed)],
  );
}
