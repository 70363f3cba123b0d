// Domain and organization write where they stand side by side. However long each write takes, the order replays as it ran.
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Activities } from '../../../workflows/activity-contract/index.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { actUntilEnd, orderForCompany } from '../../support/organization-orders.js';
import { ended } from '../../support/orders.js';
import { expectReplays } from '../../support/replaying.js';

const SLOW_MS = 400;
/** The writes that take long: every second one, beginning with this. */
let slow: 0 | 1 = 0;

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld({ changedActivities: withSlowWrites });
});
afterAll(() => world.stop());

function withSlowWrites(real: Activities): Activities {
  return {
    ...real,
    async recordProgress(progress) {
      if (progress.sequence % 2 === slow) await pause(SLOW_MS);
      await real.recordProgress(progress);
    },
  };
}

it.each([0, 1] as const)('every second write is slow, from %i', async (from) => {
  slow = from;
  const orderId = await orderForCompany(world, { brand: 'geotrust', type: 'ov' }, `slow-${from}`);
  await actUntilEnd(world, orderId);
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });

  await expectReplays(world, orderId);
});
