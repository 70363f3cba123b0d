/** The catalogue says what ordering rules, section 2, says: line by line, then what can be ordered today. */
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../domain/catalogue/rows.js';
import { catalogueRow, nameLimits, refuseUnlessSold } from '../../../domain/catalogue/products.js';
import { termsFor } from '../../../domain/orders/terms.js';
import { kindOf, CERTIFICATE_KINDS } from '../../../domain/names/kinds.js';
import { BRANDS, CERTIFICATE_TYPES } from '../../../domain/catalogue/words.js';
import type { Brand, CertificateType } from '../../../domain/catalogue/words.js';
import { refusalFrom } from '../refusal-from.js';

const ALL = 'single multi wildcard wildcard-multi';

describe('what each brand sells, for which kinds, and how the organization is validated', () => {
  it.each<[Brand, CertificateType, string, string]>([
    ['securesite', 'ov', 'single multi wildcard', 'public-record'],
    ['securesite', 'ev', 'single multi', 'public-record'],
    ['securesite', 'ov-pro', 'single multi', 'public-record'],
    ['securesite', 'ev-pro', 'single multi', 'public-record'],
    ['geotrust', 'ov', 'single wildcard', 'public-record'],
    ['geotrust', 'ev', 'single multi', 'public-record'],
    ['trustasia', 'dv', ALL, 'none'],
    ['trustasia', 'dv-free', 'single', 'none'],
    ['trustasia', 'ov', ALL, 'public-record'],
    ['trustasia', 'ev', 'single multi', 'public-record'],
    ['globalsign', 'ov', ALL, 'confirmation-letter'],
    ['globalsign', 'ev', 'single multi', 'confirmation-letter'],
    ['cfca', 'ov', 'single multi wildcard', 'confirmation-letter'],
    ['cfca', 'ev', 'single', 'confirmation-letter'],
    ['wotrus', 'dv', 'single multi wildcard', 'none'],
    ['wotrus', 'ov', 'single multi wildcard', 'two-emails'],
    ['wotrus', 'ev', 'single multi', 'two-emails'],
    ['dnspod', 'dv', 'single multi wildcard', 'none'],
    ['dnspod', 'ov', 'single multi wildcard', 'phone-and-mailbox'],
    ['dnspod', 'ev', 'single multi', 'phone-and-mailbox'],
    ['dnspod-sm2', 'dv', 'single multi wildcard', 'none'],
    ['dnspod-sm2', 'ov', 'single multi wildcard', 'application-form'],
    ['dnspod-sm2', 'ev', 'single multi', 'application-form'],
    ['acme', 'dv', ALL, 'none'],
  ])('%s %s: %s, %s', (brand, type, kinds, organizationValidation) => {
    const sold = CERTIFICATE_KINDS.filter((kind) => isSold(brand, type, kind));
    expect(sold.join(' ')).toBe(kinds);
    for (const kind of sold)
      expect(catalogueRow(brand, type, kind).organizationValidation).toBe(organizationValidation);
  });

  it('sells nothing else', () => {
    const sold = BRANDS.flatMap((brand) =>
      CERTIFICATE_TYPES.filter((type) => CERTIFICATE_KINDS.some((kind) => isSold(brand, type, kind))),
    );
    expect(sold).toHaveLength(24);
  });

  it('has each product on one line only, with a source and at most 100 names', () => {
    const products = CATALOGUE.flatMap((row) =>
      row.kinds.map((kind) => `${row.brand} ${row.certificateType} ${kind}`),
    );
    expect(new Set(products).size).toBe(products.length);
    for (const row of CATALOGUE) {
      expect(row.source).toMatch(row.brand === 'acme' ? /RFC 8555/ : /section 2/);
      expect(row.maxNames).toBe(row.certificateType === 'dv-free' ? 1 : 100);
    }
  });
});

