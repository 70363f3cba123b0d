/**
 * The way out of an order that can't be put right: withdrawn, and submitted anew as a linked order with the form prefilled
 * (ordering rules, section 6a). Also the way back from a rejection.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { findTakenRequest, type Succession, type TakenRequest } from '../../db/statements/orders/requests.js';
import { loadSuccession } from '../../db/statements/plans/successions.js';
import { refuseOtherPrice } from '../../domain/catalogue/agreed-price.js';
import type { StorableOrderForm } from '../../domain/orders/form.js';
import { type Bilingual } from '../../domain/bilingual.js';
import { NO_PAGES, orderPageUrls, type OrderPages } from '../../domain/orders/pages.js';
import { isFinal, type OrderState } from '../../domain/orders/states.js';
import { whyNotResubmitted } from '../../domain/orders/way-out.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import { ownOrder, withdrawOrder } from './acting.js';
import { checkForm, type CheckedForm } from './checked-form.js';
import type { ClientContext } from '../context.js';
import { ensureStarted, take, withKey, type OrderIdentity } from './creating.js';
import { refuseUsedKey } from '../certificates/key-use.js';
import { requestHash, successorIdOf } from './identity.js';
import { changedForm, formOfOrder, refuseLostPassword, type FormChanges } from './prefilled-form.js';
import { quoteOf, type Quote } from './quoting.js';
import { stillBeingWithdrawn } from '../unavailable.js';

export interface ResubmitRequest {
  readonly changes?: FormChanges;
  /** Where the old key had a password, the new one needs its own: it can't be read. False: a key without one. */
  readonly keyPassword?: string | false;
  /** Checks everything, withdraws and creates nothing. */
  readonly dryRun?: boolean;
  /** The price of the new order that the caller saw, in fen: as `CreateRequest` has it. What the old one holds is given back. */
  readonly expectedPrice?: number;
  /** Milliseconds to wait for the old order's end; default 30,000. */
  readonly waitMs?: number;
}

export interface ResubmittedOrder {
  /** The new order; with `dryRun`, the id it would have. */
  readonly orderId: string;
  readonly replacesOrderId: string;
  /** Fields of the form that differ from the old order's; never their values. */
  readonly changedFields: readonly string[];
  readonly dryRun: boolean;
  readonly warnings: readonly Bilingual[];
  /** Where the new order is looked at in a browser; nowhere with `dryRun`. */
  readonly pages: OrderPages;
}

const WAIT_MS = 30_000;
const POLL_MS = 200;

/**
 * The changed form passes every check before the old order is touched. Idempotent: the same request again is the same new
 * order, and goes on where a crash cut it short. Throws Refusal: InvalidInput and NotFound by field; RefusedInThisState
 * where the old order was issued, has no form, or was submitted anew with other changes. Unavailable while the withdrawal
 * is still under way.
 */
export async function resubmitOrder(
  context: ClientContext,
  replacesOrderId: string,
  request: ResubmitRequest = {},
): Promise<ResubmittedOrder> {
  const { changes = {}, dryRun = false, waitMs = WAIT_MS } = request;
  const old = await ownOrder(context, replacesOrderId);
  const identity = identityOf(context, replacesOrderId, request);
  const { orderId } = identity;
  const pages = dryRun ? NO_PAGES : orderPageUrls(orderId, context.pages);
  const answer = { orderId, replacesOrderId, changedFields: Object.keys(changes), dryRun, pages };
  const earlier = await takenEarlier(context, identity);
  if (earlier) {
    if (!dryRun) await ensureStarted(context, earlier);
    return { ...answer, warnings: [] };
  }
  refuseIssued(replacesOrderId, old.state);
  const succession = await successionKept(context, replacesOrderId, identity.orderId, request);
  const checked = await checkNewForm(context, replacesOrderId, request, succession);
  if (!dryRun) refuseOtherPrice(checked.submitted.terms.price, request.expectedPrice);
  const order = { ...identity, ...(succession && { succession }) };
  // Before the old order is touched: afterwards it would be too late to choose another key.
  await refuseUsedKey(context.database, withKey({ ...order, submitted: checked.submitted }));
  if (!dryRun) {
    await endOrder(context, replacesOrderId, waitMs);
    await take(context, order, checked, checked);
  }
  return { ...answer, warnings: checked.warnings };
}

/** What the new order would cost; nothing is withdrawn. Throws Refusal as `resubmitOrder` does before it withdraws anything. */
export async function quoteResubmission(
  context: ClientContext,
  replacesOrderId: string,
  request: ResubmitRequest = {},
): Promise<Quote> {
  const old = await ownOrder(context, replacesOrderId);
  refuseIssued(replacesOrderId, old.state);
  const { orderId } = identityOf(context, replacesOrderId, request);
  const succession = await successionKept(context, replacesOrderId, orderId, request);
  const checked = await checkNewForm(context, replacesOrderId, request, succession);
  return await quoteOf(context, checked, succession?.purpose ?? 'purchase');
}

/** The changes as they were given: what they name as saved may be edited before the same request comes again. */
function identityOf(
  { account }: ClientContext,
  replacesOrderId: string,
  { changes = {}, keyPassword }: ResubmitRequest,
): OrderIdentity {
  const { keyPassword: inChanges, ...rest } = changes;
  const hasKeyPassword = typeof (keyPassword ?? inChanges) === 'string';
  return {
    orderId: successorIdOf(account, replacesOrderId),
    account,
    requestSha256: requestHash({ replacesOrderId, changes: rest, hasKeyPassword }),
    replacesOrderId,
  };
}

