/** What people read of orders; lists of them: lists.ts. One account sees its own; an order that was never started is not shown to anybody. */
import type {
  Brand,
  CertificateType,
  ValidationMethod,
  OrderPurpose,
} from '../../../domain/catalogue/words.js';
import type { OrderConnections } from '../../../domain/connections/of-order.js';
import type { OrderState } from '../../../domain/orders/states.js';
import type { NextAction } from '../../../domain/orders/next-action.js';
import type { PaymentState } from '../../../domain/payments/words.js';
import type { Price } from '../../../domain/catalogue/prices.js';
import type { OrganizationTerms } from '../../../domain/organization/ways.js';
import type { OrderTrack } from '../../../domain/orders/tracks.js';
import type { Wait } from '../../../domain/waits.js';
import type { Labels } from '../../../domain/orders/labels.js';
import { chineseIn } from '../reasons.js';
import type { Queryable } from '../../database.js';

export interface OrderRecord extends Labels {
  readonly orderId: string;
  readonly brand: Brand;
  readonly type: CertificateType;
  /** Empty until the form is submitted. */
  readonly names: readonly string[];
  readonly validationMethod: ValidationMethod | null;
  readonly state: OrderState;
  readonly waitingOn: Wait | null;
  /** Times are ISO 8601, UTC. */
  readonly since: string | null;
  readonly deadline: string | null;
  readonly nextAction: NextAction | null;
  readonly reason: string | null;
  /** Null where the reason is not ours, or was kept in English alone. */
  readonly reasonChinese: string | null;
  /** Domain and organization side by side; null where the order has one proof only. */
  readonly tracks: readonly OrderTrack[] | null;
  readonly certificateId: string | null;
  readonly createdAt: string;
  /** The order that this one was submitted anew for, and the one that this one was submitted anew as. */
  readonly replacesOrderId: string | null;
  readonly replacedByOrderId: string | null;
  readonly purpose: OrderPurpose;
  /** The plan that its certificate belongs to, known by the order that bought it. */
  readonly planId: string;
  /** The certificate that this order's follows. */
  readonly predecessorCertificateId: string | null;
  /** Null where the order has no price. */
  readonly payment: OrderPayment | null;
  /** Null: those that the environment names, or not submitted yet. */
  readonly connections: OrderConnections | null;
  /** A second person lets it through, or did (domain/orders/approval.ts). */
  readonly needsApproval: boolean;
  /** How the CA makes sure of the company, and what of that may be put right; null where it asks nothing about one. */
  readonly organization: OrganizationOfOrder | null;
  /** Counts what the workflow wrote. */
  readonly progressSequence: number;
}

/** As the terms of its submission have it. */
export type OrganizationOfOrder = Pick<OrganizationTerms, 'way' | 'repairs'>;

/** What an order costs, and how far that is paid. */
export interface OrderPayment {
  readonly state: PaymentState;
  readonly amount: number;
  readonly currency: string;
  readonly owedSince: string | null;
}

export const ORDER_COLUMNS = `
  order_id, brand, certificate_type, names, validation_method, state, waiting_on, since, deadline, next_action, reason,
  ${chineseIn('reason', 'reason_words')} as reason_chinese, tracks, certificate_id, created_at, progress_sequence, replaces_order_id, purpose,
  coalesce(plan_id, order_id) as plan_id, predecessor_certificate_id, alias, tags, project,
  terms -> 'price' as price, terms -> 'connections' as connections,
  coalesce(terms ? 'approval', false) as needs_approval,
  case when terms ? 'organization' then jsonb_build_object(
    'way', terms #> '{organization,way}', 'repairs', terms #> '{organization,repairs}') end as organization,
  (select jsonb_build_object('state', payments.state, 'owedSince', payments.owed_since)
     from payments where payments.order_id = orders.order_id) as payment,
  (select successor.order_id from orders successor
    where successor.replaces_order_id = orders.order_id
      and (successor.started_at is not null or successor.progress_sequence > 0)) as replaced_by_order_id`;

/** An order between being stored and being started was not taken yet: it may still be refused. */
export const SHOWN = '(started_at is not null or progress_sequence > 0)';

export async function readOrder(
  database: Queryable,
  account: string,
  orderId: string,
): Promise<OrderRecord | undefined> {
  const { rows } = await database.query<OrderRow>(
    `select ${ORDER_COLUMNS} from orders where order_id = $1 and account = $2 and ${SHOWN}`,
    [orderId, account],
  );
  return rows[0] && orderRecord(rows[0]);
}

export interface OrderRow extends Labels {
  readonly price: Price | null;
  readonly connections: OrderConnections | null;
  readonly needs_approval: boolean;
  readonly organization: OrganizationOfOrder | null;
  readonly payment: { readonly state: PaymentState; readonly owedSince: string | null } | null;
  readonly order_id: string;
  readonly brand: Brand;
  readonly certificate_type: CertificateType;
  readonly names: string[];
  readonly validation_method: ValidationMethod | null;
  readonly state: OrderState;
  readonly waiting_on: Wait | null;
  readonly since: Date | null;
  readonly deadline: Date | null;
  readonly next_action: NextAction | null;
  readonly reason: string | null;
  readonly reason_chinese: string | null;
  readonly tracks: readonly OrderTrack[] | null;
  readonly certificate_id: string | null;
  readonly created_at: Date;
  readonly progress_sequence: number;
  readonly replaces_order_id: string | null;
  readonly replaced_by_order_id: string | null;
  readonly purpose: OrderPurpose;
  readonly plan_id: string;
  readonly predecessor_certificate_id: string | null;
}

export function orderRecord(row: OrderRow): OrderRecord {
  return {
    orderId: row.order_id,
    brand: row.brand,
    type: row.certificate_type,
    names: row.names,
    validationMethod: row.validation_method,
    state: row.state,
    waitingOn: row.waiting_on,
    since: row.since?.toISOString() ?? null,
    deadline: row.deadline?.toISOString() ?? null,
    nextAction: row.next_action,
    reason: row.reason,
    reasonChinese: row.reason_chinese,
    tracks: row.tracks,
    certificateId: row.certificate_id,
    createdAt: row.created_at.toISOString(),
    replacesOrderId: row.replaces_order_id,
    replacedByOrderId: row.replaced_by_order_id,
    purpose: row.purpose,
    planId: row.plan_id,
    predecessorCertificateId: row.predecessor_certificate_id,
    alias: row.alias,
    tags: row.tags,
    project: row.project,
    payment: orderPayment(row),
    connections: row.connections,
    needsApproval: row.needs_approval,
    organization: row.organization,
    progressSequence: row.progress_sequence,
  };
}

/** Of which nothing was asked yet: it is due. */
function orderPayment({ price, payment }: OrderRow): OrderPayment | null {
  if (!price) return null;
  const { state, owedSince } = payment ?? { state: 'due', owedSince: null };
  return { state, ...price, owedSince: owedSince === null ? null : new Date(owedSince).toISOString() };
}
