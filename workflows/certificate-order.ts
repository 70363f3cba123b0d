/** The life of one order, from form to certificate. Reads top to bottom; each step lives in its own file. */
import { CancellationScope, TemporalFailure } from '@temporalio/workflow';
import { ORDER_ENDS } from '../domain/orders/reason-texts.js';
import { awaitApproval } from './branches/approval.js';
import { awaitIssuance } from './branches/issuance.js';
import { conclude, endingOf, recoveredEnding, type Ending } from './branches/conclusion.js';
import { holdPayment } from './branches/payment.js';
import { placeAtCa } from './branches/placement.js';
import { giveProofs } from './branches/proofs.js';
import { awaitSubmission } from './branches/submission.js';
import type { CertificateOrderInput, OrderStatus } from './messages.js';
import { OrderInProgress } from './order-in-progress.js';

export async function certificateOrder(input: CertificateOrderInput): Promise<OrderStatus> {
  const order = new OrderInProgress(input);
  const recovered = input.recovery && recoveredEnding(order, input.recovery);
  const ending = recovered ?? (await endingOfPursuit(order));
  return await CancellationScope.nonCancellable(() => conclude(order, ending));
}

async function endingOfPursuit(order: OrderInProgress): Promise<Ending> {
  try {
    return await order.requests.withdrawable(() => pursue(order));
  } catch (error) {
    // Anything else is a bug of ours: the order stays where it is until the corrected code picks it up.
    if (!(error instanceof TemporalFailure)) throw error;
    return endingOf(error, order);
  }
}

async function pursue(order: OrderInProgress): Promise<Ending> {
  const submission = await awaitSubmission(order);
  if (submission === 'expired') return { state: 'expired', reason: ORDER_ENDS.formNotSubmitted };

  const approval = await awaitApproval(order, submission);
  if (approval === 'expired') return { state: 'expired', reason: ORDER_ENDS.notApproved };
  if (approval === 'declined') return { state: 'rejected', reason: ORDER_ENDS.declined };

  const held = await holdPayment(order, submission);
  if (held === 'expired') return { state: 'expired', reason: ORDER_ENDS.notPaid };

  const placed = await placeAtCa(order, submission);
  if (placed === 'expired') return { state: 'expired', reason: ORDER_ENDS.caNotReached };

  for (;;) {
    const proof = await giveProofs(order, submission);
    if (proof.outcome === 'expired') return { state: 'expired', reason: proof.reason };

    const issuance = await awaitIssuance(order, submission);
    if (issuance.outcome === 'issued') return { state: 'issued', certificateId: issuance.certificateId };
    if (issuance.outcome === 'expired') return { state: 'expired', reason: ORDER_ENDS.notIssued };
    // A proof was lost before issuance (a record disappeared, a validation lapsed): it is given again.
  }
}
