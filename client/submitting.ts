/** The form of an order that waits for it: handed in once. */
import { inTransaction } from '../db/database.js';
import { sealKeyPassword } from '../db/key-passwords.js';
import {
  markSubmitted,
  removeSubmission,
  storeKeyPassword,
  storeSubmission,
} from '../db/statements/order-requests.js';
import { Refusal } from '../domain/refusals.js';
import { submitOrder } from '../workflows/messages.js';
import { askLivingOrder, ownOrder } from './acting.js';
import { checkForm, submissionOf, type CheckedForm } from './checked-form.js';
import type { ClientContext } from './context.js';
import type { CreatedOrder, OrderFormInput } from './creating.js';

/** Brand and type are the order's own, and may be left out. */
export type SubmitForm = Omit<OrderFormInput, 'brand' | 'type'> &
  Partial<Pick<OrderFormInput, 'brand' | 'type'>>;

/** Throws Refusal: InvalidInput before anything is stored, RefusedInThisState for a second form; Unavailable. */
export async function submitForm(
  context: ClientContext,
  orderId: string,
  form: SubmitForm,
): Promise<CreatedOrder> {
  const order = await ownOrder(context, orderId);
  if (order.state !== 'pending-submission') throw submittedBefore(order.state);
  const checked = await checkForm({
    ...form,
    brand: form.brand ?? order.brand,
    type: form.type ?? order.type,
  });
  refuseOtherProduct(checked, order);

  await store(context, orderId, checked);
  try {
    const submission = submissionOf(checked.submitted);
    await askLivingOrder(context, orderId, 'submitted', (handle) =>
      handle.executeUpdate(submitOrder, { args: [submission] }),
    );
  } catch (error) {
    if (error instanceof Refusal && error.code === 'InvalidInput')
      await inTransaction(context.database, (transaction) => removeSubmission(transaction, orderId));
    throw error;
  }
  await markSubmitted(context.database, orderId);
  return { orderId, warnings: checked.warnings };
}

/** Stored before the order is told, so that a crash in between loses nothing: the same form may be sent again. */
async function store(context: ClientContext, orderId: string, checked: CheckedForm): Promise<void> {
  await inTransaction(context.database, async (transaction) => {
    if (!(await storeSubmission(transaction, orderId, checked.submitted))) throw submittedBefore();
    if (checked.keyPassword === undefined) return;
    const sealed = sealKeyPassword(checked.keyPassword, orderId, context.masterKeys);
    await storeKeyPassword(transaction, orderId, sealed);
  });
}

function refuseOtherProduct(checked: CheckedForm, order: { brand: string; type: string }): void {
  const field = checked.brand !== order.brand ? 'brand' : checked.type !== order.type ? 'type' : undefined;
  if (!field) return;
  throw new Refusal({
    code: 'InvalidInput',
    field,
    message: `The form's ${field} is not the order's`,
    accepted: `${order[field]}, or leave it out`,
  });
}

function submittedBefore(state?: string): Refusal {
  return new Refusal({
    code: 'RefusedInThisState',
    message: `The order form was submitted before${state ? `; the order is ${state}` : ''}`,
    accepted: 'one form for each order, while it is pending-submission',
  });
}
