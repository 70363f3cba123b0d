/** How any order follows a certificate: judged, its form prefilled and checked, stored and started once. */
import { findTakenRequest } from '../../../db/statements/orders/requests.js';
import { loadSucceeded, type SucceededCertificate } from '../../../db/statements/plans/successions.js';
import type { Succession, TakenRequest } from '../../../db/statements/orders/requests.js';
import type { OrderForm, StorableOrderForm } from '../../../domain/orders/form.js';
import { orderPageUrls, type OrderPages } from '../../../domain/orders/pages.js';
import type { Bilingual } from '../../../domain/bilingual.js';
import { isIdentifier, shownId } from '../../../domain/identifiers.js';
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import { refusalOfSuccession } from '../../../domain/plans/succession-rules.js';
import { refuseOtherPrice } from '../../../domain/catalogue/agreed-price.js';
import { checkForm, type CheckedForm } from '../../orders/checked-form.js';
import type { ClientContext } from '../../context.js';
import { ensureStarted, take } from '../../orders/creating.js';
import { newOrderId, orderIdFor, refuseUnusableIdentity, requestHash } from '../../orders/identity.js';
import { quoteOf, type Quote } from '../../orders/quoting.js';
import { formOfOrder } from '../../orders/prefilled-form.js';
import { noSuchCertificate } from '../../refusing.js';

export interface SucceedingOrder {
  /** The new order: watched, repaired and withdrawn as any other. */
  readonly orderId: string;
  readonly purpose: AskedPurpose;
  /** It stays in use until the new one is issued. */
  readonly predecessorCertificateId: string;
  readonly warnings: readonly Bilingual[];
  /** Where the new order is looked at in a browser. */
  readonly pages: OrderPages;
}

export type AskedPurpose = Exclude<Succession['purpose'], 'plan-reissue'>;

/** The certificate that is followed, and the form of its order. */
export interface Predecessor {
  readonly certificate: SucceededCertificate;
  readonly orderId: string;
  readonly form: StorableOrderForm;
}

/** What the new order is made of. */
export interface Successor {
  readonly form: OrderForm;
  readonly keepsKey: boolean;
}

export interface SuccessionRequest {
  readonly purpose: AskedPurpose;
  readonly idempotencyKey?: string;
  /** The request as it was given, without a password: the same one again is the same order. */
  readonly identity: Readonly<Record<string, unknown>>;
  /** The price that the caller saw, in fen; undefined: whatever it costs. */
  readonly expectedPrice?: number | undefined;
  /** Throws Refusal; nothing is stored yet. */
  readonly make: (predecessor: Predecessor) => Promise<Successor>;
}

/**
 * By the certificate's id or its order's. Idempotent: with the key, and without one as long as that order has not ended.
 * Throws Refusal: NotFound; InvalidInput by field; RefusedInThisState where the certificate can't be followed like this.
 */
export async function succeed(
  context: ClientContext,
  id: string,
  request: SuccessionRequest,
): Promise<SucceedingOrder> {
  const { purpose, idempotencyKey } = request;
  refuseUnusableIdentity(request);
  const certificate = await ownCertificate(context, id);
  const { certificateId } = certificate;
  const requestSha256 = requestHash({ purpose, certificateId, ...request.identity });
  const answer = { purpose, predecessorCertificateId: certificateId };
  const earlier = await takenEarlier(context, certificate, { requestSha256, idempotencyKey });
  if (earlier) {
    await ensureStarted(context, earlier);
    return { ...answer, ...placedAs(context, earlier.orderId), warnings: [] };
  }
  const { predecessor, checked, keepsKey } = await prepared(context, certificate, request);
  refuseOtherPrice(checked.submitted.terms.price, request.expectedPrice);
  const orderId = orderIdOf(context, idempotencyKey);
  const order = {
    orderId,
    account: context.account,
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    requestSha256,
    succession: successionOf(predecessor, purpose, orderId, keepsKey),
  };
  const taken = await take(context, order, checked, checked).catch(async (error: unknown) => {
    // The same request at the same moment was faster.
    const now = await ownCertificate(context, id);
    const same = await takenEarlier(context, now, { requestSha256, idempotencyKey });
    if (!same) throw error;
    await ensureStarted(context, same);
    return same;
  });
  return { ...answer, ...placedAs(context, taken.orderId), warnings: checked.warnings };
}

