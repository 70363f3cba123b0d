/** The people's part of an order form: company, persons, and how a CA may reach them (ordering rules, sections 4 and 6). */
import { z } from 'zod';
import { isUnifiedSocialCreditCode } from './unified-social-credit-code.js';

/** House limit: long enough for any real value, short enough that nobody stores a book with us. */
export const text = z.string().trim().min(1, 'is empty').max(200, 'is longer than 200 characters');
export const email = z.email('is not an e-mail address').max(254, 'is longer than 254 characters'); // RFC 5321, 4.5.3.1.3
const phone = z.string().regex(/^\+?\d[\d -]{4,24}$/, 'is not a phone number');

/** What a company is registered under; asked for by CFCA (the reseller's API, `OrgIdType`). */
export const REGISTRATION_KINDS = ['unified-social-credit-code', 'other'] as const;
/** What a person identifies with; asked for by CFCA (the reseller's API, `AdminIdType`). */
export const IDENTITY_KINDS = ['id-card', 'passport'] as const;
/** Where a CA may find the number or the address on public record (ordering rules, section 6b). */
export const CHANNEL_SOURCES = [
  'enterprise-credit-annual-report',
  'enterprise-credit-registration',
  'official-site',
  'baidu-map',
  'other-public',
] as const;

export const COMPANY_SCHEMA = z.strictObject({
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
  registration: z
    .strictObject({ kind: z.enum(REGISTRATION_KINDS), number: text })
    .refine(({ kind, number }) => kind === 'other' || isUnifiedSocialCreditCode(number), {
      path: ['number'],
      error: 'is not a unified social credit code',
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
