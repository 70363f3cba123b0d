/** The dated limits of ordering rules, section 9, at their edges to the second, over month ends and leap days. */
import { describe, expect, it } from 'vitest';
import { CERTIFICATE_POLICY_OIDS } from '../../../domain/certificates/policies.js';
import {
  certificateLifetime,
  daysBetween,
  domainReuseEndsAt,
  domainValidationReuse,
  isReusable,
  notAfterOf,
  organizationReuse,
  organizationReuseEndsAt,
  validityDays,
} from '../../../domain/catalogue/dated-rules.js';
import { BRANDS, CERTIFICATE_TYPES } from '../../../domain/catalogue/words.js';
import type { Brand, CertificateType } from '../../../domain/catalogue/words.js';

const DAY_MS = 86_400_000;

const at = (text: string) => new Date(text);

describe('the table, by the date of issuance', () => {
  it.each<[string, number, number, number, number, number]>([
    ['2020-02-29T12:00:00Z', 398, 397, 398, 825, 398],
    ['2026-03-14T23:59:59.999Z', 398, 397, 398, 825, 398],
    ['2026-03-15T00:00:00Z', 200, 199, 200, 398, 398],
    ['2027-03-14T23:59:59Z', 200, 199, 200, 398, 398],
    ['2027-03-15T00:00:00Z', 100, 99, 100, 398, 398],
    ['2028-02-29T00:00:00Z', 100, 99, 100, 398, 398],
    ['2029-03-14T23:59:59Z', 100, 99, 100, 398, 398],
    ['2029-03-15T00:00:00Z', 47, 46, 10, 398, 398],
    ['2040-01-01T00:00:00Z', 47, 46, 10, 398, 398],
  ])('%s: %i days (%i), domain %i, OV %i, EV %i', (issued, atMostDays, advisedDays, domain, ov, ev) => {
    const issuedAt = at(issued);
    expect(certificateLifetime('wotrus', issuedAt)).toEqual({ atMostDays, advisedDays });
    expect(domainValidationReuse('wotrus', 'dv', issuedAt)).toBe(domain);
    expect(organizationReuse('wotrus', 'ov', issuedAt)).toBe(ov);
    expect(organizationReuse('wotrus', 'ev', issuedAt)).toBe(ev);
    expect(organizationReuse('wotrus', 'dv', issuedAt)).toBeUndefined();
  });

  it('turns at midnight UTC, whatever the zone the date was written in', () => {
    expect(certificateLifetime('trustasia', at('2027-03-15T07:59:59+08:00'))?.atMostDays).toBe(200);
    expect(certificateLifetime('trustasia', at('2027-03-15T08:00:00+08:00'))?.atMostDays).toBe(100);
  });
});

describe('stricter CAs', () => {
  it.each<[Brand, CertificateType, string, number, number, number | undefined, number | undefined]>([
    ['securesite', 'ov', '2026-02-23T23:59:59Z', 398, 397, 398, 365],
    ['securesite', 'ov', '2026-02-24T00:00:00Z', 199, 199, 199, 365],
    ['geotrust', 'ev', '2026-05-01T00:00:00Z', 199, 199, 199, 365],
    ['securesite', 'ov-pro', '2026-05-01T00:00:00Z', 199, 199, 199, 365],
    ['geotrust', 'dv', '2026-05-01T00:00:00Z', 199, 199, 0, undefined],
    ['geotrust', 'ev', '2027-03-15T00:00:00Z', 100, 99, 100, 365],
    ['globalsign', 'ov', '2026-03-14T00:00:00Z', 398, 397, 398, 825],
    ['globalsign', 'ov', '2026-03-15T00:00:00Z', 199, 199, 200, 398],
    ['globalsign', 'ev', '2029-03-15T00:00:00Z', 47, 46, 10, 398],
    ['trustasia', 'ov', '2026-05-01T00:00:00Z', 200, 199, 200, 365],
  ])('%s %s on %s', (brand, type, issued, atMostDays, advisedDays, domain, organization) => {
    const issuedAt = at(issued);
    expect(certificateLifetime(brand, issuedAt, type)).toEqual({ atMostDays, advisedDays });
    expect(domainValidationReuse(brand, type, issuedAt)).toBe(domain);
    expect(organizationReuse(brand, type, issuedAt)).toBe(organization);
  });

  it('the free product lives 90 days, and less when the Forum says so', () => {
    const free = (issued: string) => certificateLifetime('trustasia', at(issued), 'dv-free');
    expect(free('2026-11-23T00:00:00Z')).toEqual({ atMostDays: 90, advisedDays: 90 });
    expect(free('2027-03-15T00:00:00Z')).toEqual({ atMostDays: 90, advisedDays: 90 });
    expect(free('2029-03-15T00:00:00Z')).toEqual({ atMostDays: 47, advisedDays: 46 });
  });

  it('no override ever loosens the table, nor advises more than is permitted', () => {
    for (const brand of BRANDS.filter((candidate) => candidate !== 'dnspod-sm2'))
      for (const type of CERTIFICATE_TYPES)
        for (const day of ['2026-02-24', '2026-03-14', '2026-03-15', '2027-03-15', '2029-03-15']) {
          const issuedAt = at(`${day}T00:00:00Z`);
          const table = certificateLifetime('wotrus', issuedAt)?.atMostDays ?? 0;
          const own = certificateLifetime(brand, issuedAt, type) ?? {
            atMostDays: Infinity,
            advisedDays: Infinity,
          };
          expect(own.atMostDays).toBeLessThanOrEqual(table);
          expect(own.advisedDays).toBeLessThanOrEqual(own.atMostDays);
          expect(domainValidationReuse(brand, type, issuedAt)).toBeLessThanOrEqual(
            domainValidationReuse('wotrus', type, issuedAt) ?? 0,
          );
        }
  });

  it('SM2 is untouched by all of it', () => {
    const issuedAt = at('2029-03-15T00:00:00Z');
    expect(certificateLifetime('dnspod-sm2', issuedAt)).toBeUndefined();
    expect(domainValidationReuse('dnspod-sm2', 'dv', issuedAt)).toBeUndefined();
    expect(organizationReuse('dnspod-sm2', 'ov', issuedAt)).toBeUndefined();
  });
});

