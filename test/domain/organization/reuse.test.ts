/** Whether a CA's check of a company serves another order: whose, for what, and to the second until when. */
import { describe, expect, it } from 'vitest';
import type { Brand, CertificateType, OrganizationWay } from '../../../domain/catalogue/words.js';
import {
  organizationHolds,
  organizationHoldsUntil,
  organizationReusable,
  refusalOfOrganizationReuse,
  type OrganizationChecked,
  type OrganizationWanted,
} from '../../../domain/organization/reuse.js';
import { isSm2Reusable, sm2ReuseEndsAt } from '../../../domain/catalogue/sm2-reuse.js';

const COMPANY = 'key-of-the-company';
const at = (text: string) => new Date(text);
const secondAfter = (date: Date) => new Date(date.getTime() + 1000);

const wanted = (over: Partial<OrganizationWanted> = {}): OrganizationWanted => ({
  brand: 'trustasia',
  certificateType: 'ov',
  way: 'public-record',
  ...over,
});
const checked = (over: Partial<OrganizationChecked> = {}): OrganizationChecked => ({
  brand: 'trustasia',
  certificateType: 'ov',
  companyKey: COMPANY,
  validatedAt: at('2026-03-15T10:00:00Z'),
  ...over,
});
const NOW = at('2026-11-23T00:00:00Z');
const SM2 = { brand: 'dnspod-sm2', certificateType: 'ov' } as const;

describe('a check by public record', () => {
  it('serves the same company for 365 days, to the second', () => {
    const until = at('2027-03-15T10:00:00Z');
    expect(organizationReusable(wanted(), checked(), COMPANY, NOW)).toBe(true);
    expect(organizationReusable(wanted(), checked(), COMPANY, until)).toBe(true);
    expect(organizationReusable(wanted(), checked(), COMPANY, secondAfter(until))).toBe(false);
  });

  it.each([
    ['over a leap day', '2027-03-01T12:00:00Z', '2028-02-29T12:00:00Z'],
    ['from a leap day', '2028-02-29T12:00:00Z', '2029-02-28T12:00:00Z'],
    ['over the days from which less is permitted', '2028-08-31T23:59:59Z', '2029-08-31T23:59:59Z'],
    ['made before anything was permitted less', '2025-03-20T00:00:00Z', '2026-03-20T00:00:00Z'],
    ['reckoned in UTC, not from midnight in Shanghai', '2026-01-31T00:00:00+08:00', '2027-01-30T16:00:00Z'],
  ])('%s', (_what, validated, until) => {
    const earlier = checked({ validatedAt: at(validated) });
    expect(organizationReusable(wanted(), earlier, COMPANY, at(until))).toBe(true);
    expect(organizationReusable(wanted(), earlier, COMPANY, secondAfter(at(until)))).toBe(false);
  });

  it.each<[CertificateType, CertificateType, boolean]>([
    ['ov', 'ov-pro', true],
    ['ov', 'ev', false],
    ['ov-pro', 'ev-pro', false],
    ['ev', 'ev-pro', true],
    ['ev', 'ov', true],
  ])('for %s serves %s: %s', (earlier, later, serves) => {
    const order = wanted({ brand: 'securesite', certificateType: later });
    const check = checked({ brand: 'securesite', certificateType: earlier });
    expect(organizationReusable(order, check, COMPANY, NOW)).toBe(serves);
  });
});

describe('the refusal of a reuse', () => {
  const refusal = (order: OrganizationWanted, check: OrganizationChecked | undefined, now = NOW) =>
    refusalOfOrganizationReuse(order, check, COMPANY, now);

  it.each<[string, OrganizationWanted, OrganizationChecked | undefined, RegExp]>([
    ['another company', wanted(), checked({ companyKey: 'other' }), /another company/],
    ['another brand', wanted(), checked({ brand: 'geotrust' }), /checked by geotrust.*goes to trustasia/],
    ['a lesser check', wanted({ certificateType: 'ev' }), checked(), /for ov does not serve.* ev$/],
    ['no such order', wanted(), undefined, /no order of this id/],
  ])('names %s', (_what, order, check, message) => {
    expect(refusal(order, check)).toMatchObject({ code: 'InvalidInput', field: 'reuseOrganizationOf' });
    expect(refusal(order, check)?.message).toMatch(message);
    expect(refusal(order, check)?.accepted).toContain('same company and brand');
  });

  it.each<[OrganizationWay, Brand, RegExp]>([
    ['confirmation-letter', 'globalsign', /^globalsign asks for a letter every time/],
    ['confirmation-letter', 'cfca', /^cfca asks for a letter every time/],
    ['two-emails', 'wotrus', /^wotrus writes to the contact of every order/],
    ['phone-and-mailbox', 'dnspod', /^dnspod checks phone and mailbox of every order/],
  ])('says that the way %s of %s asks every time', (way, brand, message) => {
    const details = refusal(wanted({ way, brand }), checked({ brand }));
    expect(details?.message).toMatch(message);
    expect(details?.accepted).toContain('without reuseOrganizationOf');
  });

  it('names the last moment of one that comes too late', () => {
    expect(refusal(wanted(), checked(), at('2027-03-15T10:00:01Z'))?.message).toBe(
      'The company was validated at 2026-03-15 10:00:00 UTC: that could be used until 2027-03-15 10:00:00 UTC',
    );
  });

  it('is none where it may be', () => {
    expect(refusal(wanted(), checked())).toBeUndefined();
  });
});