function placedAs({ pages }: ClientContext, orderId: string): Pick<SucceedingOrder, 'orderId' | 'pages'> {
  return { orderId, pages: orderPageUrls(orderId, pages) };
}

/** What an order that follows a certificate would cost. Throws Refusal as `succeed` does for one that can't be placed. */
export async function quoteSuccession(
  context: ClientContext,
  id: string,
  request: SuccessionRequest,
): Promise<Quote> {
  const certificate = await ownCertificate(context, id);
  const { checked } = await prepared(context, certificate, request);
  return await quoteOf(context, checked, request.purpose);
}

async function prepared(
  context: ClientContext,
  certificate: SucceededCertificate,
  { purpose, make }: SuccessionRequest,
): Promise<{ predecessor: Predecessor; checked: CheckedForm; keepsKey: boolean }> {
  const predecessor = await followable(context, certificate, purpose);
  const { form, keepsKey } = await make(predecessor);
  const placedFor = { purpose, followsOrderId: predecessor.orderId };
  return { predecessor, checked: await checkForm(context, form, placedFor), keepsKey };
}

async function ownCertificate(
  { database, account }: ClientContext,
  id: string,
): Promise<SucceededCertificate> {
  const certificate = isIdentifier(id) ? await loadSucceeded(database, account, id) : undefined;
  if (certificate) return certificate;
  throw noSuchCertificate(shownId(id));
}

async function takenEarlier(
  { database, account }: ClientContext,
  { living }: SucceededCertificate,
  { requestSha256, idempotencyKey }: { requestSha256: string; idempotencyKey: string | undefined },
): Promise<TakenRequest | undefined> {
  if (idempotencyKey !== undefined) {
    const orderId = orderIdFor(account, idempotencyKey);
    const taken = await findTakenRequest(database, { orderId, account, idempotencyKey });
    if (taken && taken.requestSha256 !== requestSha256) throw keyUsedBefore();
    if (taken) return taken;
  }
  if (living?.requestSha256 !== requestSha256) return undefined;
  return await findTakenRequest(database, { orderId: living.orderId, account });
}

async function followable(
  context: ClientContext,
  certificate: SucceededCertificate,
  purpose: AskedPurpose,
): Promise<Predecessor> {
  const refusal = refusalOfSuccession(certificate, purpose, context.clock());
  if (refusal) throw new Refusal(refusal);
  const { orderId } = certificate;
  const form = orderId === null ? undefined : await formOfOrder(context, orderId);
  // A certificate of ours has an order, and that a form.
  if (orderId === null || !form)
    throw new Refusal(
      refusalDetails('RefusedInThisState', {
        message: { zh: '这张证书的订单表单已不存在', en: 'The order form of this certificate is gone' },
      }),
    );
  // What was named to be used again may be too old by now; the CA uses again what it may by itself.
  const { reuseOrganizationOf: _earlier, ...rest } = form;
  return { certificate, orderId, form: rest };
}

/** A reissue belongs to its plan and ends with it; all else begins a plan of its own. */
function successionOf(
  { certificate, orderId: keptOrderId }: Predecessor,
  purpose: AskedPurpose,
  orderId: string,
  keepsKey: boolean,
): Succession {
  const { certificateId, planId, planEndsAt } = certificate;
  return {
    purpose,
    planId: purpose === 'reissue' ? planId : orderId,
    predecessorCertificateId: certificateId,
    predecessorPlanId: planId,
    ...(keepsKey && { keepsKeyOfOrderId: keptOrderId }),
    ...(purpose === 'reissue' && { validUntil: new Date(planEndsAt).toISOString() }),
  };
}

function orderIdOf({ account }: ClientContext, idempotencyKey: string | undefined): string {
  return idempotencyKey === undefined ? newOrderId(Date.now()) : orderIdFor(account, idempotencyKey);
}

function keyUsedBefore(): Refusal {
  return new Refusal(
    refusalDetails('RefusedInThisState', {
      field: 'idempotencyKey',
      message: {
        zh: '此幂等键已用于另一个请求',
        en: 'This idempotency key was used for a different request',
      },
      accepted: { zh: '再次发送同一请求,或换一个键', en: 'the same request again, or another key' },
    }),
  );
}
