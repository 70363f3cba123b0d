/** What the worker reads and writes of an order's own row. */
import type {
  Brand,
  CertificateType,
  ValidationMethod,
  OrderPurpose,
} from '../../../domain/catalogue/words.js';
import type { OrderTerms } from '../../../domain/orders/terms.js';
import { FINAL_STATES, type OrderState } from '../../../domain/orders/states.js';
import type { Bilingual } from '../../../domain/bilingual.js';
import type { OrderTrack } from '../../../domain/orders/tracks.js';
import type { Wait } from '../../../domain/waits.js';
import type { Queryable } from '../../database.js';

/** A submitted order, as far as activities need it. Terms and method are absent until the form is submitted. */
export interface StoredOrder {
  readonly orderId: string;
  readonly account: string;
  readonly brand: Brand;
  readonly certificateType: CertificateType;
  readonly names: string[];
  readonly validationMethod: ValidationMethod | null;
  readonly terms: OrderTerms | null;
  readonly state: OrderState;
  readonly caReference: string | null;
  readonly certificateId: string | null;
  readonly purpose: OrderPurpose;
  /** The order that bought the plan; its own id where it did. */
  readonly planId: string | null;
  /** Its certificate must not be valid any longer. */
  readonly validUntil: Date | null;
  /** As `companyKeyOf` makes it; null where the form names no company. */
  readonly companyKey: string | null;
}

export async function loadOrder(database: Queryable, orderId: string): Promise<StoredOrder | undefined> {
  const { rows } = await database.query<StoredOrder>(
    `select order_id as "orderId", account, brand, certificate_type as "certificateType", names,
            validation_method as "validationMethod", terms, state,
            ca_reference as "caReference", certificate_id as "certificateId",
            purpose, plan_id as "planId", valid_until as "validUntil", company_key as "companyKey"
       from orders
      where order_id = $1`,
    [orderId],
  );
  return rows[0];
}

export async function orderExists(database: Queryable, orderId: string): Promise<boolean> {
  const { rowCount } = await database.query('select 1 from orders where order_id = $1', [orderId]);
  return rowCount > 0;
}

/** The order form, personal data and all: for the activity that needs a field of it, never for logs or results. */
export async function loadForm(database: Queryable, orderId: string): Promise<unknown> {
  const { rows } = await database.query<{ form: unknown }>('select form from orders where order_id = $1', [
    orderId,
  ]);
  return rows[0]?.form;
}

/**
 * Notes that the CA is about to be called, before it is. True where that had been noted before: an earlier call may have
 * reached the CA, so it is asked whether it has our reference before anything is sent again.
 */
export async function markPlacementIntended(database: Queryable, orderId: string): Promise<boolean> {
  const { rowCount } = await database.query(
    `update orders set placement_intended_at = now(), updated_at = now()
      where order_id = $1 and placement_intended_at is null`,
    [orderId],
  );
  return rowCount === 0;
}

/** Was the CA ever about to be called for this order? */
export async function placementWasIntended(database: Queryable, orderId: string): Promise<boolean> {
  const { rowCount } = await database.query(
    'select 1 from orders where order_id = $1 and placement_intended_at is not null',
    [orderId],
  );
  return rowCount > 0;
}

/** Idempotent. */
export async function recordCaReference(
  database: Queryable,
  orderId: string,
  caReference: string,
): Promise<void> {
  await database.query('update orders set ca_reference = $2, updated_at = now() where order_id = $1', [
    orderId,
    caReference,
  ]);
}

const ENDS = FINAL_STATES.map((state) => `'${state}'`).join(', ');

/** Where an order stands, as its workflow numbers it. Times are ISO 8601, UTC. */
export interface StoredProgress {
  readonly orderId: string;
  readonly sequence: number;
  readonly state: OrderState;
  readonly waitingOn?: Wait;
  readonly since?: string;
  readonly deadline?: string;
  readonly nextAction?: Bilingual;
  readonly reason?: string;
  readonly tracks?: readonly OrderTrack[];
}

/**
 * True where written. A retried or late write never undoes a newer one. An end is written whatever its number, and stays the
 * end that it was: a workflow whose own store was restored counts from an older moment. The same statement gives an order's
 * free place back with an end that has no certificate.
 */
export async function recordProgress(database: Queryable, progress: StoredProgress): Promise<boolean> {
  const { rowCount } = await database.query(
    `with written as (
     update orders
        set state = $3, waiting_on = $4, since = $5, deadline = $6, next_action = $7, reason = $8, tracks = $9,
            progress_sequence = $2, updated_at = now()
      where order_id = $1
        and case when state in (${ENDS}) then state = $3 and progress_sequence < $2
                 else progress_sequence < $2 or $3 in (${ENDS}) end
      returning order_id, state
     ), given_back as (
     update free_places set given_back_at = now()
       from written
      where free_places.order_id = written.order_id and given_back_at is null
        and written.state in ('cancelled', 'rejected', 'expired')
        and not exists (select 1 from certificates where certificates.order_id = written.order_id)
     )
     select 1 from written`,
    [
      progress.orderId,
      progress.sequence,
      progress.state,
      progress.waitingOn,
      progress.since,
      progress.deadline,
      progress.nextAction && JSON.stringify(progress.nextAction),
      progress.reason,
      progress.tracks && JSON.stringify(progress.tracks),
    ],
  );
  return rowCount > 0;
}

/** What its newest write says. */
export interface StoredStand {
  readonly sequence: number;
  readonly waitingOn: Wait | null;
  readonly since: Date | null;
  readonly deadline: Date | null;
}

export async function loadStand(database: Queryable, orderId: string): Promise<StoredStand | undefined> {
  const { rows } = await database.query<StoredStand>(
    `select progress_sequence as sequence, waiting_on as "waitingOn", since, deadline from orders where order_id = $1`,
    [orderId],
  );
  return rows[0];
}

/** The method in use now: it changes when the subscriber proves control in another way. */
export async function recordValidationMethod(
  database: Queryable,
  orderId: string,
  method: ValidationMethod,
): Promise<void> {
  await database.query('update orders set validation_method = $2, updated_at = now() where order_id = $1', [
    orderId,
    method,
  ]);
}
