/** Buying through the reseller's API: orders without a form, or free ones with it; a repeated request whose answer was lost is the same. */
import { setTimeout as pause } from 'node:timers/promises';
import {
  forgetPurchases,
  insertPurchase,
  isBeingAnswered,
  markAnswer,
  removePurchase,
  renewPurchase,
  takeLostPurchase,
  type PurchaseRequest,
} from '../../db/statements/tencent/purchases.js';
import { insertTencentCertificate } from '../../db/statements/tencent/certificates.js';
import { changedLabels, type LabelChanges } from '../../domain/orders/labels.js';
import { Refusal } from '../../domain/refusals.js';
import { tencentIdOf } from '../../domain/tencent/ids.js';
import type { TencentProduct } from '../../domain/tencent/products.js';
import {
  LONGEST_PURCHASE_WAIT_MS,
  lostPurchaseWindow,
  PURCHASE_RENEWED_MS,
} from '../../domain/tencent/repeated-purchases.js';
import { formDetails } from '../accounts/public-details.js';
import { recorded } from '../accounts/recorded.js';
import type { ClientContext } from '../context.js';
import type { CreateRequest, OrderFormInput } from '../orders/creating.js';
import { newId, requestHash } from '../orders/identity.js';
import { setOrderLabels } from '../orders/labels.js';
import { samePurchaseUnderWay } from '../unavailable.js';
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
/** How often it is looked what became of the same purchase beside it. */
const LOOKED_EVERY_MS = 100;

/**
 * Throws Refusal as `OrderClient.create`: nothing is bought then, or what was bought before stands; Unavailable `SamePurchaseUnderWay`
 * where the same request beside it has no end.
 */
export async function buy(
  context: ClientContext,
  request: TencentPurchaseRequest,
): Promise<TencentPurchased> {
  refuseUnusablePurchase(request);
  if (request.labels) changedLabels({ alias: null, tags: [], project: null }, request.labels);
  const purchaseId = await purchaseOf(context, request);
  const working = new WorkAtPurchase(context, purchaseId);
  try {
    const ids: string[] = [];
    for (let place = 1; place <= request.count; place += 1)
      ids.push(await orderOf(context, request, `tencent-${purchaseId}-${place}`));
    const answered = async (outcome: 'delivered' | 'lost') => {
      working.end();
      await tellAnswer(context, purchaseId, outcome);
    };
    return { purchaseId, ids, answered };
  } catch (error) {
    working.end();
    if (error instanceof Refusal) await removePurchase(context.database, context.account, purchaseId);
    else await tellAnswer(context, purchaseId, 'lost').catch(() => undefined);
    throw error;
  }
}

/** Says every second that somebody is at it, until it is known what became of the answer; not for ever, should nobody tell. */
class WorkAtPurchase {
  readonly #timer: NodeJS.Timeout;
  readonly #endsAt = Date.now() + LONGEST_PURCHASE_WAIT_MS;

  constructor({ database, account, clock }: ClientContext, purchaseId: string) {
    this.#timer = setInterval(() => {
      if (Date.now() > this.#endsAt) {
        this.end();
        return;
      }
      // Where the database is not there, it goes on as soon as it is.
      renewPurchase(database, account, purchaseId, new Date(clock()).toISOString()).catch(() => undefined);
    }, PURCHASE_RENEWED_MS).unref();
  }

  end(): void {
    clearInterval(this.#timer);
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
  const { askedBy, form, ...content } = request;
  const { keyPassword, ...visible } = form ?? {};
  // Of a password only that there is one: a hash lets people guess.
  const requestSha256 = requestHash({ ...content, form: visible, hasKeyPassword: keyPassword !== undefined });
  const asked = { account, askedBy, requestSha256 };
  const earlier = await lostOf(context, asked);
  if (earlier !== undefined) return earlier;
  const at = clock();
  await forgetPurchases(database, account, lostPurchaseWindow(at).keptSince);
  const purchaseId = newId(PREFIX, at);
  await insertPurchase(database, asked, purchaseId, new Date(at).toISOString());
  return purchaseId;
}

/**
 * The same purchase, where its answer was lost. One whose answer is on its way is waited for: it may reach somebody who buys twice on
 * purpose, or its process may just have died under somebody who asks again.
 */
async function lostOf(
  { database, clock }: ClientContext,
  asked: PurchaseRequest,
): Promise<string | undefined> {
  const endsAt = Date.now() + LONGEST_PURCHASE_WAIT_MS;
  for (;;) {
    const now = clock();
    const window = lostPurchaseWindow(now);
    // In this order: what is lost in between is taken.
    const isUnderWay = await isBeingAnswered(database, asked, window.unansweredBefore);
    const earlier = await takeLostPurchase(database, asked, window, new Date(now).toISOString());
    if (earlier !== undefined) return earlier;
    if (!isUnderWay) return undefined;
    if (Date.now() >= endsAt) throw samePurchaseUnderWay();
    await pause(LOOKED_EVERY_MS);
  }
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
