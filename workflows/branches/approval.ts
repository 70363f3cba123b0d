/** Somebody else of the account lets the order through, or not, before money is set aside and the CA hears of it. */
import type { Submission } from '../../domain/orders/terms.js';
import type { OrderInProgress } from '../order-in-progress.js';

/** Orders whose terms ask for no approval go on at once, as all orders of before do. */
export async function awaitApproval(
  order: OrderInProgress,
  { terms: { approval } }: Submission,
): Promise<'approved' | 'declined' | 'expired'> {
  if (!approval) return 'approved';
  const { orderId, progress, requests } = order;
  const policies = { 'approver-decision': approval.wait };
  const wait = await progress.waitOn('validating', 'approver-decision', policies);
  const verdict = await requests.approval.verdict({ orderId, wait }, wait);
  return verdict?.decision ?? 'expired';
}
