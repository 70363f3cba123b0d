/** One death of a worker, the costliest: the certificate is there, and nobody was told. All others are in crash.drill.ts. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { playDeath } from './deaths.js';

// A server takes 10 to 15 seconds to believe that a worker is dead.
vi.setConfig({ testTimeout: 180_000 });

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld({ worker: false });
});
afterAll(() => world.stop());

it('killed after the effect of collectCertificate, an order is issued as it would have been', async () => {
  await playDeath(world, { activity: 'collectCertificate' });
  expect(await world.caControls.orders()).toHaveLength(1);
});
