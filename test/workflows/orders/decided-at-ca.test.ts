/** Whatever an order waits for, a check tells it at once that its CA has refused it, cancelled it, or issued. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OrderWorld } from '../../support/order-world.js';
import { ended } from '../../support/orders.js';
import { checked, createDecidingWorld, decidedAt, END_BY, STANDS, UNPUBLISHED } from '../decided-at-ca.js';

let world: OrderWorld;
beforeAll(async () => {
  // Nobody looks by itself for an hour: what is learned in time, the check has brought.
  world = await createDecidingWorld({ daysAhead: 5 });
});
afterAll(() => world.stop());
afterEach(() => world.caControls.bePeaceful());

describe('an order that waits on', () => {
  it.each(Object.entries(STANDS))('%s learns what the CA has decided', async (wait, stand) => {
    const decided = await decidedAt(world, wait, stand);
    for (const { decision, orderId } of decided) {
      await checked(world, orderId);
      expect(await ended(world, orderId)).toMatchObject(END_BY[decision]);
    }
  });

  it.each(Object.entries(UNPUBLISHED))(
    '%s and can publish nothing learns it as well',
    async (wait, stand) => {
      const decided = await decidedAt(world, wait, stand);
      for (const { decision, orderId } of decided) {
        await checked(world, orderId);
        expect(await ended(world, orderId)).toMatchObject(END_BY[decision]);
      }
    },
  );
});
