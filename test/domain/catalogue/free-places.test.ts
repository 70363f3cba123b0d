/** Free certificates at the door (ordering rules, section 7): what is refused, and when a place is released. */
import { describe, expect, it } from 'vitest';
import {
  domainOfPlace,
  FREE_PLACES,
  freeValidityDays,
  placeReleaseAt,
  refusalOfFreeReissue,
  refusalOfFreeRenewal,
  refusalOfPlace,
  takesFreePlace,
} from '../../../domain/catalogue/free-places.js';
import { checkOrder } from '../../../domain/orders/checks.js';
import { parseOrderForm } from '../../../domain/orders/form.js';
import { refusalFrom } from '../refusal-from.js';

const HOUR_MS = 3_600_000;

function check(fields: Record<string, unknown>) {
  const form = { brand: 'trustasia', type: 'dv-free', names: ['www.example.com'], validation: 'manual-dns' };
  return checkOrder(parseOrderForm({ ...form, ...fields }));
}

describe('a free order', () => {
  it.each([
    ['two names', { names: ['a.example.com', 'b.example.com'] }, 'names'],
    ['a wildcard', { names: ['*.example.com'] }, 'names'],
    ['an IP address', { names: ['8.8.8.8'] }, 'names[0]'],
    ['an ending that is left out', { names: ['www.example.gov.cn'] }, 'names[0]'],
    ['an ending of 中国 that is left out', { names: ['www.example.gov.中国'] }, 'names[0]'],
    ['two years', { planYears: 2 }, 'planYears'],
    ['another brand', { brand: 'wotrus' }, 'type'],
    ['RSA 4096', { csr: { mode: 'generate', algorithm: 'rsa-4096' } }, 'csr.algorithm'],
    ['P-384', { csr: { mode: 'generate', algorithm: 'ecc-p384' } }, 'csr.algorithm'],
  ])('with %s is refused', (_what, fields, field) => {
    expect(refusalFrom(() => check(fields))).toMatchObject({ code: 'InvalidInput', field });
  });

  it.each(['rsa-2048', 'ecc-p256'])('takes %s', (algorithm) => {
    expect(check({ csr: { mode: 'generate', algorithm } }).kind).toBe('single');
  });
});

describe('a place', () => {
  it('is released 24 hours after expiry, or after an earlier revocation', () => {
    expect(placeReleaseAt(1000, undefined)).toBe(1000 + 24 * HOUR_MS);
    expect(placeReleaseAt(1000, 400)).toBe(400 + 24 * HOUR_MS);
    expect(placeReleaseAt(1000, 5000)).toBe(1000 + 24 * HOUR_MS);
  });

  it('counts at the registrable domain', () => {
    expect(domainOfPlace(['a.b.example.co.uk'])).toBe('example.co.uk');
    expect(domainOfPlace(['shop.github.io'])).toBe('github.io');
  });

  it.each([
    ['dv-free', undefined, true],
    ['dv-free', 'replacement', true],
    ['dv-free', 'reissue', false],
    ['dv-free', 'plan-reissue', false],
    ['dv', undefined, false],
  ] as const)('%s, %s: %s', (type, purpose, takes) => {
    expect(takesFreePlace(type, purpose)).toBe(takes);
  });

  it('is refused by the domain first, with the count and the next release', () => {
    const at = { account: 'a', registrableDomain: 'example.com' };
    const places = (taken: number) => ({ taken, nextReleaseAt: Date.UTC(2027, 0, 1) });
    const none = refusalOfPlace(at, { ofAccount: places(49), ofDomain: places(19) });
    expect(none).toBeUndefined();
    expect(refusalOfPlace(at, { ofAccount: places(50), ofDomain: places(20) })).toMatchObject({
      field: 'names',
      message: expect.stringMatching(/20 of 20.*2027-01-01T00:00:00.000Z/) as string,
    });
    expect(refusalOfPlace(at, { ofAccount: places(50), ofDomain: places(19) })).toMatchObject({
      code: 'RefusedInThisState',
      field: 'type',
    });
  });
});

it('is never renewed, and re-issued once', () => {
  expect(refusalOfFreeRenewal()).toMatchObject({ code: 'RefusedInThisState', field: 'type' });
  expect(refusalOfFreeReissue(FREE_PLACES.reissues - 1)).toBeUndefined();
  expect(refusalOfFreeReissue(FREE_PLACES.reissues)).toMatchObject({ code: 'RefusedInThisState' });
  expect(freeValidityDays(Date.UTC(2026, 10, 24))).toBe(90);
});
