/** Chooses random values and says where they are to be shown (ordering rules, section 5). */
import { createHash, randomBytes } from 'node:crypto';
import { DEVELOPMENT_CA_IDENTITY } from '../../domain/development/ca.js';
import type { Brand, ValidationMethod } from '../../domain/catalogue/words.js';
import { RANDOM_VALUE_DAYS } from '../../domain/orders/terms.js';
import { namesToValidate } from '../../domain/names/coverage.js';
import { isFileMethod } from '../../domain/control/methods.js';
import type { StoredValidation } from './stored-validation.js';

/** BR 1.6.1 asks for 112 bits; 128 are whole hex bytes. */
const RANDOM_VALUE_BYTES = 16;

const DAY_MS = 86_400_000;

export const VALIDATION_FILE_PATH = '/.well-known/pki-validation/fileauth.txt';

/** Brands whose record is a CNAME with a hashed label; all others want a TXT at `_dnsauth`. */
const CNAME_BRANDS: readonly Brand[] = ['wotrus'];

export interface ChallengeTerms {
  readonly brand: Brand;
  readonly method: ValidationMethod;
  readonly now: Date;
}

/** One validation for each name that must be looked at, given the names of the certificate: a wildcard shares its base's. */
export function newValidations(names: readonly string[], terms: ChallengeTerms): StoredValidation[] {
  return namesToValidate(names).map((base) => {
    const proves = names.filter((name) => name === base || name === `*.${base}`);
    return newValidation(base, proves, terms);
  });
}

/**
 * The validations as they go on under the method of `terms`: a random value that has aged is replaced, and so is one
 * whose way of being shown changes, unless the name is proven already.
 */
export function renewedValidations(
  present: readonly StoredValidation[],
  terms: ChallengeTerms,
): StoredValidation[] {
  return present.map((validation) => {
    if (!hasAged(validation, terms.now)) {
      if (validation.status === 'valid') return validation;
      if (isFileMethod(validation.method) === isFileMethod(terms.method))
        return { ...validation, method: terms.method };
    }
    const renewed = renewedProof(validation, terms);
    // An earlier order's proof doesn't age with what this one was told to show.
    return validation.reused ? { ...renewed, ...standingOf(validation) } : renewed;
  });
}

/** The same name with a new random value, to be shown by the method of `terms`. */
export function renewedProof({ name, proves }: StoredValidation, terms: ChallengeTerms): StoredValidation {
  return newValidation(name, proves, terms);
}

function standingOf(validation: StoredValidation): Partial<StoredValidation> {
  const { status, detail, detailChinese, validatedAt, reused } = validation;
  return { status, detail, detailChinese, validatedAt, reused };
}

/** BR 3.2.2.4.7: a random value may not be used after 30 days. */
export function hasAged(validation: StoredValidation, now: Date): boolean {
  return now.getTime() - Date.parse(validation.issuedAt) > RANDOM_VALUE_DAYS * DAY_MS;
}

function newValidation(name: string, proves: readonly string[], terms: ChallengeTerms): StoredValidation {
  const randomValue = randomBytes(RANDOM_VALUE_BYTES).toString('hex');
  return {
    name,
    proves,
    method: terms.method,
    randomValue,
    issuedAt: terms.now.toISOString(),
    status: 'pending',
    ...placeToShow(name, randomValue, terms),
  };
}

function placeToShow(
  name: string,
  randomValue: string,
  terms: ChallengeTerms,
): Pick<StoredValidation, 'record' | 'file'> {
  if (isFileMethod(terms.method)) {
    return { file: { url: `http://${name}${VALIDATION_FILE_PATH}`, content: randomValue } };
  }
  if (CNAME_BRANDS.includes(terms.brand)) {
    // A name has one CNAME at most: the label follows the random value, so that a new one never collides with the old.
    const label = `_${createHash('sha256').update(`${name} ${randomValue}`).digest('hex').slice(0, 32)}`;
    const value = `${randomValue}.dcv.${DEVELOPMENT_CA_IDENTITY}`;
    return { record: { type: 'CNAME', name: `${label}.${name}`, value } };
  }
  return { record: { type: 'TXT', name: `_dnsauth.${name}`, value: randomValue } };
}