describe('reuse', () => {
  const reusable = (validated: string, issued: string) =>
    isReusable(at(validated), at(issued), domainValidationReuse('trustasia', 'dv', at(issued)));

  it('a validation of 2026-12-04 is dead on 2027-03-15', () => {
    expect(reusable('2026-12-04T00:00:00Z', '2027-03-15T00:00:00Z')).toBe(false);
    expect(reusable('2026-12-04T23:59:59Z', '2027-03-15T00:00:00Z')).toBe(false);
    expect(reusable('2026-12-04T23:59:59Z', '2027-03-14T23:59:59Z')).toBe(true);
  });

  it('lives to the last second of its last day', () => {
    expect(reusable('2026-12-05T00:00:00Z', '2027-03-15T00:00:00Z')).toBe(true);
    expect(reusable('2026-12-05T00:00:00Z', '2027-03-15T00:00:00.001Z')).toBe(false);
    expect(reusable('2026-12-05T00:00:00Z', '2027-03-15T00:00:01Z')).toBe(false);
  });

  it('is judged at the date of issuance, not at that of the validation', () => {
    expect(reusable('2026-11-01T00:00:00Z', '2027-03-14T00:00:00Z')).toBe(true);
    expect(reusable('2026-11-01T00:00:00Z', '2027-03-16T00:00:00Z')).toBe(false);
    expect(reusable('2029-03-04T12:00:00Z', '2029-03-14T23:00:00Z')).toBe(true);
    expect(reusable('2029-03-04T12:00:00Z', '2029-03-15T00:00:00Z')).toBe(false);
  });

  it('counts a leap day as a day', () => {
    expect(daysBetween(at('2028-02-28T00:00:00Z'), at('2028-03-01T00:00:00Z'))).toBe(2);
    expect(daysBetween(at('2027-02-28T00:00:00Z'), at('2027-03-01T00:00:00Z'))).toBe(1);
    expect(reusable('2027-11-21T00:00:00Z', '2028-02-29T00:00:00Z')).toBe(true);
    expect(reusable('2027-11-22T00:00:00Z', '2028-03-01T00:00:00Z')).toBe(true);
    expect(reusable('2027-11-21T00:00:00Z', '2028-03-01T00:00:00Z')).toBe(false);
  });

  it('is never given where there is no rule, no reuse, or no past', () => {
    const now = at('2026-11-23T00:00:00Z');
    expect(isReusable(now, now, undefined)).toBe(false);
    expect(isReusable(now, now, 0)).toBe(false);
    expect(isReusable(at('2026-11-24T00:00:00Z'), now, 200)).toBe(false);
    expect(isReusable(now, now, 1)).toBe(true);
  });
});

