/** The people's part of an order form: company, persons, and how a CA may reach them (ordering rules, sections 4 and 6). */
import { z } from 'zod';
import type { Bilingual } from '../bilingual.js';
import { saying } from '../form-problems.js';
import { problemOfText, type TextRule } from '../text-input.js';
import { problemOfCountry } from './countries.js';
import { problemOfMailAddress } from './mail-addresses.js';
import { isChineseMobile, normalizedAreaCode, normalizedPhone } from './phones.js';
import { isUnifiedSocialCreditCode } from './unified-social-credit-code.js';
import { CHANNEL_SOURCES } from './words.js';

/** Free text as it may be stored and shown (domain/text-input.ts). */
export function textOf(rule: TextRule = {}, schema = z.string()) {
  return judgedBy((given) => problemOfText(given, rule), schema);
}
/** One line, without blanks at its ends. */
export const text = textOf({}, z.string().trim());
export const email = judgedBy(problemOfMailAddress);
const country = judgedBy(problemOfCountry);
const phone = readBy(normalizedPhone, { zh: '不是电话号码', en: 'is not a phone number' });
const areaCode = readBy(normalizedAreaCode, { zh: '不是区号', en: 'is not an area code' });

function judgedBy(problemOf: (text: string) => Bilingual | undefined, schema = z.string()) {
  return schema.superRefine((value, context) => {
    const problem = problemOf(value);
    if (problem !== undefined) context.addIssue({ code: 'custom', ...saying(problem) });
  });
}

/** Read into the one way in which it is kept. */
function readBy(normalized: (text: string) => string | undefined, problem: Bilingual) {
  return z.string().transform((value, context) => {
    const read = normalized(value);
    if (read !== undefined) return read;
    context.addIssue({ code: 'custom', ...saying(problem) });
    return z.NEVER;
  });
}

/** What a company is registered under; asked for by CFCA (the reseller's API, `OrgIdType`). */
export const REGISTRATION_KINDS = ['unified-social-credit-code', 'other'] as const;
/** What a person identifies with; asked for by CFCA (the reseller's API, `AdminIdType`). */
export const IDENTITY_KINDS = ['id-card', 'passport'] as const;

/** A mobile has no area code: the reseller's API writes it with the country's, 86 (`OrgPhoneArea`). */
const landline = z
  .strictObject({ areaCode, number: phone })
  .refine(({ areaCode: code, number }) => !isChineseMobile(number) || /^(?:\+|00)?86$/u.test(code), {
    path: ['number'],
    ...saying({
      zh: '是手机号,但区号属于别处',
      en: 'is a mobile number, and the area code says another place',
    }),
  });

export const COMPANY_SCHEMA = z.strictObject({
  fullName: text,
  department: text.optional(),
  country,
  province: text,
  city: text,
  address: text,
  landline,
  registration: z
    .strictObject({ kind: z.enum(REGISTRATION_KINDS), number: text })
    .refine(({ kind, number }) => kind === 'other' || isUnifiedSocialCreditCode(number), {
      path: ['number'],
      ...saying({ zh: '不是统一社会信用代码', en: 'is not a unified social credit code' }),
    })
    .optional(),
});

export const PERSON_SCHEMA = z.strictObject({
  name: text,
  department: text,
  position: text,
  phone,
  email,
  identity: z.strictObject({ kind: z.enum(IDENTITY_KINDS), number: text }).optional(),
});

const place = {
  source: z.enum(CHANNEL_SOURCES),
  /** Where to look: the site's host name, the platform's name. */
  where: text.optional(),
};

/** When the company can best be reached, in the company's own words: `weekdays 9:00-11:30`. */
const slot = text.optional();

export const CHECK_CHANNEL_SCHEMA = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('phone'), number: phone, ...place, slot }),
  z.strictObject({ by: z.literal('email'), address: email, ...place, slot }),
]);

const saved = z.strictObject({ existing: text });

/** The fields of an order form that speak of company and people; `existing` names one that the account has saved. */
export const PEOPLE_FIELDS = {
  /** Needed for OV and EV only, as is the manager. */
  company: z.union([saved, COMPANY_SCHEMA]).optional(),
  manager: z.union([saved, PERSON_SCHEMA]).optional(),
  contact: z.union([z.literal('same-as-manager'), saved, PERSON_SCHEMA]).optional(),
  /** How the CA shall reach the company, where it checks on public record (ordering rules, section 6b). */
  organizationCheck: CHECK_CHANNEL_SCHEMA.optional(),
};

/** The people's part of a form that was read. */
export type PeopleOfForm = {
  [Field in keyof typeof PEOPLE_FIELDS]?: z.output<(typeof PEOPLE_FIELDS)[Field]>;
};

export type Company = z.output<typeof COMPANY_SCHEMA>;
export type Person = z.output<typeof PERSON_SCHEMA>;
export type CheckChannel = z.output<typeof CHECK_CHANNEL_SCHEMA>;
