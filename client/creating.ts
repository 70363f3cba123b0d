/** A new order: checked, stored, started; and the same one again when the same request comes twice. */
import type { z } from 'zod';
import { inTransaction } from '../db/database.js';
import {
  findTakenRequest,
  insertOrder,
  removeUnstarted,
  storeKeyPassword,
  type NewOrder,
  type TakenRequest,
} from '../db/statements/order-requests.js';
import { sealKeyPassword } from '../db/key-passwords.js';
import type { ORDER_FORM_SCHEMA, OrderDraft } from '../domain/order-form.js';
import type { Bilingual } from '../domain/order.js';
import { Refusal } from '../domain/refusals.js';
import { startWait, WAIT_POLICIES } from '../domain/waits.js';
import { checkDraft, checkForm, submissionOf, type CheckedForm } from './checked-form.js';
import type { ClientContext } from './context.js';
import { newOrderId, orderIdFor, refuseUnusableIdentity, requestHash } from './order-identity.js';
import { StartRefused, startOrder } from './starting.js';

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
}

export interface CreatedOrder {
  readonly orderId: string;
  /** Good to know, no obstacle: for instance what a key password makes harder. */
  readonly warnings: readonly Bilingual[];
}

/** Throws Refusal before anything is stored or started; Unavailable when Temporal does not answer. */
export async function createOrder(context: ClientContext, request: CreateRequest): Promise<CreatedOrder> {
  refuseUnusableIdentity(request);
  const { draft, checked } = await check(request);
  const order = newOrder(context, request, draft, checked);
  const inserted = await store(context, order, checked?.keyPassword);
  const taken = inserted ? asTaken(order) : await requestTaken(context, order);
  if (!taken.started) {
    await startOrder(context, taken).catch(async (error: unknown) => {
      // Refused for certain: the order never was. After an unknown outcome it stays, and the same request heals it.
      if (inserted && error instanceof StartRefused) await removeUnstarted(context.database, taken.orderId);
      throw error;
    });
  }
  return { orderId: taken.orderId, warnings: checked?.warnings ?? [] };
}

async function check({
  form,
  draft,
}: CreateRequest): Promise<{ draft: OrderDraft; checked: CheckedForm | undefined }> {
  if (draft ?? hasOnlyBrandAndType(form)) return { draft: checkDraft(form), checked: undefined };
  const checked = await checkForm(form);
  return { draft: checked, checked };
}

function hasOnlyBrandAndType(form: unknown): boolean {
  if (typeof form !== 'object' || form === null) return false;
  return Object.keys(form).every((key) => key === 'brand' || key === 'type');
}

function newOrder(
  { account }: ClientContext,
  { orderId, idempotencyKey }: CreateRequest,
  { brand, type }: OrderDraft,
  checked: CheckedForm | undefined,
): NewOrder {
  const now = Date.now();
  return {
    orderId:
      orderId ?? (idempotencyKey === undefined ? newOrderId(now) : orderIdFor(account, idempotencyKey)),
    account,
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    requestSha256: hashOf({ brand, type }, checked),
    brand,
    certificateType: type,
    ...firstStand(checked, now),
    ...(checked && { submitted: checked.submitted }),
  };
}

/** Where the order stands until its workflow says so itself. */
function firstStand(
  checked: CheckedForm | undefined,
  now: number,
): Pick<NewOrder, 'state' | 'waitingOn' | 'since' | 'deadline'> {
  if (checked) return { state: 'validating', waitingOn: 'us', since: new Date(now).toISOString() };
  const { wait, since, deadline } = startWait('subscriber-form', WAIT_POLICIES['subscriber-form'], now);
  return { state: 'pending-submission', waitingOn: wait, since, deadline };
}

/** Of the password only that there is one: its hash would let whoever reads the table guess. */
function hashOf(draft: OrderDraft, checked: CheckedForm | undefined): string {
  return requestHash({
    ...draft,
    form: checked?.submitted.form ?? null,
    hasKeyPassword: checked?.keyPassword !== undefined,
  });
}

async function store(
  { database, masterKeys }: ClientContext,
  order: NewOrder,
  keyPassword: string | undefined,
): Promise<boolean> {
  if (keyPassword === undefined) return await insertOrder(database, order);
  return await inTransaction(database, async (transaction) => {
    const inserted = await insertOrder(transaction, order);
    if (inserted) {
      const sealed = sealKeyPassword(keyPassword, order.orderId, masterKeys);
      await storeKeyPassword(transaction, order.orderId, sealed);
    }
    return inserted;
  });
}

/** What this very call stored needs no reading back. */
function asTaken({ submitted, ...order }: NewOrder): TakenRequest {
  return { ...order, ...(submitted && { submission: submissionOf(submitted) }), started: false };
}

async function requestTaken({ database }: ClientContext, order: NewOrder): Promise<TakenRequest> {
  const taken = await findTakenRequest(database, order);
  if (taken?.account === order.account && taken.requestSha256 === order.requestSha256) return taken;
  const byKey = order.idempotencyKey !== undefined && taken?.account === order.account;
  throw new Refusal({
    code: 'RefusedInThisState',
    field: byKey ? 'idempotencyKey' : 'orderId',
    message: byKey
      ? 'This idempotency key was used for a different request'
      : 'This order id is taken by a different request',
    accepted: 'the same request again, or another key',
  });
}
