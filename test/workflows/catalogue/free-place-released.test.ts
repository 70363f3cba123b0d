/** A free certificate that its subscriber revokes: the place is counted for 24 hours more, then released, and that is told. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ended, order } from '../../support/orders.js';
import { revocationEnd, revocationOver, revokedSerials } from '../../support/revocations.js';
import { createSkippedTimeWorld, type SkippedTimeWorld } from '../../support/skipped-time.js';
import { until } from '../../support/until.js';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

let skipped: SkippedTimeWorld;
beforeAll(async () => {
  skipped = await createSkippedTimeWorld();
});
afterAll(() => skipped.stop());

async function released(certificateId: string): Promise<number> {
  return (await skipped.world.orders.notices.list({ about: certificateId, kind: 'place-released' })).length;
}

it(
  'the place is released 24 hours after the revocation, by the count and by a notice',
  { timeout: 120_000 },
  async () => {
    const { orders } = skipped.world;
    const orderId = await order(skipped.world, 'www.revoked-free.com', { type: 'dv-free' });
    expect(await ended(skipped.world, orderId)).toMatchObject({ state: 'issued' });
    await orders.certificates.revoke(orderId, { reason: 'cessationOfOperation' });
    const end = await revocationEnd(skipped.world, orderId);
    expect(end).toMatchObject({ state: 'revoked' });
    await revocationOver(skipped.world, end);
    const { certificateId, serialNumber, revokedAt } = await orders.certificates.show(orderId);
    expect(await revokedSerials(skipped.world)).toContain(serialNumber);

    const releaseAt = Date.parse(revokedAt ?? '') + DAY_MS;
    const step = await until('the lifecycle has heard of it', () => {
      const decided = skipped.steps.get(orderId);
      return Promise.resolve(
        decided?.do === 'announce-place-released' && Date.parse(decided.at) === releaseAt && decided,
      );
    });
    const place = { taken: 1, nextReleaseAt: step.at };
    expect(await orders.freePlaces.show()).toMatchObject({ perAccount: place, domains: [place] });

    await skipped.advanceTo(releaseAt - MINUTE_MS);
    expect((await orders.freePlaces.show()).perAccount).toMatchObject(place);
    expect(await released(certificateId)).toBe(0);

    await skipped.advanceTo(releaseAt);
    await until('the release is told', async () => (await released(certificateId)) > 0);
    expect((await orders.freePlaces.show()).perAccount).toMatchObject({ taken: 0, nextReleaseAt: null });
    await until('nothing is left to do', () => Promise.resolve(skipped.steps.get(orderId)?.do === 'end'));
    expect(await released(certificateId)).toBe(1);
    // Nobody is told of the expiry of what is revoked.
    expect(await orders.notices.list({ about: certificateId, kind: 'expiring' })).toEqual([]);
  },
);
