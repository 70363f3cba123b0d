/** Automatic orders of which one step's first result is lost, as where a worker dies right after it: nothing is done twice. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { certificateOrderWorkflowId } from '../../../domain/workflow-names.js';
import { lostResults } from '../../support/lost-results.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { dvForm, ended, leftBehind } from '../../support/orders.js';
import { expectMatchingCertificate, expectOneOrderAtCa } from '../../support/proofs-of-order.js';
import { expectReplays } from '../../support/replaying.js';
import { MERGED_STEPS } from './deaths-between-lines.js';

/** The order that forgets this step. */
const forgetting = (step: string): string => `forgets-${step.toLowerCase()}`;

const results = lostResults(
  (workflowId, activity) => workflowId === certificateOrderWorkflowId(forgetting(activity)),
);
let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld({ payments: true, changedActivities: results.loseFirstResults });
});
afterAll(() => world.stop());

it.each([...MERGED_STEPS, 'holdPayment', 'capturePayment'])(
  '%s is taken once more, and finds done what is',
  async (step) => {
    const orderId = forgetting(step);
    await world.orders.create({ orderId, form: dvForm(`${orderId}.example.com`) });
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
    // Taken again where it lasts, it may be as an activity of its own, whose first result is lost as well.
    const lost = results.activitiesOf(certificateOrderWorkflowId(orderId));
    expect([...new Set(lost)]).toEqual([step]);

    expect(await world.orders.show(orderId)).toMatchObject({
      state: 'issued',
      payment: { state: 'captured' },
    });
    await expectOneOrderAtCa(world, orderId, 'issued');
    await expectMatchingCertificate(world.orders, orderId);
    expect(await leftBehind(world, orderId)).toEqual([]);
    expect(await world.paymentControls.hold(`order:${orderId}`)).toMatchObject({
      effects: [{ state: 'held' }, { state: 'captured' }],
    });
    expect(await world.dependencies.workflows.lifecycle(orderId)).toBe('runs');
    await expectReplays(world, orderId);
  },
);
