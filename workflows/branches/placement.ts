/** The order gets its key and goes to the CA, at most once, under our own reference. */
import { FIRST_WAIT } from '../../domain/control/turn.js';
import type { Submission } from '../../domain/orders/terms.js';
import { WORLD_STEP } from '../activity-options.js';
import type { PlacedOrder } from '../activity-contract/ca.js';
import { isLasting, type LastingFailure } from '../activity-contract/manner.js';
import type { NextTurn } from '../activity-contract/orders.js';
import { localStep } from '../local-steps.js';
import type { OrderInProgress } from '../order-in-progress.js';
import { ranOutOfTime, within, world } from '../steps.js';

export async function placeAtCa(
  order: OrderInProgress,
  submission: Submission,
): Promise<PlacedOrder | 'expired'> {
  const { orderId, progress, requests } = order;
  const { terms } = submission;
  if (!order.isMerged) await localStep('prepareCsr', orderId, { summary: 'key and CSR' });
  const wait = await progress.waitOn('validating', 'ca-placement', terms.waits);
  order.placementBegan = true;
  const step: typeof world.prepareAndPlace = order.isMerged ? world.prepareAndPlace : world.placeOrder;
  let after: LastingFailure | undefined;
  try {
    for (;;) {
      // Counted anew each time: a placement that is tried again on request has no more time than before.
      const options = within(wait, WORLD_STEP, `place with ${terms.brand}`);
      const next = turnAfterPlacement(order, submission);
      const request = { orderId, wait, next, quietly: progress.untold, after };
      const placed = await requests.interruptible('order', () => step.executeWithOptions(options, [request]));
      after = undefined;
      if (placed === 'interrupted') continue;
      if (isLasting(placed)) {
        progress.announce();
        after = placed.after;
        continue;
      }
      progress.validations = placed.validations;
      order.domainReused = placed.domainReused === true;
      if (next && placed.next) progress.pass(next, placed.next);
      return placed;
    }
  } catch (error) {
    if (ranOutOfTime(error)) return 'expired';
    throw error;
  }
}

/** Where a company is checked as well there are two turns, which the order tells. */
function turnAfterPlacement(
  { progress }: OrderInProgress,
  { terms, validationMethod }: Submission,
): NextTurn | undefined {
  if (terms.organization) return undefined;
  return progress.nextTurn(terms.waits, FIRST_WAIT[validationMethod], 'ca-issuance');
}