async function takenEarlier(
  { database }: ClientContext,
  identity: OrderIdentity,
): Promise<TakenRequest | undefined> {
  const taken = await findTakenRequest(database, identity);
  if (!taken || taken.requestSha256 === identity.requestSha256) return taken;
  throw new Refusal(
    refusalDetails('RefusedInThisState', {
      message: {
        zh: `此订单之前已带着其他更改重新提交,新订单为 ${taken.orderId}`,
        en: `The order was submitted anew before, with other changes, as ${taken.orderId}`,
      },
      accepted: {
        zh: `再次提交同样的更改,或执行 \`sealflow order resubmit ${taken.orderId} --form-changes FILE.yaml\` 提交进一步的更改`,
        en: `the same changes again, or \`sealflow order resubmit ${taken.orderId} --form-changes FILE.yaml\` with further ones`,
      },
    }),
  );
}

/**
 * What the old order was to follow, the new one follows. A reissue keeps what its plan was bought for. Throws Refusal where
 * the changes are none of a reissue's.
 */
async function successionKept(
  { database }: ClientContext,
  oldOrderId: string,
  newOrderId: string,
  { changes = {} }: ResubmitRequest,
): Promise<Succession | undefined> {
  const old = await loadSuccession(database, oldOrderId);
  if (!old) return undefined;
  const begins = old.planId === oldOrderId;
  const bought = BOUGHT.find((field) => field in changes);
  if (!begins && bought !== undefined) throw boughtBefore(bought);
  const { keepsKeyOfOrderId, planNumber: _number, planAttempt: _attempt, ...rest } = old;
  return {
    ...rest,
    planId: begins ? newOrderId : old.planId,
    ...(keepsKeyOfOrderId !== undefined && !('csr' in changes) && { keepsKeyOfOrderId }),
  };
}

const BOUGHT = ['brand', 'type', 'names', 'planYears'] as const;

async function checkNewForm(
  context: ClientContext,
  orderId: string,
  { changes = {}, keyPassword = changes.keyPassword ?? undefined }: ResubmitRequest,
  succession: Succession | undefined,
): Promise<CheckedForm> {
  const base = await prefilled(context, orderId);
  if (!succession?.keepsKeyOfOrderId) await refuseLostPassword(context, orderId, keyPassword);
  const placedFor = { purpose: succession?.purpose ?? 'purchase', followsOrderId: orderId } as const;
  return await checkForm(context, changedForm(base, changes, keyPassword), placedFor);
}

async function prefilled(context: ClientContext, orderId: string): Promise<StorableOrderForm> {
  const form = await formOfOrder(context, orderId);
  if (form) return form;
  const { state } = await ownOrder(context, orderId);
  const submit = `\`sealflow order submit ${orderId}\``;
  throw new Refusal(
    refusalDetails('RefusedInThisState', {
      message: {
        zh: '此订单的表单从未提交:没有可以重新提交的内容',
        en: 'The form of this order was never handed in: there is nothing to submit anew',
      },
      accepted:
        state === 'pending-submission'
          ? { zh: `${submit},或新建订单`, en: `${submit}, or a new order` }
          : { zh: '新建订单', en: 'a new order' },
    }),
  );
}

/** Resolves once the old order has ended without a certificate. */
async function endOrder(context: ClientContext, orderId: string, waitMs: number): Promise<void> {
  const { state } = await ownOrder(context, orderId);
  if (!isFinal(state)) await withdraw(context, orderId);
  const until = Date.now() + waitMs;
  for (;;) {
    const { state: now } = await ownOrder(context, orderId);
    refuseIssued(orderId, now);
    if (isFinal(now)) return;
    if (Date.now() >= until) throw stillBeingWithdrawn(orderId);
    await pause(POLL_MS);
  }
}

/** An order that ends by itself at the same moment can't be withdrawn: its end tells what follows. */
async function withdraw(context: ClientContext, orderId: string): Promise<void> {
  await withdrawOrder(context, orderId).catch(async (error: unknown) => {
    const { state } = await ownOrder(context, orderId);
    if (!(error instanceof Refusal && (isFinal(state) || error.code === 'RefusedInThisState'))) throw error;
  });
}

function refuseIssued(orderId: string, state: OrderState): void {
  if (whyNotResubmitted({ state, hasForm: true, keyHasPassword: false }, true) === undefined) return;
  throw new Refusal(
    refusalDetails('RefusedInThisState', {
      message: {
        zh: `订单 ${orderId} 已签发:没有创建新订单。证书可以吊销或续费,不能重新提交`,
        en: `Order ${orderId} is issued: no order was created. A certificate is revoked or renewed, not submitted anew`,
      },
    }),
  );
}

function boughtBefore(field: string): Refusal {
  return new Refusal(
    refusalDetails('InvalidInput', {
      field,
      message: {
        zh: `此订单是在方案内重新签发,方案购买时已确定 ${field}`,
        en: `This order reissues within a plan, which was bought with its ${field}`,
      },
      accepted: {
        zh: '更换产品或域名请用 `sealflow certificate replace CERTIFICATE --form-changes FILE.yaml`',
        en: '`sealflow certificate replace CERTIFICATE --form-changes FILE.yaml` for another product or other names',
      },
    }),
  );
}
