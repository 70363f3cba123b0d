/** What the development CA takes from earlier orders, and what no longer holds when it is about to sign. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { letterFile } from '../../support/letter-files.js';
import { type CaWorld, startCaWorld } from './ca-world.js';
import { COMPANY, DAY_MS, PERSON, place, type Differing, type PlacedOrder } from './organization-world.js';

let world: CaWorld;
beforeAll(async () => {
  world = await startCaWorld();
});
afterEach(() => {
  world.now = undefined;
});
afterAll(() => world.stop());

function at(time: string): void {
  world.now = new Date(time);
}

/** A company checked on public record, its name proven, at this time. */
async function checkedAt(time: string, differing: Differing): Promise<PlacedOrder> {
  at(time);
  const order = await place(world, 'geotrust', 'ov', differing);
  await order.pass('public-record-check');
  await expect(order.proveNames()).resolves.toMatchObject({ status: 'issued' });
  return order;
}

async function issuedSm2(time: string, differing: Differing): Promise<PlacedOrder> {
  at(time);
  const order = await place(world, 'dnspod-sm2', 'ov', differing);
  await order.upload(letterFile('pdf'));
  await order.proveNames();
  await order.pass('manual-review');
  await order.becomes('issued');
  return order;
}

describe('a company checked on public record', () => {
  it('is taken again within a year, and not a second later', async () => {
    const accountReference = 'checked-company';
    await checkedAt('2026-05-04T08:00:00.000Z', { accountReference });
    at('2027-05-04T08:00:00.000Z');
    const lastMoment = await place(world, 'geotrust', 'ov', { accountReference });
    expect(lastMoment.placed.organization).toEqual({
      status: 'valid',
      validatedAt: '2026-05-04T08:00:00.000Z',
      reused: true,
      steps: [{ step: 'public-record-check', status: 'passed' }],
      letters: [],
    });
    at('2027-05-04T08:00:00.001Z');
    const tooLate = await place(world, 'geotrust', 'ov', { accountReference });
    expect(tooLate.placed.organization).toMatchObject({ status: 'pending', reused: false });
  });

  it.each([
    ['another account', { accountReference: 'another-account' }],
    ['another company', { organization: { company: { ...COMPANY, fullName: '另一家有限公司' } } }],
  ])('is not taken for %s', async (_, differing: Differing) => {
    const accountReference = 'company-of-one';
    await checkedAt('2026-05-04T08:00:00.000Z', { accountReference });
    const other = await place(world, 'geotrust', 'ov', { accountReference, ...differing });
    expect(other.placed.organization).toMatchObject({ status: 'pending', reused: false });
  });

  it('is not taken by another brand, nor for EV when it was checked for OV', async () => {
    const accountReference = 'company-of-brand';
    await checkedAt('2026-05-04T08:00:00.000Z', { accountReference });
    for (const [brand, type] of [
      ['securesite', 'ov'],
      ['geotrust', 'ev'],
    ] as const) {
      const other = await place(world, brand, type, { accountReference });
      expect(other.placed.organization).toMatchObject({ status: 'pending', reused: false });
    }
  });

  it('and a name proven for it are taken together: the certificate comes without anyone doing anything', async () => {
    const differing = { accountReference: 'all-proven', names: ['api.all-proven.com'] };
    await checkedAt('2026-05-04T08:00:00.000Z', differing);
    await world.dns.zone.remove('_dnsauth.api.all-proven.com');
    at('2026-05-05T08:00:00.000Z');
    const order = await place(world, 'geotrust', 'ov', differing);
    expect(order.placed).toMatchObject({
      status: 'issuing',
      validations: [{ status: 'valid', reused: true, validatedAt: '2026-05-04T08:00:00.000Z' }],
    });
    await order.becomes('issued');
  });
});

