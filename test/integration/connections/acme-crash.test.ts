/** One death of a worker at an ACME directory, the costliest: it has the order, and nobody was told. All others are in acme-crash.drill.ts. */
import { afterAll, beforeAll, describe, it, vi } from 'vitest';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { findPebble, type Pebble } from '../../support/peers/pebble.js';
import { pebbleFor, playAcmeDeath } from './acme-deaths.js';

// A server takes 10 to 15 seconds to believe that a worker is dead.
vi.setConfig({ testTimeout: 180_000 });

const peer = await findPebble();

describe.skipIf('missing' in peer)('killed once an ACME directory has the order', () => {
  let world: OrderWorld;
  let pebble: Pebble;
  beforeAll(async () => {
    world = await createOrderWorld({ worker: false });
    pebble = await pebbleFor(world, 'path' in peer ? peer.path : '');
  });
  afterAll(async () => {
    await pebble.stop();
    await world.stop();
  });

  it('an order is issued as it would have been, by that one', async () => {
    await playAcmeDeath(world, pebble, { asked: 'newOrder', when: 'after' });
  });
});
