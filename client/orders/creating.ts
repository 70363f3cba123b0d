/** A new order: checked, stored, started; and the same one again when the same request comes twice. */
import type { z } from 'zod';
import { inTransaction } from '../../db/database.js';
import {
  findTakenRequest,
  insertOrder,
  planIdOf,
  removeUnstarted,
  storeKeyPassword,
  type NewOrder,
  type Succession,
  type TakenRequest,
  type InsertedAmong,
} from '../../db/statements/orders/requests.js';
import { insertApproval } from '../../db/statements/accounts/approvals.js';
import { sealKeyPassword } from '../../db/key-passwords.js';
import {
  parseOrderForm,
  type ORDER_FORM_SCHEMA,
  type OrderDraft,
  type OrderForm,
} from '../../domain/orders/form.js';
import { refuseOtherPrice } from '../../domain/catalogue/agreed-price.js';
import { takesFreePlace } from '../../domain/catalogue/free-places.js';
import { warningsFor } from '../../domain/orders/warnings.js';
import type { Bilingual } from '../../domain/bilingual.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import { firstTurn, type FirstTurn } from '../../domain/orders/first-turn.js';
import { nextAction } from '../../domain/orders/next-actions.js';
import { checkDraft, checkForm, hashOfRequest, submissionOf, type CheckedForm } from './checked-form.js';
import { keepFromSweeps } from './abandoned.js';
import { orderPageUrls, type OrderPages } from '../../domain/orders/pages.js';
import { caOfOrderView, type OrderCaView } from '../connections/ca-of-order.js';
import { askingPerson } from '../approvals/person.js';
import type { ClientContext } from '../context.js';
import { takeFreePlace, withAbandonedPlaces } from '../catalogue/free-places.js';
import { takeKey, type OrderWithKey } from '../certificates/key-use.js';
import { isMadeHere, newOrderId, orderIdFor, refuseUnusableIdentity } from './identity.js';
import { namesStoredThings } from '../organization/saved-copies.js';
import { StartRefused, startOrder, type StartNoted } from './starting.js';

/** The order form as it is handed in; fields with a default may be left out. */
export type OrderFormInput = z.input<typeof ORDER_FORM_SCHEMA>;

export interface CreateRequest {
  /** The whole form is submitted at once. Of a draft, only brand and type: the order waits for `submit`. */
  readonly form: OrderFormInput | OrderDraft;
  /** Default: a form that has nothing but brand and type is a draft. */
  readonly draft?: boolean;
  /** The caller's own id for the order. Default: a new one, or one derived from the idempotency key. */
  readonly orderId?: string;
  /** The same key with the same request is the same order; with another request it is refused. */
  readonly idempotencyKey?: string;
  /**
   * The price that the caller saw (`quote`), in fen; 0 for none. An order that costs something else is refused. Left out: it is
   * placed whatever it costs. Of a draft nothing is taken before `submit`.
   */
  readonly expectedPrice?: number;
}

export interface CreatedOrder {
  readonly orderId: string;
  /** Good to know, no obstacle: for instance what a key password makes harder. */
  readonly warnings: readonly Bilingual[];
  /** Where it is looked at in a browser. */
  readonly pages: OrderPages;
  /** Where it is placed; null of a draft, whose form decides. */
  readonly ca: OrderCaView | null;
}

/**
 * Throws Refusal before anything is stored or started; Unavailable when Temporal does not answer. That the order runs is
 * noted by the caller, with the end of what was asked (client/accounts/recorded.ts).
 */
export async function createOrder(context: ClientContext, request: CreateRequest): Promise<CreatedOrder> {
  refuseUnusableIdentity(request);
  await refuseIdMadeHere(context, request);
  const { draft, form } = read(request);
  const order = identified(context, request, hashOfRequest(draft, form));
  const earlier = await takenEarlier(context, request, order, form);
  const checked = earlier || !form ? undefined : await checkForm(context, form);
  if (checked) refuseOtherPrice(checked.submitted.terms.price, request.expectedPrice);
  const taken = earlier ?? (await take(context, order, draft, checked, 'by-caller'));
  if (earlier) await ensureStarted(context, earlier, { noted: 'by-caller' });
  const pages = orderPageUrls(taken.orderId, context.pages);
  const { orderId, submission } = taken;
  const ca = submission ? await caOfOrderView(context, submission.terms.connections) : null;
  return { orderId, warnings: form ? warningsFor(form) : [], pages, ca };
}

