/** What the log may tell of a request: words of the catalogue, well-formed names, fields. Never what else was typed. */
import { CERTIFICATE_SOURCES } from '../../domain/certificates/words.js';
import { REVOCATION_REASONS } from '../../domain/revocation/words.js';
import { parseDomainName } from '../../domain/names/domain-names.js';
import type { OperationDetails } from '../../domain/accounts/operations-log.js';
import { ORDER_FORM_SCHEMA } from '../../domain/orders/form.js';
import { BRANDS, CERTIFICATE_TYPES, VALIDATION_METHODS } from '../../domain/catalogue/words.js';
import { COMPANY_SCHEMA, PERSON_SCHEMA } from '../../domain/organization/form.js';

/** Words that callers choose from: any other one is what somebody typed. */
const CHOICES: readonly string[] = [
  ...BRANDS,
  ...CERTIFICATE_TYPES,
  ...VALIDATION_METHODS,
  ...REVOCATION_REASONS,
  ...CERTIFICATE_SOURCES,
];

const FIELDS: ReadonlySet<string> = new Set([
  ...Object.keys(ORDER_FORM_SCHEMA.shape),
  ...Object.keys(COMPANY_SCHEMA.shape),
  ...Object.keys(PERSON_SCHEMA.shape),
]);

/** Enough to recognize an order by. */
const MOST_NAMES = 100;

/** Brand, type, validation and names of a form as it was handed in, as far as they are what they should be. */
export function formDetails(form: unknown): OperationDetails {
  const { brand, type, validation, names, planYears } = isObject(form) ? form : {};
  return {
    ...choice('brand', brand),
    ...choice('type', type),
    ...choice('validation', validation),
    ...(Array.isArray(names) && { names: usableNames(names) }),
    ...(typeof planYears === 'number' && Number.isInteger(planYears) && { planYears }),
  };
}

/** `{[key]: value}` where the value is one of the catalogue's words, else nothing. */
export function choice(key: string, value: unknown): OperationDetails {
  return typeof value === 'string' && CHOICES.includes(value) ? { [key]: value } : {};
}

/** Which fields are given or changed; those that no form has are left out. */
export function fieldDetails(changes: unknown): OperationDetails {
  const fields = isObject(changes) ? Object.keys(changes).filter((field) => FIELDS.has(field)) : [];
  return { fields: fields.sort() };
}

function usableNames(names: readonly unknown[]): string[] {
  return names.slice(0, MOST_NAMES).flatMap((name) => {
    const parsed = typeof name === 'string' ? parseDomainName(name).name : undefined;
    return parsed === undefined ? [] : [parsed];
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