describe('what this order’s own check is worth while the order waits', () => {
  const FORUM_DAYS: [Brand, CertificateType, string, string][] = [
    // 825 days for OV until the Forum's first date, 398 from then on: dead with the first second of it, in UTC.
    ['wotrus', 'ov', '2024-06-01T00:00:00Z', '2026-03-14T23:59:59.999Z'],
    ['cfca', 'ov', '2025-02-10T00:00:00Z', '2026-03-15T00:00:00Z'],
    ['cfca', 'ov', '2025-02-09T23:59:59Z', '2026-03-14T23:59:59.999Z'],
    ['globalsign', 'ev', '2025-02-10T00:00:00Z', '2026-03-15T00:00:00Z'],
    ['globalsign', 'ov', '2026-03-14T23:59:59Z', '2027-04-16T23:59:59Z'],
    ['dnspod', 'ov', '2027-02-10T00:00:00Z', '2028-03-14T00:00:00Z'], // over 29 February
    ['dnspod', 'ev', '2028-02-29T08:00:00Z', '2029-04-02T08:00:00Z'],
    ['geotrust', 'ov', '2026-02-24T00:00:00Z', '2027-02-24T00:00:00Z'],
  ];

  it.each(FORUM_DAYS)('%s %s of %s holds until %s', (brand, certificateType, validated, until) => {
    const product = { brand, certificateType };
    expect(organizationHoldsUntil(product, at(validated))?.toISOString()).toBe(at(until).toISOString());
    expect(organizationHolds(product, at(validated), at(until))).toBe(true);
    expect(organizationHolds(product, at(validated), secondAfter(at(until)))).toBe(false);
  });

  it('midnight of the dates is that of UTC: in Shanghai it is eight in the morning', () => {
    const product = { brand: 'wotrus', certificateType: 'ov' } as const;
    const validated = at('2024-06-01T00:00:00Z');
    expect(organizationHolds(product, validated, at('2026-03-15T00:00:00+08:00'))).toBe(true);
    expect(organizationHolds(product, validated, at('2026-03-15T07:59:59+08:00'))).toBe(true);
    expect(organizationHolds(product, validated, at('2026-03-15T08:00:00+08:00'))).toBe(false);
  });

  it('bears a CA whose clock is ahead', () => {
    expect(organizationHolds({ brand: 'wotrus', certificateType: 'ov' }, secondAfter(NOW), NOW)).toBe(true);
  });

  it('is nothing where the type names no company', () => {
    expect(organizationHolds({ brand: 'trustasia', certificateType: 'dv' }, NOW, NOW)).toBe(false);
    expect(organizationHolds({ brand: 'dnspod-sm2', certificateType: 'dv' }, NOW, NOW)).toBe(false);
  });
});

describe('SM2: thirteen calendar months in Asia/Shanghai', () => {
  const MONTHS = [
    ['2026-01-31T10:00:00+08:00', '2027-02-28T10:00:00+08:00'],
    ['2027-01-31T10:00:00+08:00', '2028-02-29T10:00:00+08:00'],
    ['2028-02-29T10:00:00+08:00', '2029-03-29T10:00:00+08:00'],
    ['2026-08-31T23:59:59+08:00', '2027-09-30T23:59:59+08:00'],
    ['2026-11-30T00:00:00+08:00', '2027-12-30T00:00:00+08:00'],
    ['2026-12-31T00:00:00+08:00', '2028-01-31T00:00:00+08:00'],
    // Another day in UTC: the day that counts is Shanghai's.
    ['2026-01-30T16:30:00Z', '2027-02-27T16:30:00Z'],
    ['2026-02-28T15:59:59Z', '2027-03-28T15:59:59Z'],
    ['2026-02-28T16:00:00Z', '2027-03-31T16:00:00Z'],
  ] as const;

  it.each(MONTHS)('%s ends at %s', (validated, until) => {
    expect(sm2ReuseEndsAt(at(validated)).toISOString()).toBe(at(until).toISOString());
    expect(isSm2Reusable(at(validated), at(until))).toBe(true);
    expect(isSm2Reusable(at(validated), secondAfter(at(until)))).toBe(false);
    expect(organizationHolds(SM2, at(validated), at(until))).toBe(true);
    expect(organizationHolds(SM2, at(validated), secondAfter(at(until)))).toBe(false);
  });

  it.each(['2026-03-15', '2027-03-15', '2029-03-15'])('nothing changes on %s', (day) => {
    for (const midnight of [at(`${day}T00:00:00Z`), at(`${day}T00:00:00+08:00`)])
      for (const moment of [new Date(midnight.getTime() - 1000), midnight, secondAfter(midnight)]) {
        const validatedAt = new Date(moment.getTime() - 390 * 86_400_000);
        expect(isSm2Reusable(validatedAt, moment)).toBe(true);
        expect(organizationHolds({ ...SM2, certificateType: 'ev' }, validatedAt, moment)).toBe(true);
      }
  });

  it('wants the same type, and says until when in its own zone', () => {
    const order = wanted({ ...SM2, way: 'application-form' });
    const check = checked({ ...SM2, validatedAt: at('2026-01-31T10:00:00+08:00') });
    expect(organizationReusable(order, check, COMPANY, at('2027-02-28T10:00:00+08:00'))).toBe(true);
    expect(organizationReusable(order, { ...check, certificateType: 'ev' }, COMPANY, NOW)).toBe(false);
    const tooLate = refusalOfOrganizationReuse(order, check, COMPANY, at('2027-02-28T10:00:01+08:00'));
    expect(tooLate?.message).toContain('until 2027-02-28 10:00:00 Asia/Shanghai');
  });
});