describe('a proven name', () => {
  it('is taken again with its company for 199 days of GeoTrust', async () => {
    const differing = { accountReference: 'proven-name', names: ['api.proven-name.com'] };
    await checkedAt('2026-05-04T08:00:00.000Z', differing);
    const statusAfter = async (days: number) => {
      world.now = new Date(Date.parse('2026-05-04T08:00:00.000Z') + days * DAY_MS);
      const { placed } = await place(world, 'geotrust', 'ov', differing);
      return placed.validations.map(({ status }) => status);
    };
    await expect(statusAfter(199)).resolves.toEqual(['valid']);
    await expect(statusAfter(200)).resolves.toEqual(['pending']);
  });

  it('is proven anew for every DV order of the Forum’s brands', async () => {
    const differing = { accountReference: 'dv-name', names: ['api.dv-name.com'] };
    const first = await place(world, 'dnspod', 'dv', differing);
    await expect(first.proveNames()).resolves.toMatchObject({ status: 'issued' });
    const second = await place(world, 'dnspod', 'dv', differing);
    expect(second.placed).toMatchObject({ status: 'validating', validations: [{ status: 'pending' }] });
  });

  it('by file is no proof of its wildcard', async () => {
    const accountReference = 'file-name';
    await checkedAt('2026-05-04T08:00:00.000Z', {
      accountReference,
      names: ['file-name.com'],
      validationMethod: 'file',
    });
    const wildcard = await place(world, 'geotrust', 'ov', { accountReference, names: ['*.file-name.com'] });
    expect(wildcard.placed.validations).toMatchObject([{ name: 'file-name.com', status: 'pending' }]);
  });

  it('that CAA forbids meanwhile is not certified until CAA permits', async () => {
    const differing = { accountReference: 'caa-reuse', names: ['api.caa-reuse.com'] };
    await checkedAt('2026-05-04T08:00:00.000Z', differing);
    await world.dns.zone.set('caa-reuse.com', 'CAA', '0 issue "ca.example"');
    const order = await place(world, 'geotrust', 'ov', differing);
    const forbidden = await order.becomes('validating');
    expect(forbidden.validations[0]).toMatchObject({
      status: 'failed',
      detail: expect.stringContaining('CAA caa-reuse.com forbids') as string,
    });
    await world.dns.zone.remove('caa-reuse.com', 'CAA');
    await world.adapter.requestValidation(order.caReference);
    await expect(order.becomes('issued')).resolves.toMatchObject({ validations: [{ reused: true }] });
  });
});

describe('SM2', () => {
  it('names are taken for 13 calendar months of Shanghai: DV is issued at once', async () => {
    const differing = {
      accountReference: 'sm2-names',
      companyReference: 'one company',
      names: ['api.sm2-names.com'],
    };
    at('2026-01-30T16:00:00.000Z'); // the 31st, in Shanghai
    const first = await place(world, 'dnspod-sm2', 'dv', differing);
    await expect(first.proveNames()).resolves.toMatchObject({ status: 'issued' });
    at('2027-02-27T16:00:00.000Z'); // midnight of the 28th, the last day of that month
    const again = await place(world, 'dnspod-sm2', 'dv', differing);
    expect(again.placed).toMatchObject({
      status: 'issuing',
      validations: [{ status: 'valid', reused: true }],
    });
    await again.becomes('issued');
    at('2027-02-27T16:00:00.001Z');
    const tooLate = await place(world, 'dnspod-sm2', 'dv', differing);
    expect(tooLate.placed).toMatchObject({ status: 'validating', validations: [{ status: 'pending' }] });
  });

  it.each([
    ['another company', 'one company', 'another company'],
    ['no company, after one', 'one company', undefined],
    ['a company, after none', undefined, 'one company'],
    ['no company, twice', undefined, undefined],
  ])('names are not taken for %s', async (account, before, companyReference) => {
    const differing = { accountReference: account, names: ['api.sm2-companies.com'] };
    at('2026-05-04T08:00:00.000Z');
    const first = await place(world, 'dnspod-sm2', 'dv', { ...differing, companyReference: before });
    await expect(first.proveNames()).resolves.toMatchObject({ status: 'issued' });
    const second = await place(world, 'dnspod-sm2', 'dv', { ...differing, companyReference });
    expect(second.placed).toMatchObject({ status: 'validating', validations: [{ status: 'pending' }] });
  });

  it('form and review are skipped for the same type with the same information, issued before', async () => {
    const accountReference = 'sm2-information';
    await issuedSm2('2026-05-04T08:00:00.000Z', { accountReference });
    const same = await place(world, 'dnspod-sm2', 'ov', { accountReference });
    expect(same.placed).toMatchObject({
      status: 'validating',
      organization: {
        status: 'valid',
        reused: true,
        steps: [
          { step: 'application-form', status: 'passed' },
          { step: 'manual-review', status: 'passed' },
        ],
      },
    });
    await expect(same.upload(letterFile('pdf'))).rejects.toThrow('The company was checked before');
    await expect(same.proveNames()).resolves.toMatchObject({ status: 'issued' });

    const otherType = await place(world, 'dnspod-sm2', 'ev', { accountReference });
    const contact = { ...PERSON, phone: '+86 13911111111' };
    const otherContact = await place(world, 'dnspod-sm2', 'ov', {
      accountReference,
      organization: { contact },
    });
    for (const { placed } of [otherType, otherContact])
      expect(placed.organization).toMatchObject({ status: 'pending', reused: false });
  });
});

