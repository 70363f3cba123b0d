/**
 * The worker is killed while an ACME directory is asked for an order, for a look, to issue and for the certificate: before it hears of
 * that, and once it is done. Every order ends as it would have, with one order there, one key, and nothing left in DNS.
 */
import { afterAll, beforeAll, describe, it, vi } from 'vitest';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { findPebble, type Pebble } from '../../support/peers/pebble.js';
import { ASKED, pebbleFor, playAcmeDeath, type AcmeDeath } from './acme-deaths.js';

// A server takes 10 to 15 seconds to believe that a worker is dead: the dying wait side by side, as many as two cores start.
vi.setConfig({ maxConcurrency: 4, testTimeout: 240_000 });

const peer = await findPebble();
const DEATHS = (Object.keys(ASKED) as (keyof typeof ASKED)[]).flatMap((asked): AcmeDeath[] => [
  { asked, when: 'before' },
  { asked, when: 'after' },
]);

describe.skipIf('missing' in peer)('at an ACME directory', () => {
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

  describe.concurrent('killed', () => {
    it.each(DEATHS)('$when $asked', async (death) => {
      await playAcmeDeath(world, pebble, death);
    });
  });
});