describe('keys, hashes, years and IP addresses', () => {
  it.each<[Brand, CertificateType, string]>([
    ['securesite', 'ov', 'rsa-2048 rsa-4096 ecc-p256'],
    ['trustasia', 'dv', 'rsa-2048 ecc-p256'],
    ['trustasia', 'dv-free', 'rsa-2048 ecc-p256'],
    ['trustasia', 'ov', 'rsa-2048 rsa-4096 ecc-p256'],
    ['wotrus', 'dv', 'rsa-2048 rsa-4096 ecc-p256 ecc-p384'],
    ['dnspod', 'dv', 'rsa-2048 rsa-4096 ecc-p256'],
    ['dnspod-sm2', 'dv', 'sm2'],
  ])('%s %s takes %s keys', (brand, type, keys) => {
    expect(termsFor(brand, type, 'single').keyAlgorithms.join(' ')).toBe(keys);
  });

  it('signs with SM3 for SM2, and only there', () => {
    for (const row of CATALOGUE)
      expect(row.signatureHashes).toEqual(row.brand === 'dnspod-sm2' ? ['sm3'] : ['sha256', 'sha384']);
  });

  it('has plans of 2 and 3 years where section 2 says', () => {
    const long = CATALOGUE.filter((row) => row.planYears.includes(3)).map(
      (row) => `${row.brand} ${row.certificateType}${row.kinds.length === 1 ? ` ${row.kinds.join()}` : ''}`,
    );
    expect(long).toEqual([
      'securesite ov',
      'securesite ev',
      'securesite ov-pro',
      'securesite ev-pro',
      'geotrust ov',
      'geotrust ev',
      'trustasia dv wildcard',
      'cfca ov',
    ]);
  });

  it('takes IP addresses where section 2 says, and by ACME where the directory does', () => {
    const withIp = CATALOGUE.filter((row) => row.ipAddresses).map(
      (row) => `${row.brand} ${row.certificateType}`,
    );
    expect(withIp).toEqual([
      'trustasia ov',
      'dnspod ov',
      'dnspod ev',
      'dnspod-sm2 ov',
      'dnspod-sm2 ev',
      'acme dv',
    ]);
    expect(nameLimits('dnspod', 'ov')).toEqual({ ipAddresses: true, maxNames: 100 });
  });
});

describe('the kind is inferred from the names', () => {
  it.each([
    ['single', ['example.com']],
    ['multi', ['example.com', 'www.example.com']],
    ['wildcard', ['*.example.com']],
    ['wildcard-multi', ['example.com', '*.example.com']],
    ['wildcard-multi', ['*.example.com', '*.example.cn']],
  ])('%s: %j', (kind, names) => {
    expect(kindOf(names)).toBe(kind);
  });
});

describe('terms', () => {
  it('hold all that one order lives under', () => {
    const terms = termsFor('trustasia', 'dv', 'single');
    expect(terms).toMatchObject({
      brand: 'trustasia',
      certificateType: 'dv',
      kind: 'single',
      randomValueDays: 30,
    });
    expect(terms.validationMethods).toEqual(['auto-dns', 'manual-dns', 'file', 'auto-file']);
  });

  it('of TrustAsia DV wildcard plans of 2 and 3 years accept only the automatic methods', () => {
    expect(termsFor('trustasia', 'dv', 'wildcard', 1).validationMethods).toContain('manual-dns');
    for (const years of [2, 3])
      expect(termsFor('trustasia', 'dv', 'wildcard', years).validationMethods).toEqual([
        'auto-dns',
        'auto-file',
      ]);
  });

  it.each([
    ['type', () => termsFor('securesite', 'dv', 'single')],
    ['type', () => nameLimits('geotrust', 'dv')],
    ['names', () => termsFor('dnspod', 'dv', 'wildcard-multi')],
    ['names', () => termsFor('trustasia', 'dv-free', 'wildcard')],
    ['planYears', () => termsFor('dnspod', 'dv', 'single', 2)],
    ['planYears', () => termsFor('trustasia', 'dv', 'single', 3)],
  ])('are refused by the field %s for what is not sold', (field, attempt) => {
    const refusal = refusalFrom(attempt);
    expect(refusal).toMatchObject({ code: 'InvalidInput', field });
    expect(refusal.accepted).toBeTruthy();
  });
});

describe('what is sold', () => {
  it('is every type that a brand has a line for', () => {
    for (const { brand, certificateType } of CATALOGUE)
      expect(() => refuseUnlessSold(brand, certificateType)).not.toThrow();
  });

  it.each<[Brand, CertificateType, RegExp]>([
    ['securesite', 'dv', /dv is sold by trustasia, wotrus, dnspod, dnspod-sm2/],
    ['cfca', 'ov-pro', /ov-pro is sold by securesite/],
    ['dnspod', 'dv-free', /dv-free is sold by trustasia/],
  ])('is not %s %s, and the refusal names who sells it', (brand, type, accepted) => {
    const refusal = refusalFrom(() => refuseUnlessSold(brand, type));
    expect(refusal).toMatchObject({ code: 'InvalidInput', field: 'type' });
    expect(refusal.message).toBe(`${brand} sells no ${type} certificate`);
    expect(refusal.accepted).toMatch(accepted);
  });
});

function isSold(...product: Parameters<typeof catalogueRow>): boolean {
  try {
    return catalogueRow(...product).brand === product[0];
  } catch {
    return false;
  }
}
