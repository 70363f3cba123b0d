// When a directory wants a certificate renewed: what it is asked, and how often.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askAgainAfter, certificateIdOf } from '../../../../../activities/ca/providers/acme/renewal-info.js';
import { requestOf } from '../../../../conformance/ca/candidate.js';
import { startPebbleWorld, type PebbleWorld } from '../../../../conformance/ca/pebble-world.js';
import { findPebble } from '../../../../support/peers/pebble.js';
import { until } from '../../../../support/until.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

describe('the question when to renew', () => {
  it('is asked no sooner than allowed, no later than in a day, and not by all at once', () => {
    for (const [given, least] of [
      [0, MINUTE_MS],
      [6 * 60 * MINUTE_MS, 6 * 60 * MINUTE_MS],
      [30 * DAY_MS, DAY_MS],
      [undefined, 6 * 60 * MINUTE_MS],
    ] as const) {
      const asked = ['a', 'b', 'c', 'd'].map((id) => askAgainAfter(given, id));
      for (const ms of asked) {
        expect(ms).toBeGreaterThanOrEqual(least);
        expect(ms).toBeLessThanOrEqual(least * 1.1);
      }
      expect(new Set(asked).size).toBe(4);
    }
  });
});

const peer = await findPebble();

describe.skipIf('missing' in peer)('Pebble, asked when to renew', () => {
  let world: PebbleWorld;
  beforeAll(async () => {
    world = await startPebbleWorld('path' in peer ? peer.path : '');
  });
  afterAll(() => world.stop());

  const issued = async () => {
    const ca = world.open();
    const placed = await ca.placeOrder(await requestOf('acme'));
    await world.publish(placed.validations);
    await until('issued', async () => {
      await ca.requestValidation(placed.caReference);
      return (await ca.orderStatus(placed.caReference)).status === 'issued';
    });
    return await ca.fetchCertificate(placed.caReference);
  };

  it('names a window within the life of the certificate', async () => {
    const { certificatePem } = await issued();
    const window = await world.open().renewalWindow?.(certificatePem);
    expect(Date.parse(window?.start ?? '')).toBeGreaterThan(Date.now());
    expect(Date.parse(window?.end ?? '')).toBeLessThan(Date.now() + 91 * DAY_MS);
    expect(window?.askAgainAfterMs).toBeGreaterThanOrEqual(6 * 60 * MINUTE_MS);
    expect(certificateIdOf(certificatePem)).toMatch(/^[\w-]+\.[\w-]+$/);
  });
});
