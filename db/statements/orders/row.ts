/** What the worker reads and writes of an order's own row. */
import type {
  Brand,
  CertificateType,
  ValidationMethod,
  OrderPurpose,
} from '../../../domain/catalogue/words.js';
import type { StorableOrderForm } from '../../../domain/orders/form.js';
import type { OrderTerms } from '../../../domain/orders/terms.js';
import type { OrderState } from '../../../domain/orders/states.js';
import type { NextAction } from '../../../domain/orders/next-action.js';
import type { OrderTrack } from '../../../domain/orders/tracks.js';
import type { Wait } from '../../../domain/waits.js';
import { reasonWords } from '../reasons.js';
import { UNAWAITED, type Queryable } from '../../database.js';
import type { SealedValue } from '../../sealed-values.js';
import { proofColumns, REPLACE_PROOFS, type AskedProof } from '../control/domain-validations.js';
import { INTENT, keyAsJson, UNKNOWN_INTENT, type KeyStored, type StoredKey } from '../certificates/keys.js';
import { ENDS, IS_GIVEN_UP } from './ends.js';

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
  /** For how long its plan was bought. */
  readonly planYears: number;
  /** As `companyKeyOf` makes it; null where the form names no company. */
  readonly companyKey: string | null;
  /** The order form where a company is checked, personal data and all; null elsewhere. Never for logs or results. */
  readonly companyForm: unknown;
}

const ORDER_COLUMNS = `
  orders.order_id as "orderId", account, brand, certificate_type as "certificateType", names,
  validation_method as "validationMethod", terms, state, ca_reference as "caReference",
  certificate_id as "certificateId", purpose, plan_id as "planId", valid_until as "validUntil",
  coalesce((form ->> 'planYears')::integer, 1) as "planYears",
  company_key as "companyKey", case when terms -> 'organization' is not null then form end as "companyForm"`;

export async function loadOrder(database: Queryable, orderId: string): Promise<StoredOrder | undefined> {
  const { rows } = await database.query<StoredOrder>(
    `select ${ORDER_COLUMNS} from orders where order_id = $1`,
    [orderId],
  );
  return rows[0];
}

export interface StoredOrderWithKey {
  readonly order: StoredOrder;
  readonly key: StoredKey | undefined;
  /** Of its newest write. */
  readonly sequence: number;
}

/** The order and its key, where it has one by now. */
export async function loadOrderWithKey(
  database: Queryable,
  orderId: string,
): Promise<StoredOrderWithKey | undefined> {
  const { rows } = await database.query<StoredOrder & { readonly key: StoredKey | null; sequence: number }>(
    `select ${ORDER_COLUMNS}, progress_sequence as sequence, ${keyAsJson('k')} as key
       from orders left join order_keys k on k.order_id = orders.order_id
      where orders.order_id = $1`,
    [orderId],
  );
  const [row] = rows;
  if (!row) return undefined;
  const { key, sequence, ...order } = row;
  return { order, key: key ?? undefined, sequence };
}

/** An order, and all that its key and CSR are made of, or what they are where they are there. */
export interface OrderToPrepare {
  readonly order: StoredOrder;
  readonly key: StoredKey | undefined;
  /** The order whose key and CSR this one keeps, and these; undefined where it has a key of its own. */
  readonly keptOrderId: string | undefined;
  readonly keptKey: StoredKey | undefined;
  /** Of the form; null where that is not there. */
  readonly csr: StorableOrderForm['csr'] | null;
  /** The password that waits for the key; `lost` where it was given up with its master key. */
  readonly keyPassword: SealedValue | 'lost' | undefined;
}

export async function loadOrderToPrepare(
  database: Queryable,
  orderId: string,
): Promise<OrderToPrepare | undefined> {
  const { rows } = await database.query<PrepareRow>(
    `select ${ORDER_COLUMNS}, ${keyAsJson('own')} as key, keeps_key_of_order_id as "keptOrderId",
            ${keyAsJson('kept')} as "keptKey", form -> 'csr' as csr,
            case when password.written_off_at is null then password.sealed_password else '"lost"' end as "keyPassword"
       from orders
       left join order_keys own on own.order_id = orders.order_id
       left join order_keys kept on kept.order_id = orders.keeps_key_of_order_id
       left join pending_key_passwords password on password.order_id = orders.order_id
      where orders.order_id = $1`,
    [orderId],
  );
  const [row] = rows;
  if (!row) return undefined;
  const { key, keptOrderId, keptKey, csr, keyPassword, ...order } = row;
  return {
    order,
    key: key ?? undefined,
    keptOrderId: keptOrderId ?? undefined,
    keptKey: keptKey ?? undefined,
    csr,
    keyPassword: keyPassword ?? undefined,
  };
}