/**
 * Ids that are made here are nobody's to choose: of another account's one, guessed or seen, it is not even told whether there
 * is such an order, and none can be taken in advance. The account's own may come again.
 */
async function refuseIdMadeHere(
  { database, account }: ClientContext,
  { orderId }: CreateRequest,
): Promise<void> {
  if (orderId === undefined || !isMadeHere(orderId)) return;
  const taken = await findTakenRequest(database, { orderId, account });
  if (taken?.account === account) return;
  throw new Refusal(
    refusalDetails('InvalidInput', {
      field: 'orderId',
      message: {
        zh: 'orderId 的值不能使用:这样开头的编号由系统生成',
        en: "orderId can't be used: ids that begin so are made here",
      },
      accepted: {
        zh: '换一个开头,改用幂等键,或使用本账号已有订单的编号',
        en: 'another beginning, an idempotency key in its place, or the id of an order of this account',
      },
    }),
  );
}

/** What a new order is known by. */
export type OrderIdentity = Pick<
  NewOrder,
  'orderId' | 'account' | 'idempotencyKey' | 'requestSha256' | 'replacesOrderId' | 'succession'
>;

/**
 * Stores and starts an order whose form was checked. The same request again is the same order; throws Refusal where id or
 * key are taken by another one.
 */
export async function take(
  context: ClientContext,
  identity: OrderIdentity,
  { brand, type }: OrderDraft,
  checked: CheckedForm | undefined,
  noted: StartNoted = 'at-once',
): Promise<TakenRequest> {
  const first = firstTurn(checked?.submitted, Date.now());
  const order: NewOrder = {
    ...identity,
    brand,
    certificateType: type,
    ...standOf(identity.orderId, first),
    ...(checked && { submitted: checked.submitted }),
  };
  const inserted = await withAbandonedPlaces(context, () => store(context, order, checked?.keyPassword));
  const taken = inserted
    ? { ...asTaken(order), first: first.wait, ...inserted }
    : await requestTaken(context, order);
  await ensureStarted(context, taken, { isNew: inserted !== undefined, noted });
  return taken;
}

/** `isNew`: stored by this very call. */
export async function ensureStarted(
  context: ClientContext,
  taken: TakenRequest,
  { isNew = false, noted = 'at-once' }: { readonly isNew?: boolean; readonly noted?: StartNoted } = {},
): Promise<void> {
  if (taken.started) return;
  if (!isNew) await keepFromSweeps(context, taken.orderId);
  await startOrder(context, taken, noted).catch(async (error: unknown) => {
    // Refused for certain: the order never was. After an unknown outcome it stays, and the same request heals it.
    if (isNew && error instanceof StartRefused) await removeUnstarted(context.database, taken.orderId);
    throw error;
  });
}

function read({ form, draft }: CreateRequest): { draft: OrderDraft; form?: OrderForm } {
  if (draft ?? hasOnlyBrandAndType(form)) return { draft: checkDraft(form) };
  const whole = parseOrderForm(form);
  return { draft: whole, form: whole };
}

function hasOnlyBrandAndType(form: unknown): boolean {
  if (typeof form !== 'object' || form === null) return false;
  return Object.keys(form).every((key) => key === 'brand' || key === 'type');
}

function identified(
  { account }: ClientContext,
  { orderId, idempotencyKey }: CreateRequest,
  requestSha256: string,
): OrderIdentity {
  const derived = () =>
    idempotencyKey === undefined ? newOrderId(Date.now()) : orderIdFor(account, idempotencyKey);
  return {
    orderId: orderId ?? derived(),
    account,
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    requestSha256,
  };
}

/** A form that names saved things may no longer pass when it comes again, nor may its price; the order it placed stands all the same. */
async function takenEarlier(
  context: ClientContext,
  { orderId, idempotencyKey, expectedPrice }: CreateRequest,
  order: OrderIdentity,
  form: OrderForm | undefined,
): Promise<TakenRequest | undefined> {
  if (!form || (orderId ?? idempotencyKey) === undefined) return undefined;
  if (!namesStoredThings(form) && expectedPrice === undefined) return undefined;
  const taken = await findTakenRequest(context.database, order);
  return taken && isSame(taken, order) ? taken : undefined;
}

/** Where the order stands until a step of it says something else. */
function standOf(orderId: string, { state, wait: { wait, since, deadline } }: FirstTurn): Stand {
  return {
    state,
    waitingOn: wait,
    since,
    deadline,
    nextAction: nextAction(wait, { orderId, validations: [] }),
  };
}

