/** The form of an order that waits for it: stored once, taken back where the order refuses it. Personal data is in it. */
import type { Queryable } from '../../database.js';
import { removePlace } from '../catalogue/free-places.js';
import { deletePendingKeyPassword } from '../certificates/keys.js';
import {
  formColumns,
  labelsOfForm,
  submissionIn,
  type SubmittedForm,
  type TakenRequest,
  type TakenRow,
} from './requests.js';

/**
 * Stores the form of an order that waits for it. The first form wins: false where another one is there, or the order no
 * longer waits. The same form again is taken, so that an unknown outcome can be asked for anew. `requestSha256`: of the
 * form as it was handed in, for `findSubmission`.
 */
export async function storeSubmission(
  transaction: Queryable,
  orderId: string,
  submitted: SubmittedForm,
  requestSha256: string,
): Promise<boolean> {
  const { rowCount } = await transaction.query(
    `update orders
        set kind = $2, names = $3, validation_method = $4, terms = $5, form = $6, company_key = $7,
            (alias, tags, project) = (select ${labelsOfForm('$6')}),
            submission_sha256 = $8, updated_at = now()
      where order_id = $1 and state = 'pending-submission' and (form is null or form = $6)`,
    [orderId, ...formColumns(submitted), requestSha256],
  );
  return rowCount === 1;
}

/** What was stored when this very form was handed in before, while the order has not taken it yet. */
export async function findSubmission(
  database: Queryable,
  orderId: string,
  requestSha256: string,
): Promise<TakenRequest['submission']> {
  const { rows } = await database.query<TakenRow>(
    `select names, validation_method, terms from orders
      where order_id = $1 and submission_sha256 = $2 and state = 'pending-submission'`,
    [orderId, requestSha256],
  );
  return rows[0] && submissionIn(rows[0]);
}

/** Takes the form back after the order refused it; does nothing to an order that took one. */
export async function removeSubmission(transaction: Queryable, orderId: string): Promise<void> {
  const { rowCount } = await transaction.query(
    `update orders
        set kind = null, names = '{}', validation_method = null, terms = null, form = null, company_key = null,
            alias = null, tags = '[]', project = null, submission_sha256 = null, csr_spki_sha256 = null,
            updated_at = now()
      where order_id = $1 and state = 'pending-submission'`,
    [orderId],
  );
  if (rowCount !== 1) return;
  await deletePendingKeyPassword(transaction, orderId);
  await removePlace(transaction, orderId);
}

/** The order took its form: shown at once, without waiting for the workflow's own first write. */
export async function markSubmitted(database: Queryable, orderId: string): Promise<void> {
  await database.query(
    `update orders
        set state = 'validating', waiting_on = 'us', since = now(), deadline = null, next_action = null, updated_at = now()
      where order_id = $1 and state = 'pending-submission'`,
    [orderId],
  );
}
