/** A certificate is judged by what it was issued on, at the date of its issuance. */
import { describe, expect, it } from 'vitest';
import { domainReusable, lapsedAt } from '../../../domain/certificates/lapsed-validations.js';
import type { Brand, CertificateType } from '../../../domain/catalogue/words.js';

const product = (brand: Brand, certificateType: CertificateType) => ({ brand, certificateType });
const on = (validatedAt: string, reused = false) => ({ name: 'a.example.com', validatedAt, reused });
const at = (instant: string) => new Date(instant);

describe('names', () => {
  it.each([
    // 200 days of 86,400 s, until the 100 of 2027-03-15 begin
    ['trustasia', 'ov', '2026-06-01T00:00:00Z', '2026-12-18T00:00:00Z', []],
    ['trustasia', 'ov', '2026-06-01T00:00:00Z', '2026-12-18T00:00:01Z', ['a.example.com']],
    ['trustasia', 'dv', '2026-12-04T00:00:00Z', '2027-03-14T00:00:00Z', []],
    ['trustasia', 'dv', '2026-12-04T00:00:00Z', '2027-03-15T00:00:00Z', ['a.example.com']],
    // thirteen calendar months in Shanghai
    ['dnspod-sm2', 'ov', '2026-06-01T00:00:00Z', '2027-07-01T00:00:00Z', []],
    ['dnspod-sm2', 'ov', '2026-06-01T00:00:00Z', '2027-07-01T00:00:01Z', ['a.example.com']],
    // a proof that is younger than a certificate's backdated beginning
    ['trustasia', 'ov', '2026-06-01T01:00:00Z', '2026-06-01T00:00:00Z', []],
  ] as const)('%s %s, proven %s, issued %s', (brand, type, provenAt, issuedAt, lapsed) => {
    const problems = lapsedAt(product(brand, type), { domains: [on(provenAt)] }, at(issuedAt));
    expect(problems.map(({ en }) => en)).toEqual(
      lapsed.map((name) => `the validation of ${name} (${provenAt}) had lapsed`),
    );
  });

  it('no reuse at all means across orders', () => {
    const geotrust = product('geotrust', 'dv');
    const provenAt = '2026-06-01T00:00:00Z';
    const issuedAt = at('2026-06-08T00:00:00Z');
    expect(lapsedAt(geotrust, { domains: [on(provenAt)] }, issuedAt)).toEqual([]);
    expect(lapsedAt(geotrust, { domains: [on(provenAt, true)] }, issuedAt)).toHaveLength(1);
    expect(domainReusable(geotrust, at(provenAt), issuedAt)).toBe(false);
  });
});

describe('the company', () => {
  const lapsedFor = (brand: Brand, checkedAt: string | undefined, issuedAt: string) =>
    lapsedAt(
      product(brand, 'ov'),
      { domains: [], organization: checkedAt === undefined ? {} : { validatedAt: checkedAt } },
      at(issuedAt),
    );

  it.each([
    ['geotrust', '2026-06-01T00:00:00Z', '2027-06-01T00:00:00Z', 0],
    ['geotrust', '2026-06-01T00:00:00Z', '2027-06-01T00:00:01Z', 1],
    ['globalsign', '2026-06-01T00:00:00Z', '2027-07-04T00:00:00Z', 0],
    ['globalsign', '2026-06-01T00:00:00Z', '2027-07-04T00:00:01Z', 1],
  ] as const)('%s, validated %s, issued %s', (brand, checkedAt, issuedAt, problems) => {
    expect(lapsedFor(brand, checkedAt, issuedAt)).toHaveLength(problems);
  });

  it('an unknown time can’t be judged', () => {
    expect(lapsedFor('geotrust', undefined, '2040-01-01T00:00:00Z')).toEqual([]);
    expect(lapsedAt(product('geotrust', 'ov'), { domains: [{ name: 'a' }] }, at('2040-01-01'))).toEqual([]);
  });
});
