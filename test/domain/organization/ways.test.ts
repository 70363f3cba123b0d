// The ways of ordering rules, section 6, as data: who may repair what, whose clock runs how long.
import { describe, expect, it } from 'vitest';
import { termsFor } from '../../../domain/orders/terms.js';
import type { Brand, CertificateType } from '../../../domain/catalogue/words.js';
import { ORGANIZATION_WAYS } from '../../../domain/catalogue/words.js';
import {
  ORGANIZATION_RULES,
  refusalOfRepair,
  WAITS_OF_STEP,
  type OrganizationPart,
} from '../../../domain/organization/ways.js';
import { PARTY_OF } from '../../../domain/waits.js';

describe('the clocks of a review', () => {
  it.each<[Brand, CertificateType, number, number]>([
    ['geotrust', 'ov', 3, 5],
    ['geotrust', 'ev', 3, 5],
    ['dnspod-sm2', 'ov', 3, 5],
    ['dnspod-sm2', 'ev', 5, 7],
    ['dnspod', 'ov', 3, 5],
    ['dnspod', 'ev', 5, 7],
  ])('of %s %s expect %i to %i working days', (brand, type, from, to) => {
    const waits = termsFor(brand, type, 'single').organization?.waits;
    for (const wait of ['reviewer-application', 'ca-public-record', 'ca-phone-call'] as const) {
      expect(waits?.[wait].unit).toBe('working-day');
      expect(waits?.[wait].expectedDays).toEqual({ from, to });
      expect(waits?.[wait].deadlineDays).toBeGreaterThan(to);
    }
  });

  it('are not part of an order that validates no company', () => {
    expect(termsFor('trustasia', 'dv', 'single').organization).toBeUndefined();
  });
});

describe('every way', () => {
  it.each(ORGANIZATION_WAYS)('%s says of each step who is waited for', (way) => {
    for (const step of ORGANIZATION_RULES[way].steps) {
      const { subscriber, ca } = WAITS_OF_STEP[step];
      expect(PARTY_OF[subscriber]).toBe('subscriber');
      expect(['ca', 'reviewer']).toContain(PARTY_OF[ca]);
    }
    expect(ORGANIZATION_RULES[way].source).toMatch(/^ordering rules, section 6/);
  });
});

describe('a repair in place', () => {
  it.each<[Brand, OrganizationPart, boolean]>([
    ['wotrus', 'contact', false],
    ['wotrus', 'channel', false],
    ['geotrust', 'channel', true],
    ['geotrust', 'contact', true],
    ['geotrust', 'letter', false],
    ['cfca', 'letter', true],
    ['cfca', 'channel', false],
    ['dnspod', 'contact', true],
    ['dnspod-sm2', 'letter', false],
  ])('of %s takes another %s: %s', (brand, part, taken) => {
    const refusal = refusalOfRepair(part, termsFor(brand, 'ov', 'single'), false);
    if (taken) expect(refusal).toBeUndefined();
    else expect(refusal).toMatchObject({ code: 'InvalidInput', field: part });
  });

  it('names the way out where nothing can be put right', () => {
    const refusal = refusalOfRepair('contact', termsFor('wotrus', 'ov', 'single'), false);
    expect(refusal?.accepted).toContain('sealflow order resubmit');
  });

  it('comes too late once the company is validated, and makes no sense without one', () => {
    const late = refusalOfRepair('channel', termsFor('geotrust', 'ov', 'single'), true);
    expect(late).toMatchObject({ code: 'RefusedInThisState', field: 'channel' });
    const withoutCompany = refusalOfRepair('contact', termsFor('trustasia', 'dv', 'single'), false);
    expect(withoutCompany).toMatchObject({ code: 'RefusedInThisState', field: 'contact' });
  });
});
