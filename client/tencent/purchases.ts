/** Buying through the reseller's API: orders without a form, or free ones with it; a repeated request whose answer was lost is the same. */
import {
  forgetPurchases,
  insertPurchase,
  markAnswer,
  removePurchase,
  takeLostPurchase,
} from '../../db/statements/tencent/purchases.js';
import { insertTencentCertificate } from '../../db/statements/tencent/certificates.js';
import { changedLabels, type LabelChanges } from '../../domain/orders/labels.js';
import { Refusal } from '../../domain/refusals.js';
import { tencentIdOf } from '../../domain/tencent/ids.js';
import type { TencentProduct } from '../../domain/tencent/products.js';
import { lostPurchaseWindow } from '../../domain/tencent/repeated-purchases.js';
import { formDetails } from '../accounts/public-details.js';
import { recorded } from '../accounts/recorded.js';
import type { ClientContext } from '../context.js';
import type { CreateRequest, OrderFormInput } from '../orders/creating.js';
import { newId, requestHash } from '../orders/identity.js';
import { setOrderLabels } from '../orders/labels.js';
import { refuseUnusablePurchase } from './usable.js';

export interface TencentPurchaseRequest {
  readonly product: TencentProduct;
  readonly domainCount: number;
  readonly years: number;
  /** How many of it; each is an order of its own. */
  readonly count: number;
  /** The key that asks: another key's request is never the same. */
  readonly askedBy: string;
  readonly labels?: LabelChanges;
  /** The certificate that it is applied for to follow, by the API's id. */
  readonly renews?: string;
  /** Handed in at once, as a free certificate's is; left out, the orders wait for it. */
  readonly form?: OrderFormInput;
}

export interface TencentPurchased {
  readonly purchaseId: string;
  /** By the API's ids. */
  readonly ids: readonly string[];
  /** Tells what became of the answer: from then on the same request is another purchase, or the same one. */
  answered(outcome: 'delivered' | 'lost'): Promise<void>;
}

const PREFIX = 'purchase_';

/** Throws Refusal as `OrderClient.create`: nothing is bought then, or what was bought before stands. */
export async function buy(
  context: ClientContext,
  request: TencentPurchaseRequest,
): Promise<TencentPurchased> {
  refuseUnusablePurchase(request);
  if (request.labels) changedLabels({ alias: null, tags: [], project: null }, request.labels);
  const purchaseId = await purchaseOf(context, request);
  try {
    const ids: string[] = [];
    for (let place = 1; place <= request.count; place += 1)
      ids.push(await orderOf(context, request, `tencent-${purchaseId}-${place}`));
    return { purchaseId, ids, answered: (outcome) => tellAnswer(context, purchaseId, outcome) };
  } catch (error) {
    if (error instanceof Refusal) await removePurchase(context.database, context.account, purchaseId);
    throw error;
  }
}

async function tellAnswer(
  { database, account, clock }: ClientContext,
  purchaseId: string,
  outcome: 'delivered' | 'lost',
): Promise<void> {
  await markAnswer(database, account, purchaseId, outcome, new Date(clock()).toISOString());
}

async function purchaseOf(context: ClientContext, request: TencentPurchaseRequest): Promise<string> {
  const { database, account, clock } = context;
  const now = clock();
  const { askedBy, form, ...content } = request;
  const { keyPassword, ...visible } = form ?? {};
  // Of a password only that there is one: a hash lets people guess.
  const requestSha256 = requestHash({ ...content, form: visible, hasKeyPassword: keyPassword !== undefined });
  const asked = { account, askedBy, requestSha256 };
  const at = new Date(now).toISOString();
  const window = lostPurchaseWindow(now);
  const earlier = await takeLostPurchase(database, asked, window, at);
  if (earlier !== undefined) return earlier;
  await forgetPurchases(database, account, window.keptSince);
  const purchaseId = newId(PREFIX, now);
  await insertPurchase(database, asked, purchaseId, at);
  return purchaseId;
}

async function orderOf(
  context: ClientContext,
  { product, domainCount, years, labels, renews, form }: TencentPurchaseRequest,
  idempotencyKey: string,
): Promise<string> {
  const { brand, type } = product;
  const orderId = await placed(
    context,
    form ? { form, idempotencyKey } : { form: { brand, type }, draft: true, idempotencyKey },
  );
  const { database, account } = context;
  await insertTencentCertificate(database, {
    rootOrderId: orderId,
    account,
    productId: product.id,
    domainCount,
    years,
    renews,
  });
  if (labels) await setOrderLabels(context, orderId, labels);
  return tencentIdOf(orderId);
}

/** As `OrderClient.create`, in the account's log as well; resolves to the order's id. */
export async function placed(context: ClientContext, request: CreateRequest): Promise<string> {
  const { createOrder } = await import('../orders/creating.js');
  const { orderId } = await recorded(
    context,
    {
      operation: 'order.create',
      details: formDetails(request.form),
      made: (created) => created.orderId,
      started: (created) => created.orderId,
    },
    () => createOrder(context, request),
  );
  return orderId;
}
