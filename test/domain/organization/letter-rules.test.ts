/** Which file is taken as whose letter: types, sizes, and the brands that take none. */
import { describe, expect, it } from 'vitest';
import {
  LETTER_RULES,
  letterDocumentOf,
  refusalOfLetter,
  type LetterAddressee,
} from '../../../domain/organization/letter-rules.js';
import { ORGANIZATION_WAYS, type Brand, type OrganizationWay } from '../../../domain/catalogue/words.js';

const GLOBALSIGN = { way: 'confirmation-letter', brand: 'globalsign', type: 'ov' } as const;
const SM2 = { way: 'application-form', brand: 'dnspod-sm2', type: 'ov' } as const;
/** The number of section 6d: 1.4 x 1024 x 1024, rounded down. */
const LARGEST = 1_468_006;

const refusal = (to: LetterAddressee, contentType: string | undefined, sizeBytes = 20_000) =>
  refusalOfLetter(to, { contentType, sizeBytes });

describe('types', () => {
  it.each([
    [GLOBALSIGN, 'image/jpeg', true],
    [GLOBALSIGN, 'image/png', true],
    [GLOBALSIGN, 'application/pdf', true],
    [GLOBALSIGN, 'image/gif', false],
    [GLOBALSIGN, 'image/tiff', false],
    [SM2, 'image/jpeg', true],
    [SM2, 'image/gif', true],
    [SM2, 'application/pdf', true],
    [SM2, 'image/png', false],
    [SM2, undefined, false],
  ] as const)('%j takes %s: %s', (to, contentType, taken) => {
    const found = refusal(to, contentType);
    expect(found === undefined).toBe(taken);
    if (!taken) expect(found).toMatchObject({ code: 'InvalidInput', field: 'content' });
  });

  it('says what would have been taken', () => {
    expect(refusal(SM2, 'image/png')).toMatchObject({
      message: 'The file is image/png by its content: not accepted, whatever its name says',
      accepted: 'a .jpg, .gif, .pdf file of at most 1.4 MB',
    });
    expect(refusal(GLOBALSIGN, undefined)?.accepted).toBe('a .jpg, .png, .pdf file of 1 KB to 1.4 MB');
  });
});

describe('sizes', () => {
  it.each([
    [GLOBALSIGN, 0, false],
    [GLOBALSIGN, 1023, false],
    [GLOBALSIGN, 1024, true],
    [GLOBALSIGN, LARGEST, true],
    [GLOBALSIGN, LARGEST + 1, false],
    [SM2, 0, false],
    [SM2, 1, true],
    [SM2, LARGEST, true],
    [SM2, LARGEST + 1, false],
    [SM2, 1.5 * 1024 * 1024, false],
  ] as const)('%j takes %i bytes: %s', (to, sizeBytes, taken) => {
    const found = refusal(to, 'application/pdf', sizeBytes);
    expect(found?.code).toBe(taken ? undefined : 'InvalidInput');
  });

  it('an empty file is called empty, whatever it should have been', () => {
    expect(refusal(SM2, undefined, 0)?.message).toBe('The file is empty');
  });
});

describe('brands that take no letter', () => {
  it.each(['geotrust', 'securesite', 'trustasia'] as const)('%s: the reason, with its date', (brand) => {
    const found = refusal({ way: 'public-record', brand, type: 'ev' }, 'application/pdf');
    expect(found?.code).toBe('RefusedInThisState');
    expect(found?.message).toContain(`${brand} has taken no confirmation letter since 2025-04-20`);
  });

  it.each([
    ['two-emails', 'wotrus', 'e-mails'],
    ['phone-and-mailbox', 'dnspod', 'phone'],
    [undefined, 'trustasia', 'nothing about the company'],
  ] as [OrganizationWay | undefined, Brand, string][])('%s: %s', (way, brand, why) => {
    const found = refusal({ way, brand, type: 'ov' }, 'application/pdf');
    expect(found?.code).toBe('RefusedInThisState');
    expect(found?.message).toContain(why);
  });

  it('are those whose way has no document, and no other', () => {
    for (const way of ORGANIZATION_WAYS) {
      const found = refusal({ way, brand: 'cfca', type: 'ov' }, 'application/pdf');
      expect(found === undefined).toBe(letterDocumentOf(way) !== undefined);
    }
  });
});

it('only the application form is taken once', () => {
  expect(LETTER_RULES['application-form'].uploads).toBe('one');
  expect(LETTER_RULES['confirmation-letter'].uploads).toBe('until-accepted');
});
