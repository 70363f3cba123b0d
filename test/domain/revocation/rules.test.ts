/** What each product's revocation asks for, which files are its letter, and how long everyone may take. */
import { describe, expect, it } from 'vitest';
import { BRANDS, CERTIFICATE_TYPES } from '../../../domain/catalogue/words.js';
import {
  afterRejectedLetter,
  refusalOfRevocationLetter,
  revocationRule,
  revocationWaits,
} from '../../../domain/revocation/rules.js';
import { REVOCATION_WAITS } from '../../../domain/waits.js';

const GLOBALSIGN = { brand: 'globalsign', type: 'ov' } as const;
const SM2 = { brand: 'dnspod-sm2', type: 'ev' } as const;

describe('the proof', () => {
  it.each([
    ['trustasia', 'dv-free', 'domain-control'],
    ['dnspod', 'dv', 'domain-control'],
    ['wotrus', 'dv', 'manual-review'],
    ['wotrus', 'ev', 'manual-review'],
    ['dnspod-sm2', 'dv', 'manual-review'],
    ['dnspod-sm2', 'ov', 'letter'],
    ['securesite', 'ov-pro', 'letter'],
    ['geotrust', 'ev', 'letter'],
  ] as const)('of %s %s is %s', (brand, type, proof) => {
    expect(revocationRule({ brand, type }).proof).toBe(proof);
  });

  it('is a letter exactly where there are rules for one', () => {
    for (const brand of BRANDS)
      for (const type of CERTIFICATE_TYPES) {
        const { proof, letter } = revocationRule({ brand, type });
        expect([brand, type, letter !== undefined]).toEqual([brand, type, proof === 'letter']);
      }
  });
});

describe('the letter', () => {
  it.each([
    [GLOBALSIGN, 'image/png', true],
    [GLOBALSIGN, 'image/gif', false],
    [SM2, 'image/gif', true],
    [SM2, 'image/png', false],
    [SM2, undefined, false],
  ] as const)('of %j may be %s: %s', (product, contentType, taken) => {
    const found = refusalOfRevocationLetter(product, { contentType, sizeBytes: 20_000 });
    expect(found?.code).toBe(taken ? undefined : 'InvalidInput');
  });

  it.each([
    [1023, false],
    [1024, true],
    [1_468_006, true],
    [1_468_007, false],
  ])('of %i bytes is taken: %s', (sizeBytes, taken) => {
    for (const product of [GLOBALSIGN, SM2])
      expect(refusalOfRevocationLetter(product, { contentType: 'image/jpeg', sizeBytes })?.code).toBe(
        taken ? undefined : 'InvalidInput',
      );
  });

  it('is refused, with what is asked instead, where the proof is another', () => {
    const file = { contentType: 'application/pdf', sizeBytes: 20_000 };
    expect(refusalOfRevocationLetter({ brand: 'wotrus', type: 'ov' }, file)).toMatchObject({
      code: 'RefusedInThisState',
      message: 'A revocation of wotrus ov takes no letter: people at the CA review the request',
    });
    expect(refusalOfRevocationLetter({ brand: 'dnspod', type: 'dv' }, file)?.message).toContain(
      'control of its names is shown',
    );
  });

  it('may be followed by another after its rejection, but not for SM2', () => {
    expect(afterRejectedLetter(GLOBALSIGN)).toBe('another');
    expect(afterRejectedLetter(SM2)).toBe('refused');
  });
});

describe('the clocks', () => {
  it('give three plain days for a proof of control, with a word on each', () => {
    expect(revocationWaits({ brand: 'dnspod', type: 'dv' })['subscriber-revocation-proof']).toEqual({
      deadlineDays: 3,
      reminderDays: [0, 1, 2],
    });
  });

  it('are working days where people write, stamp and review', () => {
    const waits = revocationWaits(GLOBALSIGN);
    expect(waits['subscriber-revocation-letter'].unit).toBe('working-day');
    expect(waits['reviewer-revocation']).toMatchObject({ unit: 'working-day', deadlineDays: 15 });
    expect(revocationWaits(SM2)['reviewer-revocation']).toMatchObject({ deadlineDays: 21 });
  });

  it('remind before they end', () => {
    for (const brand of BRANDS)
      for (const wait of REVOCATION_WAITS) {
        const { deadlineDays, reminderDays } = revocationWaits({ brand, type: 'ev' })[wait];
        expect(reminderDays).toEqual([...reminderDays].sort((one, other) => one - other));
        expect(Math.max(...reminderDays)).toBeLessThan(deadlineDays);
      }
  });
});
