/** Alias, tags and project: set, changed and taken away, on orders and on certificates. */
import { inTransaction } from '../../db/database.js';
import { lockLabels, storeLabels, type Labelled } from '../../db/statements/orders/labels.js';
import { changedLabels, type LabelChanges } from '../../domain/orders/labels.js';
import type { OperationDetails } from '../../domain/accounts/operations-log.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import { ownOrder } from './acting.js';
import type { ClientContext } from '../context.js';

export type { LabelChanges } from '../../domain/orders/labels.js';

/** Throws Refusal: `NotFound`, `InvalidInput`. */
export async function setOrderLabels(
  context: ClientContext,
  orderId: string,
  changes: LabelChanges,
): Promise<void> {
  await ownOrder(context, orderId);
  await setLabels(context, { table: 'orders', id: 'order_id' }, orderId, changes);
}

/** `certificateId`: the certificate's own. Throws Refusal: `NotFound`, `InvalidInput`. */
export async function setCertificateLabels(
  context: ClientContext,
  certificateId: string,
  changes: LabelChanges,
): Promise<void> {
  await setLabels(context, { table: 'certificates', id: 'certificate_id' }, certificateId, changes);
}

/** For the log: which of them change, never their words. */
export function labelDetails(changes: LabelChanges): OperationDetails {
  const fields = ['alias', 'project', 'tags', 'addTags', 'removeTags'] as const;
  return { fields: fields.filter((field) => changes[field] !== undefined) };
}

async function setLabels(
  { database, account }: ClientContext,
  labelled: Labelled,
  id: string,
  changes: LabelChanges,
): Promise<void> {
  await inTransaction(database, async (transaction) => {
    const labels = await lockLabels(transaction, labelled, account, id);
    if (!labels)
      throw new Refusal(
        refusalDetails('NotFound', {
          message: { zh: `没有可以设置标签的 ${id}`, en: `There is nothing to label as ${id}` },
        }),
      );
    await storeLabels(transaction, labelled, account, id, changedLabels(labels, changes));
  });
}
