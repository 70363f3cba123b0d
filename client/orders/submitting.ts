/** The form of an order that waits for it: handed in once. */
import { inTransaction } from '../../db/database.js';
import { insertApproval, removeApproval } from '../../db/statements/accounts/approvals.js';
import { sealKeyPassword } from '../../db/key-passwords.js';
import { storeKeyPassword } from '../../db/statements/orders/requests.js';
import {
  findSubmission,
  markSubmitted,
  removeSubmission,
  storeSubmission,
} from '../../db/statements/orders/submissions.js';
import { refuseOtherPrice } from '../../domain/catalogue/agreed-price.js';
import { parseOrderForm, type OrderDraft, type OrderForm } from '../../domain/orders/form.js';
import { orderPageUrls } from '../../domain/orders/pages.js';
import { warningsFor } from '../../domain/orders/warnings.js';
import type { Submission } from '../../domain/orders/terms.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import { submitOrder } from '../../workflows/messages.js';
import { askLivingOrder, ownOrder } from './acting.js';
import { DEEDS } from './deeds.js';
import { checkForm, hashOfRequest, submissionOf, type CheckedForm } from './checked-form.js';
import { caOfOrderView } from '../connections/ca-of-order.js';
import { askingPerson } from '../approvals/person.js';
import type { ClientContext } from '../context.js';
import type { CreatedOrder, OrderFormInput } from './creating.js';
import { takeFreePlace, withAbandonedPlaces } from '../catalogue/free-places.js';
import { takeKey } from '../certificates/key-use.js';
import { namesStoredThings } from '../organization/saved-copies.js';
import { STATE_WORDS } from '../../domain/orders/status-markdown.js';
import type { OrderState } from '../../domain/orders/states.js';

/** Brand and type are the order's own, and may be left out. */
export type SubmitForm = Omit<OrderFormInput, 'brand' | 'type'> &
  Partial<Pick<OrderFormInput, 'brand' | 'type'>>;

export interface SubmitOptions {
  /** The price that the caller saw, in fen: as `CreateRequest` has it. */
  readonly expectedPrice?: number;
}

/** Throws Refusal: InvalidInput before anything is stored, RefusedInThisState for a second form; Unavailable. */
export async function submitForm(
  context: ClientContext,
  orderId: string,
  form: SubmitForm,
  { expectedPrice }: SubmitOptions = {},
): Promise<CreatedOrder> {
  const order = await ownOrder(context, orderId);
  if (order.state !== 'pending-submission') throw submittedBefore(order.state);
  const asGiven = parseOrderForm({
    ...form,
    brand: form.brand ?? order.brand,
    type: form.type ?? order.type,
  });
  refuseOtherProduct(asGiven, order);
  const submission = await stored(context, orderId, asGiven, expectedPrice);
  await hand(context, orderId, submission);
  await markSubmitted(context.database, orderId);
  const ca = await caOfOrderView(context, submission.terms.connections);
  return { orderId, warnings: warningsFor(asGiven), pages: orderPageUrls(orderId, context.pages), ca };
}

/** Stored before the order is told, so that a crash in between loses nothing: the same form may be sent again. */
async function stored(
  context: ClientContext,
  orderId: string,
  asGiven: OrderForm,
  expectedPrice: number | undefined,
): Promise<Submission> {
  const sha256 = hashOfRequest(asGiven, asGiven);
  // A form that names saved things, or its price, may no longer pass when it comes again: what was stored of it stands.
  const mayNotPass = namesStoredThings(asGiven) || expectedPrice !== undefined;
  const earlier = mayNotPass && (await findSubmission(context.database, orderId, sha256));
  if (earlier) return submissionOf(earlier);
  const checked = await checkForm(context, asGiven);
  refuseOtherPrice(checked.submitted.terms.price, expectedPrice);
  await withAbandonedPlaces(context, () => store(context, orderId, checked, sha256));
  return submissionOf(checked.submitted);
}

async function store(
  context: ClientContext,
  orderId: string,
  { type, submitted, keyPassword }: CheckedForm,
  sha256: string,
): Promise<void> {
  const masterKeys = keyPassword === undefined ? [] : await context.sealingKeys();
  await inTransaction(context.database, async (transaction) => {
    if (!(await storeSubmission(transaction, orderId, submitted, sha256))) throw submittedBefore();
    // A draft begins a plan of its own.
    const { account } = context;
    if (submitted.terms.approval) {
      const requestedBy = await askingPerson(context, transaction);
      await insertApproval(transaction, { orderId, account, requestedBy });
    }
    await takeKey(transaction, { orderId, account, planId: orderId, spkiSha256: submitted.csrSpkiSha256 });
    const order = { orderId, certificateType: type, purpose: undefined, names: submitted.names };
    await takeFreePlace(context, transaction, order);
    if (keyPassword === undefined) return;
    const sealed = sealKeyPassword(keyPassword, orderId, masterKeys);
    await storeKeyPassword(transaction, orderId, sealed);
  });
}

async function hand(context: ClientContext, orderId: string, submission: Submission): Promise<void> {
  try {
    await askLivingOrder(context, orderId, DEEDS.submit, (handle) =>
      handle.executeUpdate(submitOrder, { args: [submission] }),
    );
  } catch (error) {
    if (error instanceof Refusal && error.code === 'InvalidInput')
      await inTransaction(context.database, async (transaction) => {
        await removeSubmission(transaction, orderId);
        await removeApproval(transaction, orderId);
      });
    throw error;
  }
}

function refuseOtherProduct(form: OrderDraft, order: { brand: string; type: string }): void {
  const field = form.brand !== order.brand ? 'brand' : form.type !== order.type ? 'type' : undefined;
  if (!field) return;
  throw new Refusal(
    refusalDetails('InvalidInput', {
      field,
      message: { zh: `表单中的 ${field} 与订单不一致`, en: `The form's ${field} is not the order's` },
      accepted: { zh: `${order[field]},或不填`, en: `${order[field]}, or leave it out` },
    }),
  );
}

function submittedBefore(state?: OrderState): Refusal {
  return new Refusal(
    refusalDetails('RefusedInThisState', {
      message: {
        zh: `订单表单之前已提交${state ? `;订单${STATE_WORDS[state].zh}` : ''}`,
        en: `The order form was submitted before${state ? `; the order is ${state}` : ''}`,
      },
      accepted: {
        zh: '每个订单只提交一份表单,且在订单待提交资料时提交',
        en: 'one form for each order, while it is pending-submission',
      },
    }),
  );
}
