/** The order form: every field of ordering rules, section 4, as one schema. Cross-field rules: domain/order-checks.ts. */
import { z } from 'zod';
import { detailsOf } from './order-form-errors.js';
import { BRANDS, CERTIFICATE_TYPES, KEY_ALGORITHMS, SIGNATURE_HASHES, VALIDATION_METHODS } from './order.js';
import { Refusal } from './refusals.js';

/** House limit: long enough for any real value, short enough that nobody stores a book with us. */
const text = z.string().trim().min(1, 'is empty').max(200, 'is longer than 200 characters');
const email = z.email('is not an e-mail address').max(254, 'is longer than 254 characters'); // RFC 5321, 4.5.3.1.3
const phone = z.string().regex(/^\+?\d[\d -]{4,24}$/, 'is not a phone number');

const saved = z.strictObject({ existing: text });

const company = z.strictObject({
  fullName: text,
  department: text.optional(),
  country: z.string().regex(/^[A-Z]{2}$/, 'is not a country code'), // X.520 countryName: ISO 3166-1 alpha-2
  province: text,
  city: text,
  address: text,
  landline: z.strictObject({
    areaCode: z.string().regex(/^\+?\d{1,6}$/, 'is not an area code'),
    number: phone,
  }),
});

const person = z.strictObject({ name: text, department: text, position: text, phone, email });

const csr = z.discriminatedUnion('mode', [
  z.strictObject({
    mode: z.literal('generate'),
    algorithm: z.enum(KEY_ALGORITHMS).default('rsa-2048'),
    hash: z.enum(SIGNATURE_HASHES).default('sha256'),
  }),
  z.strictObject({
    mode: z.literal('paste'),
    pem: z
      .string()
      .max(32_768, 'is longer than 32,768 characters')
      .regex(/-----BEGIN (NEW )?CERTIFICATE REQUEST-----/, 'is not a PEM certificate signing request'),
  }),
]);

/** Characters are counted as people see them typed: one emoji is one, not two UTF-16 units. */
const keyPassword = z
  .string()
  .refine((password) => Array.from(password).length >= 6, 'has fewer than 6 characters')
  .refine((password) => !/\s/u.test(password), 'has a space');

const draftFields = { brand: z.enum(BRANDS), type: z.enum(CERTIFICATE_TYPES) };

export const ORDER_DRAFT_SCHEMA = z.strictObject(draftFields);

export const ORDER_FORM_SCHEMA = z.strictObject({
  ...draftFields,
  /** As typed; read by domain/names.ts. The first one is the common name. */
  names: z.array(z.string().max(1000, 'is longer than 1,000 characters')).min(1, 'has no name'),
  validation: z.enum(VALIDATION_METHODS),
  csr: csr.default({ mode: 'generate', algorithm: 'rsa-2048', hash: 'sha256' }),
  keyPassword: keyPassword.optional(),
  /** Needed for OV and EV only, as is the manager. `existing` names one the account has saved. */
  company: z.union([saved, company]).optional(),
  manager: z.union([saved, person]).optional(),
  contact: z.union([z.literal('same-as-manager'), person]).optional(),
  /** On automatic renewal the new certificate keeps CSR, key and key password. */
  reuseConfiguration: z.boolean().default(false),
  alias: z.string().max(200, 'is longer than 200 characters').optional(),
  tags: z
    .array(z.strictObject({ key: text, value: z.string().max(200, 'is longer than 200 characters') }))
    .max(50, 'has more than 50 tags')
    .default([]),
  project: text.optional(),
  notificationEmail: email.optional(),
  planYears: z.int('is not a whole number').min(1, 'is less than 1').max(3, 'is more than 3').default(1),
});

export type OrderForm = z.output<typeof ORDER_FORM_SCHEMA>;
export type OrderDraft = z.output<typeof ORDER_DRAFT_SCHEMA>;
/** What may be stored: the key password is kept elsewhere, sealed, and only until the key is made. */
export type StorableOrderForm = Omit<OrderForm, 'keyPassword'>;

/**
 * Reads a whole form, defaults filled in. Throws Refusal: one detail for each wrong field, in the form's order; none ever
 * repeats a value.
 */
export function parseOrderForm(input: unknown): OrderForm {
  const result = ORDER_FORM_SCHEMA.safeParse(input);
  if (result.success) return result.data;
  throw refusalOf(result.error, input);
}

/** Reads a draft: brand and type, the rest is submitted later. Throws Refusal as `parseOrderForm` does. */
export function parseDraft(input: unknown): OrderDraft {
  const result = ORDER_DRAFT_SCHEMA.safeParse(input);
  if (result.success) return result.data;
  throw refusalOf(result.error, input);
}

/** The form without its secret, for the database. */
export function storableForm(form: OrderForm): StorableOrderForm {
  const { keyPassword: _secret, ...storable } = form;
  return storable;
}

function refusalOf(error: z.ZodError, input: unknown): Refusal {
  const [first, ...others] = detailsOf(error, input);
  return new Refusal(first ?? { code: 'InvalidInput', message: 'The order form is unusable' }, others);
}
