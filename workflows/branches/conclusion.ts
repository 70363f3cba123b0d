/** The end of an order: undone at the CA and in DNS where it ends without a certificate, recorded once. */
import { isCancellation, type TemporalFailure } from '@temporalio/workflow';
import type { OrderStatus } from '../messages.js';
import type { OrderInProgress } from '../order-in-progress.js';
import { compensation, failureBehind, ranOutOfTime } from '../steps.js';
import { awaitIssuance } from './issuance.js';

export type Ending =
  | { readonly state: 'issued'; readonly certificateId: string; readonly reason?: string }
  | {
      readonly state: 'cancelled' | 'rejected' | 'expired';
      readonly reason: string;
      /** A certificate exists that is not what was ordered: it is revoked, never delivered. */
      readonly misissued?: boolean;
    };

/** What a step that can't succeed means for the order. */
export function endingOf(error: TemporalFailure, { requests }: OrderInProgress): Ending {
  if (isCancellation(error)) {
    return {
      state: 'cancelled',
      reason: requests.withdrawn ? 'Cancelled on request.' : 'Cancelled by an operator.',
    };
  }
  if (ranOutOfTime(error)) return { state: 'expired', reason: 'A step could not be finished in time.' };
  const failure = failureBehind(error);
  const reason = failure?.message ?? 'A step failed for good; the order’s history tells which.';
  return { state: 'rejected', reason, misissued: failure?.type === 'IssuedCertificateMismatch' };
}

export async function conclude(order: OrderInProgress, ending: Ending): Promise<OrderStatus> {
  const settled = ending.state === 'issued' ? ending : await settleWithCa(order, ending);
  // A certificate is delivered before the tidying up; without one, the order ends only when nothing is left behind.
  if (settled.state === 'issued') await order.progress.end(settled.state, settled);
  if (order.publicationBegan) {
    await compensation.removeValidations.executeWithOptions({ summary: 'remove what we published' }, [
      order.orderId,
    ]);
  }
  return settled.state === 'issued'
    ? order.progress.status
    : await order.progress.end(settled.state, settled);
}

/** Whoever wins the race of cancelling and issuing, the order ends in exactly one way (ordering rules, section 8). */
async function settleWithCa(
  order: OrderInProgress,
  ending: Exclude<Ending, { state: 'issued' }>,
): Promise<Ending> {
  if (!order.placementBegan) return ending;
  await order.progress.undo(ending.reason);
  if (ending.misissued) {
    await compensation.revokeMisissued.executeWithOptions({ summary: 'revoke the mis-issued certificate' }, [
      order.orderId,
    ]);
    return ending;
  }
  const outcome = await compensation.cancelAtCa.executeWithOptions({ summary: 'cancel at the CA' }, [
    order.orderId,
  ]);
  if (outcome !== 'already-issued') return ending;
  return await collectAfterAll(order, ending);
}

async function collectAfterAll(
  order: OrderInProgress,
  ending: Exclude<Ending, { state: 'issued' }>,
): Promise<Ending> {
  const { submission } = order.requests;
  if (!submission) return ending;
  const issuance = await awaitIssuance(order, submission);
  if (issuance.outcome !== 'issued') return ending;
  return {
    ...issuance,
    state: 'issued',
    reason: `Issued before the order could be withdrawn. ${ending.reason}`,
  };
}