describe('the end of a reuse', () => {
  it.each<[Brand, CertificateType, string, string | undefined]>([
    ['trustasia', 'ov', '2025-06-01T00:00:00Z', '2026-03-14T23:59:59.999Z'],
    ['trustasia', 'ov', '2025-08-26T23:59:59Z', '2026-03-14T23:59:59.999Z'],
    ['trustasia', 'ov', '2025-08-27T00:00:00Z', '2026-03-15T00:00:00.000Z'],
    ['trustasia', 'ov', '2026-12-04T23:59:59Z', '2027-03-14T23:59:59.999Z'],
    ['trustasia', 'ov', '2026-12-05T00:00:00+08:00', '2027-03-14T23:59:59.999Z'],
    ['trustasia', 'ov', '2026-12-05T00:00:00Z', '2027-03-15T00:00:00.000Z'],
    ['trustasia', 'ov', '2026-08-31T00:00:00Z', '2027-03-14T23:59:59.999Z'],
    ['trustasia', 'ov', '2026-08-26T00:00:00Z', '2027-03-14T00:00:00.000Z'],
    ['trustasia', 'ov', '2027-11-22T00:00:00Z', '2028-03-01T00:00:00.000Z'],
    ['trustasia', 'ov', '2029-03-04T23:59:59Z', '2029-03-14T23:59:59.999Z'],
    ['trustasia', 'ov', '2029-03-05T00:00:00Z', '2029-03-15T00:00:00.000Z'],
    ['geotrust', 'ov', '2026-08-26T00:00:00Z', '2027-03-13T00:00:00.000Z'],
    ['geotrust', 'dv', '2026-01-01T00:00:00Z', '2026-02-23T23:59:59.999Z'],
    ['geotrust', 'dv', '2026-03-01T00:00:00Z', undefined],
    ['dnspod-sm2', 'ov', '2026-03-01T00:00:00Z', undefined],
  ])('%s %s: domain control of %s may be used until %s', (brand, type, validated, until) => {
    expect(domainReuseEndsAt(brand, type, at(validated))?.toISOString()).toBe(until);
  });

  it('is the last moment at which the tables permit it', () => {
    for (const brand of BRANDS.filter((candidate) => candidate !== 'dnspod-sm2'))
      for (const validated of ['2024-02-29T12:00:00Z', '2025-12-31T00:00:00Z', '2028-12-10T08:00:00Z'].map(
        at,
      )) {
        const until = organizationReuseEndsAt(brand, 'ov', validated) ?? validated;
        const judged = (issued: Date) =>
          isReusable(validated, issued, organizationReuse(brand, 'ov', issued));
        expect(judged(until)).toBe(true);
        for (const later of [1, 1000, DAY_MS, 400 * DAY_MS])
          expect(judged(new Date(until.getTime() + later))).toBe(false);
      }
  });

  it('is not said of types without a company, nor of SM2', () => {
    expect(organizationReuseEndsAt('trustasia', 'dv', at('2026-03-15T00:00:00Z'))).toBeUndefined();
    expect(organizationReuseEndsAt('dnspod-sm2', 'ov', at('2026-03-15T00:00:00Z'))).toBeUndefined();
  });
});

describe('days of 86,400 seconds, both ends of a certificate included', () => {
  const STARTS = [
    '2024-02-28T23:59:59Z',
    '2024-02-29T00:00:00Z',
    '2026-01-31T12:30:00Z',
    '2026-03-29T01:30:00Z',
    '2026-12-31T23:59:59Z',
    '2028-02-29T23:59:59Z',
    '2029-03-14T23:59:59Z',
  ].map(at);

  it('one second more is another day, whatever the month', () => {
    for (const start of STARTS)
      for (const days of [1, 10, 28, 29, 30, 31, 46, 47, 90, 99, 100, 199, 200, 366, 398]) {
        const notAfter = notAfterOf(start, days);
        expect(validityDays(start, notAfter)).toBe(days);
        expect(validityDays(start, new Date(notAfter.getTime() + 1000))).toBe(days + 1);
        const later = new Date(start.getTime() + days * DAY_MS);
        expect(daysBetween(start, later)).toBe(days);
        expect(daysBetween(start, new Date(later.getTime() + 1))).toBe(days + 1);
        expect(isReusable(start, later, days)).toBe(true);
        expect(isReusable(start, new Date(later.getTime() + 1000), days)).toBe(false);
      }
  });

  it('a certificate of the advised length is never over the limit', () => {
    for (const start of STARTS)
      for (const brand of BRANDS) {
        const lifetime = certificateLifetime(brand, start);
        if (!lifetime) continue;
        const days = validityDays(start, notAfterOf(start, lifetime.advisedDays));
        expect(days).toBeLessThanOrEqual(lifetime.atMostDays);
      }
  });
});

it.each<[CertificateType, string]>([
  ['dv', '2.23.140.1.2.1'],
  ['dv-free', '2.23.140.1.2.1'],
  ['ov', '2.23.140.1.2.2'],
  ['ov-pro', '2.23.140.1.2.2'],
  ['ev', '2.23.140.1.1'],
  ['ev-pro', '2.23.140.1.1'],
])('the policy of %s is %s', (type, oid) => {
  expect(CERTIFICATE_POLICY_OIDS[type]).toBe(oid);
});
