/** Certificates of one purchase at the development CA: what was proven is used again, and nothing outlives the term. */
import { X509Certificate } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CaOrder } from '../../../activities/ca/certificate-authority.js';
import { letterFile } from '../../support/letter-files.js';
import { type CaWorld, makeCsr, startCaWorld } from './ca-world.js';
import { DAY_MS, place, type Differing, type PlacedOrder } from './organization-world.js';

const BOUGHT = '2026-05-04T08:00:00.000Z';

let world: CaWorld;
beforeAll(async () => {
  world = await startCaWorld();
});
afterEach(() => {
  world.now = undefined;
});
afterAll(() => world.stop());

function daysLater(days: number): void {
  world.now = new Date(Date.parse(BOUGHT) + days * DAY_MS);
}

/** A DV order that is issued, its record gone afterwards: nobody can prove the name again without publishing anew. */
async function bought(name: string, differing: Differing = {}): Promise<PlacedOrder> {
  daysLater(0);
  const order = await place(world, 'trustasia', 'dv', { names: [name], ...differing });
  await expect(order.proveNames()).resolves.toMatchObject({ status: 'issued' });
  for (const { record } of order.placed.validations) if (record) await world.dns.zone.remove(record.name);
  return order;
}

async function reissue(of: PlacedOrder, differing: Differing = {}): Promise<PlacedOrder> {
  const { reference: reissueOf, accountReference, names, brand, certificateType } = of.request;
  const kept = { accountReference, names, reissueOf, ...differing };
  return place(world, brand as 'trustasia', certificateType as 'dv', kept);
}

async function validityOf({ caReference }: Pick<CaOrder, 'caReference'>) {
  const { certificatePem } = await world.adapter.fetchCertificate(caReference);
  const { validFrom, validTo } = new X509Certificate(certificatePem);
  return { from: new Date(validFrom), to: new Date(validTo) };
}

describe('the names of a DV purchase', () => {
  it('are taken again while the dated rules allow, though a fresh order proves them anew', async () => {
    const first = await bought('api.taken-again.com');
    daysLater(170);
    const next = await reissue(first);
    expect(next.placed).toMatchObject({
      status: 'issuing',
      validations: [{ status: 'valid', reused: true, validatedAt: BOUGHT }],
    });
    await next.becomes('issued');
    const { accountReference, names } = first.request;
    const fresh = await place(world, 'trustasia', 'dv', { accountReference, names });
    expect(fresh.placed).toMatchObject({ status: 'validating', validations: [{ status: 'pending' }] });
  });

  it('are proven anew once the first-hand proof is too old, however often it was taken', async () => {
    const first = await bought('api.first-hand.com');
    daysLater(150);
    const second = await reissue(first);
    await second.becomes('issued');
    daysLater(210); // 200 days of the first proof, 60 after the second certificate
    const third = await reissue(first);
    expect(third.placed.validations).toMatchObject([{ status: 'pending' }]);
    await expect(third.proveNames()).resolves.toMatchObject({ status: 'issued' });
    daysLater(300);
    const fourth = await reissue(second); // a re-issue stands for its purchase
    expect(fourth.placed.validations).toMatchObject([{ status: 'valid', reused: true }]);
    await fourth.becomes('issued');
  });
});

describe('the company of a purchase', () => {
  it('is taken again with its names where the brand knows such a thing', async () => {
    daysLater(0);
    const first = await place(world, 'geotrust', 'ov', { names: ['api.company-again.com'] });
    await first.pass('public-record-check');
    await expect(first.proveNames()).resolves.toMatchObject({ status: 'issued' });
    daysLater(180);
    const next = await reissue(first);
    expect(next.placed).toMatchObject({ status: 'issuing', organization: { reused: true } });
    await next.becomes('issued');
  });

  it('is asked every time where its brand asks for a letter', async () => {
    daysLater(0);
    const first = await place(world, 'globalsign', 'ov', { names: ['api.letter-again.com'] });
    await first.upload(letterFile('pdf'));
    await first.pass('letter');
    await expect(first.proveNames()).resolves.toMatchObject({ status: 'issued' });
    daysLater(100);
    const next = await reissue(first);
    expect(next.placed).toMatchObject({
      status: 'validating',
      validations: [{ status: 'valid', reused: true }],
      organization: { status: 'pending', reused: false },
    });
    await expect(next.steps()).resolves.toEqual(['letter: with-subscriber']);
  });
});