type Stand = Pick<NewOrder, 'state' | 'waitingOn' | 'since' | 'deadline' | 'nextAction'>;

async function store(
  context: ClientContext,
  order: NewOrder,
  keyPassword: string | undefined,
): Promise<InsertedAmong | undefined> {
  const { database } = context;
  // One statement is a transaction by itself.
  const isAlone =
    withKey(order).spkiSha256 === undefined && !takesPlace(order) && !order.submitted?.terms.approval;
  if (keyPassword === undefined && isAlone) return await insertOrder(database, order);
  const masterKeys = keyPassword === undefined ? [] : await context.sealingKeys();
  return await inTransaction(database, async (transaction) => {
    const inserted = await insertOrder(transaction, order);
    if (!inserted) return undefined;
    if (keyPassword !== undefined) {
      const sealed = sealKeyPassword(keyPassword, order.orderId, masterKeys);
      await storeKeyPassword(transaction, order.orderId, sealed);
    }
    const { orderId, account, certificateType, succession, submitted } = order;
    if (submitted?.terms.approval) {
      const requestedBy = await askingPerson(context, transaction);
      await insertApproval(transaction, { orderId, account, requestedBy });
    }
    await takeKey(transaction, withKey(order));
    const purpose = succession?.purpose;
    await takeFreePlace(context, transaction, { orderId, certificateType, purpose, names: submitted?.names });
    return inserted;
  });
}

function takesPlace({ certificateType, succession, submitted }: NewOrder): boolean {
  return submitted !== undefined && takesFreePlace(certificateType, succession?.purpose);
}

/** A key that is kept was asked for, and so is used again (ordering rules, section 4). */
export function withKey(order: KeyedOrder): OrderWithKey {
  const { orderId, account, succession, replacesOrderId, submitted } = order;
  const isKept = succession?.keepsKeyOfOrderId !== undefined;
  return {
    orderId,
    account,
    planId: planIdOf(order),
    spkiSha256: isKept ? undefined : submitted?.csrSpkiSha256,
    ...(replacesOrderId !== undefined && { replacesOrderId }),
  };
}

type KeyedOrder = Pick<NewOrder, 'orderId' | 'account' | 'succession' | 'replacesOrderId' | 'submitted'>;

/** What this very call stored needs no reading back. */
function asTaken({ submitted, ...order }: NewOrder): TakenRequest {
  const submission = submitted && submissionOf(submitted);
  const planId = planIdOf(order);
  const before = order.succession?.predecessorPlanId;
  return {
    ...order,
    planId,
    ...(before !== undefined && before !== planId && { predecessorPlanId: before }),
    ...(submission && { submission }),
    started: false,
  };
}

async function requestTaken({ database }: ClientContext, order: NewOrder): Promise<TakenRequest> {
  const taken = await findTakenRequest(database, order);
  if (taken && isSame(taken, order)) return taken;
  if (!taken && order.succession) throw followedAlready(order.succession);
  const byKey = order.idempotencyKey !== undefined && taken?.account === order.account;
  throw new Refusal(
    refusalDetails('RefusedInThisState', {
      field: byKey ? 'idempotencyKey' : 'orderId',
      message: {
        zh: byKey ? '此幂等键已用于另一个请求' : '此订单编号已被另一个请求占用',
        en: byKey
          ? 'This idempotency key was used for a different request'
          : 'This order id is taken by a different request',
      },
      accepted: { zh: '再次发送同一请求,或换一个键', en: 'the same request again, or another key' },
    }),
  );
}

/** One order at a time follows a certificate: the database sees to it. */
function followedAlready({ predecessorCertificateId }: Succession): Refusal {
  return new Refusal(
    refusalDetails('RefusedInThisState', {
      message: {
        zh: `接续 ${predecessorCertificateId} 的另一个订单抢先了一步`,
        en: `Another order that follows ${predecessorCertificateId} was faster`,
      },
      accepted: {
        zh: `使用那个订单:\`sealflow certificate show ${predecessorCertificateId}\` 和 \`sealflow order list\` 会显示它`,
        en: `that order, as \`sealflow certificate show ${predecessorCertificateId}\` and \`sealflow order list\` tell it`,
      },
    }),
  );
}

function isSame(taken: TakenRequest, { account, requestSha256 }: OrderIdentity): boolean {
  return taken.account === account && taken.requestSha256 === requestSha256;
}
