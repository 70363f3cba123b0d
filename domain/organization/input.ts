/** Reads companies, people and channels that come by themselves: to be saved, or to put a living order right. */
import type { z } from 'zod';
import { detailsOf, type FormSubject } from '../form-problems.js';
import { ACCEPTED_OF_PEOPLE } from './accepted.js';
import {
  CHECK_CHANNEL_SCHEMA,
  COMPANY_SCHEMA,
  PERSON_SCHEMA,
  type CheckChannel,
  type Company,
  type PeopleOfForm,
  type Person,
} from './form.js';
import { Refusal } from '../refusals.js';

export const COMPANY_SUBJECT = partOfForm('company', 'company');
export const CONTACT_SUBJECT = partOfForm('contact', 'contact');
export const CHANNEL_SUBJECT = partOfForm('channel', 'organizationCheck');

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

function partOfForm(called: string, place: keyof PeopleOfForm): FormSubject {
  return { called, place, accepted: ACCEPTED_OF_PEOPLE };
}

function read<Output>(schema: z.ZodType<Output>, input: unknown, subject: FormSubject): Output {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const [first, ...others] = detailsOf(result.error, input, subject);
  throw new Refusal(first ?? { code: 'InvalidInput', message: `The ${subject.called} is unusable` }, others);
}