interface PrepareRow extends StoredOrder {
  readonly key: StoredKey | null;
  readonly keptOrderId: string | null;
  readonly keptKey: StoredKey | null;
  readonly csr: StorableOrderForm['csr'] | null;
  readonly keyPassword: SealedValue | 'lost' | null;
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

/** That the CA is about to be called, as it is noted. */
export type PlacementIntent = Pick<KeyStored, 'mayHaveReachedCa' | 'placesAt' | 'isGivenUp'>;

/**
 * Notes that the CA is about to be called, before it is. Where that had been noted before, an earlier call may have reached the
 * CA, so it is asked whether it has our reference before anything is sent again. Nothing is noted of an order that is given up.
 */
export async function markPlacementIntended(database: Queryable, orderId: string): Promise<PlacementIntent> {
  const { rows } = await database.query<PlacementIntent>(
    `with ${INTENT.noted('order_id = $1')} ${INTENT.told}`,
    [orderId],
  );
  return rows[0] ?? UNKNOWN_INTENT;
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

/** Where an order stands, as its workflow numbers it. Times are ISO 8601, UTC. */
export interface StoredProgress {
  readonly orderId: string;
  readonly sequence: number;
  readonly state: OrderState;
  readonly waitingOn?: Wait;
  readonly since?: string;
  readonly deadline?: string;
  readonly nextAction?: NextAction;
  readonly reason?: string;
  readonly reasonChinese?: string;
  readonly tracks?: readonly OrderTrack[];
}

/**
 * True where written. A retried or late write never undoes a newer one. An end is written whatever its number, and stays the
 * end that it was: a workflow whose own store was restored counts from an older moment. The same statement gives an order's
 * free place back with an end that has no certificate. `waitsForDisk`: false only for a turn that is written once more where it
 * was lost.
 */
export async function recordProgress(
  database: Queryable,
  progress: StoredProgress,
  { waitsForDisk = true }: { readonly waitsForDisk?: boolean } = {},
): Promise<boolean> {
  const statement = waitsForDisk ? RECORD_PROGRESS : RECORD_PROGRESS_UNAWAITED;
  const { rowCount } = await database.query(statement, [progress.orderId, ...progressColumns(progress)]);
  return rowCount > 0;
}

const recordingProgress = (before = '', from = '') => `
  with ${before} written as (
    update orders
       set state = $3, waiting_on = $4, since = $5, deadline = $6, next_action = $7, reason = $8, tracks = $9,
           reason_words = $10, progress_sequence = $2, updated_at = now()
      ${from}
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
  select 1 from written`;

const RECORD_PROGRESS = recordingProgress();
const RECORD_PROGRESS_UNAWAITED = recordingProgress(
  `unawaited as materialized (select ${UNAWAITED}),`,
  'from unawaited',
);

function progressColumns(progress: StoredProgress | undefined): unknown[] {
  return [
    progress?.sequence,
    progress?.state,
    progress?.waitingOn,
    progress?.since,
    progress?.deadline,
    progress?.nextAction && JSON.stringify(progress.nextAction),
    progress?.reason,
    progress?.tracks && JSON.stringify(progress.tracks),
    progress && reasonWords(progress),
  ];
}

/** What its newest write says. */
export interface StoredStand {
  readonly sequence: number;
  readonly waitingOn: Wait | null;
  readonly since: Date | null;
  readonly deadline: Date | null;
}

const STAND_COLUMNS = 'progress_sequence as sequence, waiting_on as "waitingOn", since, deadline';

export async function loadStand(database: Queryable, orderId: string): Promise<StoredStand | undefined> {
  const { rows } = await database.query<StoredStand>(
    `select ${STAND_COLUMNS} from orders where order_id = $1`,
    [orderId],
  );
  return rows[0];
}

/** Where a placed order stands. `isGivenUp`: it was undone meanwhile, by whoever took this attempt for dead. */
export interface PlacedStand extends StoredStand {
  readonly isGivenUp: boolean;
}

/**
 * The CA has the order, and this is how it calls it, and the proofs that it asks for; with `turn`, whose turn comes next, as
 * `recordProgress` would write it. Idempotent; one statement. Returns where the order stands from then on.
 */
export async function recordPlaced(
  database: Queryable,
  orderId: string,
  caReference: string,
  proofs: readonly AskedProof[],
  turn?: StoredProgress,
): Promise<PlacedStand | undefined> {
  const { rows } = await database.query<PlacedStand>(RECORD_PLACED, [
    ...proofColumns(orderId, proofs),
    caReference,
    ...progressColumns(turn),
  ]);
  return rows[0];
}

const isTurnNewer = `$9::integer > progress_sequence and state not in (${ENDS})`;
const turned = (column: string, value: string) =>
  `${column} = case when ${isTurnNewer} then ${value} else ${column} end`;

const RECORD_PLACED = `
  with referred as (
    update orders
       set ca_reference = $8, updated_at = now(),
           ${turned('state', '$10')}, ${turned('waiting_on', '$11')}, ${turned('since', '$12::timestamptz')},
           ${turned('deadline', '$13::timestamptz')}, ${turned('next_action', '$14::jsonb')}, ${turned('reason', '$15')},
           ${turned('tracks', '$16::jsonb')}, ${turned('reason_words', '$17::jsonb')}, ${turned('progress_sequence', '$9::integer')}
     where order_id = $1
     returning ${STAND_COLUMNS}, ${IS_GIVEN_UP} as "isGivenUp"
  ), ${REPLACE_PROOFS}
  select * from referred`;

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