describe('what has lapsed when the CA is about to sign', () => {
  it('is a name’s proof: the order goes back, and is issued once the name is proven again', async () => {
    at('2026-05-04T08:00:00.000Z');
    const order = await place(world, 'geotrust', 'ov', { names: ['api.lapsed-name.com'] });
    const [before] = (await order.proveNames()).validations;
    at('2026-11-19T08:00:00.001Z');
    await order.pass('public-record-check');
    await expect
      .poll(async () => (await order.now()).validations[0]?.status, { timeout: 15_000 })
      .toBe('pending');
    const back = await order.now();
    expect(back).toMatchObject({
      status: 'validating',
      organization: { status: 'valid' },
      validations: [{ detail: 'validated on 2026-05-04: 200 days have passed' }],
    });
    expect(back.validations[0]).not.toHaveProperty('validatedAt');
    expect(back.validations[0]?.record?.value).not.toBe(before?.record?.value);
    await expect(order.proveNames()).resolves.toMatchObject({ status: 'issued' });
  });

  it('is not a name’s proof that is only older than its random value may be', async () => {
    at('2026-05-04T08:00:00.000Z');
    const order = await place(world, 'geotrust', 'ov', { names: ['api.old-proof.com'] });
    await order.proveNames();
    at('2026-06-13T08:00:00.000Z');
    await order.pass('public-record-check');
    await order.becomes('issued');
  });

  it('is the company’s check: it begins anew, and the names keep', async () => {
    at('2026-05-04T08:00:00.000Z');
    const order = await place(world, 'geotrust', 'ov', { names: ['api.lapsed-company.com'] });
    await order.pass('public-record-check');
    await world.adapter.renewOrganization(order.caReference);
    await expect(order.now()).resolves.toMatchObject({ organization: { status: 'valid' } });
    at('2027-05-04T08:00:00.001Z');
    await world.adapter.challenges(order.caReference, 'manual-dns');
    const lapsed = await order.proveNames();
    expect(lapsed).toMatchObject({
      status: 'validating',
      validations: [{ status: 'valid' }],
      organization: {
        status: 'pending',
        steps: [
          {
            step: 'public-record-check',
            status: 'with-ca',
            detail: 'validated on 2026-05-04: 366 days have passed',
          },
        ],
      },
    });
    await order.pass('public-record-check');
    await order.becomes('issued');
  });

  it('is asked for by whoever sees it first: the check begins anew, once', async () => {
    at('2026-05-04T08:00:00.000Z');
    const order = await place(world, 'globalsign', 'ov');
    await order.upload(letterFile('pdf'));
    await order.pass('letter');
    at('2027-06-06T08:00:00.001Z'); // 398 days and a little
    await world.adapter.renewOrganization(order.caReference);
    await expect(order.steps()).resolves.toEqual(['letter: with-subscriber']);
    await order.upload(letterFile('pdf'));
    await world.adapter.renewOrganization(order.caReference);
    await expect(order.steps()).resolves.toEqual(['letter: with-ca']);
  });
});
