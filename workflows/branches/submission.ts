/** The wait for the order form: a person's turn, with reminders and an end. */
import { CancellationScope, condition } from '@temporalio/workflow';
import type { Submission } from '../../domain/orders/terms.js';
import { PATIENT_STEP } from '../activity-options.js';
import type { OrderInProgress } from '../order-in-progress.js';
import { patient, ranOutOfTime, within } from '../steps.js';

export async function awaitSubmission(order: OrderInProgress): Promise<Submission | 'expired'> {
  const { requests, progress, input } = order;
  if (input.submission) return input.submission;

  const wait = await progress.waitOn('pending-submission', 'subscriber-form', {
    'subscriber-form': input.formWait,
  });
  // The reminding activity waits by its own retries and returns at the deadline: a month costs no event.
  const reminding = new CancellationScope();
  const deadline = reminding.run(() =>
    patient.remindUntilDeadline.executeWithOptions(
      within(wait, PATIENT_STEP, 'reminders until the form is submitted'),
      [{ orderId: order.orderId, wait }],
    ),
  );
  const submitted = condition(() => requests.submission !== undefined);
  try {
    await Promise.race([submitted, deadline]);
  } catch (error) {
    if (!ranOutOfTime(error)) throw error;
  } finally {
    reminding.cancel();
    deadline.catch(() => undefined);
  }
  if (!requests.submission) return 'expired';
  progress.nameDomains(requests.submission.names);
  return requests.submission;
}
