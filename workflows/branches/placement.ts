/** The order goes to the CA, at most once, under our own reference. */
import type { Submission } from '../../domain/orders/terms.js';
import { WORLD_STEP } from '../activity-options.js';
import type { PlacedOrder } from '../activity-contract/ca.js';
import type { OrderInProgress } from '../order-in-progress.js';
import { ranOutOfTime, within, world } from '../steps.js';

export async function placeAtCa(
  order: OrderInProgress,
  { terms }: Submission,
): Promise<PlacedOrder | 'expired'> {
  const wait = await order.progress.waitOn('validating', 'ca-placement', terms.waits);
  order.placementBegan = true;
  try {
    for (;;) {
      // Counted anew each time: a placement that is tried again on request has no more time than before.
      const options = within(wait, WORLD_STEP, `place with ${terms.brand}`);
      const placed = await order.requests.interruptible('order', () =>
        world.placeOrder.executeWithOptions(options, [{ orderId: order.orderId, wait }]),
      );
      if (placed === 'interrupted') continue;
      order.progress.validations = placed.validations;
      order.domainReused = placed.domainReused === true;
      return placed;
    }
  } catch (error) {
    if (ranOutOfTime(error)) return 'expired';
    throw error;
  }
}