describe('the term', () => {
  it('ends a certificate that could live longer, and leaves a shorter one as it is', async () => {
    const cut = await bought('api.cut.com', { validUntil: '2026-08-01T00:00:00.999Z' });
    expect((await validityOf(cut.placed)).to).toEqual(new Date('2026-08-01T00:00:00.000Z'));
    const whole = await bought('api.whole.com', { validUntil: '2029-05-04T08:00:00.000Z' });
    const { from, to } = await validityOf(whole.placed);
    expect(to.getTime() + 1000 - from.getTime()).toBe(199 * DAY_MS);
  });

  it('that is over buys nothing more', async () => {
    const first = await bought('api.over.com');
    daysLater(100);
    const validUntil = new Date(Date.parse(BOUGHT) + 100 * DAY_MS).toISOString();
    await expect(reissue(first, { validUntil })).rejects.toMatchObject({
      type: 'OrderRefusedByCa',
      message: expect.stringContaining('order anew') as string,
    });
  });

  it('that ends while names are waited for ends the order', async () => {
    daysLater(0);
    const order = await place(world, 'trustasia', 'dv', { validUntil: '2026-05-10T00:00:00.000Z' });
    daysLater(7);
    await expect(order.proveNames()).resolves.toMatchObject({
      status: 'refused',
      reason: expect.stringContaining('term') as string,
    });
  });

  it('of a free certificate is 90 days', async () => {
    daysLater(0);
    const order = await place(world, 'trustasia', 'dv-free');
    await expect(order.proveNames()).resolves.toMatchObject({ status: 'issued' });
    const { from, to } = await validityOf(order.placed);
    expect(to.getTime() + 1000 - from.getTime()).toBe(90 * DAY_MS);
  });
});

describe('a re-issue is refused', () => {
  it.each([
    ['of another account', { accountReference: 'somebody-else' }, 'no order'],
    ['of an order that is unknown', { reissueOf: 'nobody-knows' }, 'no order'],
    ['for other names', { names: ['other.refused-reissue.com'] }, 'keeps its names'],
  ])('%s', async (what, differing: Differing, words) => {
    const first = await bought(`api.${what.replaceAll(' ', '-')}.com`);
    await expect(reissue(first, differing)).rejects.toMatchObject({
      type: 'OrderRefusedByCa',
      message: expect.stringContaining(words) as string,
    });
  });

  it('for another product', async () => {
    const first = await bought('api.other-product.com');
    const { accountReference, names, reference: reissueOf } = first.request;
    const other = place(world, 'dnspod', 'dv', { accountReference, names, reissueOf });
    await expect(other).rejects.toMatchObject({
      message: expect.stringContaining('keeps its product') as string,
    });
  });

  it('while nothing is issued', async () => {
    const first = await place(world, 'trustasia', 'dv');
    await expect(reissue(first)).rejects.toThrow('nothing to re-issue');
  });

  it('under a reference that meant another purchase', async () => {
    const first = await bought('api.same-reference.com');
    const next = await reissue(first);
    const changed = { ...next.request, validUntil: '2027-01-01T00:00:00.000Z' };
    await expect(world.adapter.placeOrder(changed)).rejects.toThrow('was used for an order');
    await expect(world.adapter.placeOrder({ ...next.request, csrPem: await makeCsr() })).rejects.toThrow();
    await expect(world.adapter.placeOrder(next.request)).resolves.toMatchObject({
      caReference: next.caReference,
    });
  });
});
