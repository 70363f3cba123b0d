/** One order as its CA adapter needs it: loaded from our records, named by our reference. */
import { createHash } from 'node:crypto';
import type { Database } from '../../db/database.js';
import { loadKey, type StoredKey } from '../../db/statements/certificates/keys.js';
import { loadOrder, loadOrderWithKey, type StoredOrder } from '../../db/statements/orders/row.js';
import { isProvenForOneCompany } from '../../domain/catalogue/sm2-reuse.js';
import { recordMissing } from '../../domain/failures.js';
import type { ValidationMethod } from '../../domain/catalogue/words.js';
import type { OrderTerms } from '../../domain/orders/terms.js';
import type { CaOrderRequest } from './certificate-authority.js';
import { organizationRequestOf } from './organization-request.js';

export interface SubmittedOrder extends StoredOrder {
  readonly terms: OrderTerms;
  readonly validationMethod: ValidationMethod;
}

/** Our reference at every CA: the order's own id, so that the same order is never placed under two. */
export function referenceOf(orderId: string): string {
  return orderId;
}

/** Throws OrderFailure `RecordMissing` where there is no such order, or its form is not there: the workflow knows of both. */
export async function loadSubmittedOrder(database: Database, orderId: string): Promise<SubmittedOrder> {
  return submitted(await loadOrder(database, orderId), orderId);
}

/** Throws OrderFailure `RecordMissing`, as `loadSubmittedOrder`. */
export function submitted(order: StoredOrder | undefined, orderId: string): SubmittedOrder {
  if (!order?.terms || !order.validationMethod) throw recordMissing({ record: 'submission', id: orderId });
  return { ...order, terms: order.terms, validationMethod: order.validationMethod };
}

/** As `loadSubmittedOrder`, for an order that the CA has taken. */
export async function loadPlacedOrder(database: Database, orderId: string): Promise<PlacedOrderRow> {
  return placed(await loadSubmittedOrder(database, orderId));
}

function placed(order: SubmittedOrder): PlacedOrderRow {
  if (!order.caReference) throw recordMissing({ record: 'ca-reference', id: order.orderId });
  return { ...order, caReference: order.caReference };
}

export type PlacedOrderRow = SubmittedOrder & { readonly caReference: string };

/** With its key: undefined where it was lost; and the number of the newest write of where it stands. */
export type OrderWithItsKey = PlacedOrderRow & {
  readonly key: StoredKey | undefined;
  readonly sequence: number;
};

/** As `loadPlacedOrder`, with the order's key, in one statement. */
export async function loadPlacedOrderWithKey(database: Database, orderId: string): Promise<OrderWithItsKey> {
  const row = await loadOrderWithKey(database, orderId);
  return { ...placed(submitted(row?.order, orderId)), key: row?.key, sequence: row?.sequence ?? 0 };
}

/**
 * What is sent to the CA: the names as ordered, since they make the product. The complimentary name (ordering rules,
 * section 3) is the CA's to add: sent along, it would turn a single certificate into a multi-name one.
 */
export async function requestFor(database: Database, order: SubmittedOrder): Promise<CaOrderRequest> {
  return requestWith(order, await loadKey(database, order.orderId));
}

/** As `requestFor`, with the key that was loaded or made; undefined where it was lost. */
export function requestWith(order: SubmittedOrder, csr: StoredKey | undefined): CaOrderRequest {
  if (!csr) throw recordMissing({ record: 'csr', id: order.orderId });
  return {
    reference: referenceOf(order.orderId),
    brand: order.brand,
    certificateType: order.certificateType,
    names: order.names,
    csrPem: csr.csrPem,
    ...(order.terms.signatureHash && { signatureHash: order.terms.signatureHash }),
    validationMethod: order.validationMethod,
    accountReference: accountReferenceOf(order.account),
    ...(isProvenForOneCompany(order.brand) && order.companyKey ? { companyReference: order.companyKey } : {}),
    ...withinItsPlan(order),
    ...(order.planYears > 1 && { years: order.planYears }),
    ...organizationFor(order),
  };
}

/** What was bought already, and until when: the order that began the plan is the purchase that a re-issue belongs to. */
function withinItsPlan({
  purpose,
  planId,
  validUntil,
}: SubmittedOrder): Pick<CaOrderRequest, 'reissueOf' | 'validUntil'> {
  const isReissue = purpose === 'plan-reissue' || purpose === 'reissue';
  return {
    ...(isReissue && planId !== null ? { reissueOf: referenceOf(planId) } : {}),
    ...(validUntil ? { validUntil: validUntil.toISOString() } : {}),
  };
}

/** Says of two orders whether they are the same account's, and nothing else. */
function accountReferenceOf(account: string): string {
  return createHash('sha256').update(account).digest('hex');
}

function organizationFor({
  orderId,
  terms,
  companyForm,
}: SubmittedOrder): Pick<CaOrderRequest, 'organization'> {
  if (!terms.organization) return {};
  return { organization: organizationRequestOf(orderId, terms.organization.way, companyForm) };
}
