/** The order form: every field of ordering rules, section 4, as one schema. Cross-field rules: domain/orders/checks.ts. */
import { z } from 'zod';
import { recommendedKey } from '../catalogue/products.js';
import { refusalOfForm, saying } from '../form-problems.js';
import { isUtf16PemReadOtherwise } from '../characters.js';
import { ORDER_DRAFT, ORDER_FORM } from './accepted.js';
import { problemsOfKeyPassword } from './key-password.js';
import { email, PEOPLE_FIELDS, text, textOf, type Company, type Person } from '../organization/form.js';
import {
  BRANDS,
  CERTIFICATE_TYPES,
  KEY_ALGORITHMS,
  SIGNATURE_HASHES,
  VALIDATION_METHODS,
  type KeyAlgorithm,
  type SignatureHash,
} from '../catalogue/words.js';

const csr = z.discriminatedUnion('mode', [
  z.strictObject({
    mode: z.literal('generate'),
    algorithm: z.enum(KEY_ALGORITHMS).optional(),
    hash: z.enum(SIGNATURE_HASHES).optional(),
  }),
  z.strictObject({
    mode: z.literal('paste'),
    pem: textOf(
      { longest: 32_768, lines: true },
      z.string().refine((pem) => pem.length > 32_768 || !isUtf16PemReadOtherwise(pem), {
        ...saying({
          zh: '是 UTF-16,却按其他编码读取:请保存为 UTF-8 或 ASCII',
          en: 'is UTF-16, read as if it were another encoding: save it as UTF-8 or ASCII',
        }),
        abort: true,
      }),
      // What else is wrong, domain/certificates/csr-pem.ts can tell.
    ).refine(
      (pem) => pem.includes('-----BEGIN '),
      saying({ zh: '不是 PEM 格式的 CSR', en: 'is not a PEM certificate signing request' }),
    ),
  }),
]);

const keyPassword = z.string().superRefine((password, context) => {
  for (const problem of problemsOfKeyPassword(password))
    context.addIssue({ code: 'custom', ...saying(problem) });
});

/** Blanks stay as they were typed. */
const aliasOrValue = textOf({ mayBeEmpty: true });

const draftFields = { brand: z.enum(BRANDS), type: z.enum(CERTIFICATE_TYPES) };

export const ORDER_DRAFT_SCHEMA = z.strictObject(draftFields);

export const ORDER_FORM_SCHEMA = z.strictObject({
  ...draftFields,
  /** As typed; read by domain/names/name-list.ts. The first one is the common name. */
  names: z.array(z.string().max(1000, 'is longer than 1,000 characters')).min(1, 'has no name'),
  validation: z.enum(VALIDATION_METHODS),
  csr: csr.default({ mode: 'generate' }),
  keyPassword: keyPassword.optional(),
  ...PEOPLE_FIELDS,
  /** An earlier order of the account whose check of the company shall be taken again; refused where it can't be. */
  reuseOrganizationOf: text.optional(),
  /** On automatic renewal the new certificate keeps CSR, key and key password. */
  reuseConfiguration: z.boolean().default(false),
  alias: aliasOrValue.optional(),
  tags: z
    .array(z.strictObject({ key: text, value: aliasOrValue }))
    .max(50, 'has more than 50 tags')
    .default([]),
  project: text.optional(),
  notificationEmail: email.optional(),
  planYears: z.int('is not a whole number').min(1, 'is less than 1').max(3, 'is more than 3').default(1),
  /** When the plan ends, another one of the same product is bought. No default: forms of before stay what they were. */
  autoRenew: z.boolean().optional(),
  /** Days before expiry at which the plan's next certificate is ordered; left out, domain/plans/reissue-schedule.ts decides. */
  reissueBeforeDays: z
    .int('is not a whole number')
    .min(7, 'is less than 7')
    .max(30, 'is more than 30')
    .optional(),
});

type ReadForm = z.output<typeof ORDER_FORM_SCHEMA>;
type KeyChoice =
  | Extract<ReadForm['csr'], { mode: 'paste' }>
  | { mode: 'generate'; algorithm: KeyAlgorithm; hash: SignatureHash };
export type OrderForm = Omit<ReadForm, 'csr'> & { csr: KeyChoice };
/** A form whose saved company and people are in it as copies: an order keeps what it was placed with. */
export type ResolvedOrderForm = Omit<OrderForm, 'company' | 'manager' | 'contact'> & {
  company?: Company;
  manager?: Person;
  contact?: Person | 'same-as-manager';
};
export type OrderDraft = z.output<typeof ORDER_DRAFT_SCHEMA>;
/** What may be stored: the key password is kept elsewhere, sealed, and only until the key is made. */
export type StorableOrderForm = Omit<OrderForm, 'keyPassword'>;

/**
 * Reads a whole form, defaults filled in. Throws Refusal: one detail for each wrong field, in the form's order; none ever
 * repeats a value.
 */
export function parseOrderForm(input: unknown): OrderForm {
  const result = ORDER_FORM_SCHEMA.safeParse(input);
  if (result.success) return withRecommendedKey(result.data);
  throw refusalOfForm(result.error, input, ORDER_FORM);
}

/** What is left out of a key is the product's recommended one: SM2 brands take nothing else. */
function withRecommendedKey({ csr: given, ...form }: ReadForm): OrderForm {
  if (given.mode === 'paste') return { ...form, csr: given };
  const { algorithm, hash } = recommendedKey(form.brand, form.type);
  const csr = { ...given, algorithm: given.algorithm ?? algorithm, hash: given.hash ?? hash };
  return { ...form, csr };
}

/** Reads a draft: brand and type, the rest is submitted later. Throws Refusal as `parseOrderForm` does. */
export function parseDraft(input: unknown): OrderDraft {
  const result = ORDER_DRAFT_SCHEMA.safeParse(input);
  if (result.success) return result.data;
  throw refusalOfForm(result.error, input, ORDER_DRAFT);
}

/** The form without its secret, for the database. */
export function storableForm(form: OrderForm): StorableOrderForm {
  const { keyPassword: _secret, ...storable } = form;
  return storable;
}
