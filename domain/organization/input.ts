/** Reads companies, people and channels that come by themselves: to be saved, or to put a living order right. */
import type { z } from 'zod';
import type { Bilingual } from '../bilingual.js';
import { refusalOfForm, type FormSubject } from '../form-problems.js';
import { ACCEPTED_OF_PEOPLE } from './accepted.js';
import { FIELDS_OF_PEOPLE } from './field-words.js';
import {
  CHECK_CHANNEL_SCHEMA,
  COMPANY_SCHEMA,
  PERSON_SCHEMA,
  type CheckChannel,
  type Company,
  type PeopleOfForm,
  type Person,
} from './form.js';

export const COMPANY_SUBJECT = partOfForm('company', { zh: '企业信息', en: 'company' });
export const CONTACT_SUBJECT = partOfForm('contact', { zh: '联系人信息', en: 'contact' });
export const CHANNEL_SUBJECT = partOfForm('organizationCheck', { zh: '联系渠道', en: 'channel' });

/** Throws Refusal: one detail for each wrong field, none of which repeats a value. So do the others here. */
export function parseCompany(input: unknown): Company {
  return read(COMPANY_SCHEMA, input, COMPANY_SUBJECT);
}

/** A manager or a contact. */
export function parsePerson(input: unknown): Person {
  return read(PERSON_SCHEMA, input, CONTACT_SUBJECT);
}

/** Its shape only: whether it fits the order, `problemsOfChannel` tells (domain/organization/checks.ts). */
export function parseChannel(input: unknown): CheckChannel {
  return read(CHECK_CHANNEL_SCHEMA, input, CHANNEL_SUBJECT);
}

function partOfForm(place: keyof PeopleOfForm, called: Bilingual): FormSubject {
  return { called, place, fields: FIELDS_OF_PEOPLE, accepted: ACCEPTED_OF_PEOPLE };
}

function read<Output>(schema: z.ZodType<Output>, input: unknown, subject: FormSubject): Output {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw refusalOfForm(result.error, input, subject);
}
