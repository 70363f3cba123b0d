/** Whatever an order waits for, it learns by its own looks that its CA has refused it, cancelled it, or issued. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { OrderWorld } from '../../support/order-world.js';
import { ended } from '../../support/orders.js';
import { createDecidingWorld, decidedAt, END_BY, STANDS, UNPUBLISHED } from '../decided-at-ca.js';

let world: OrderWorld;
beforeAll(async () => {
  world = await createDecidingWorld();
});
afterAll(() => world.stop());
afterEach(() => world.caControls.bePeaceful());

const PLACES = [...Object.entries(STANDS), ...Object.entries(UNPUBLISHED)];

it.each(PLACES)('an order that waits on %s learns what the CA has decided, unasked', async (wait, stand) => {
  const decided = await decidedAt(world, wait, stand);
  for (const { decision, orderId } of decided)
    expect(await ended(world, orderId)).toMatchObject(END_BY[decision]);
});
