/** What is said about a wrong form: the field, the problem, what is accepted; never the value that was given. */
import type { z } from 'zod';
import { CHANNEL_SOURCES, IDENTITY_KINDS, REGISTRATION_KINDS } from '../organization/form.js';
import {
  BRANDS,
  CERTIFICATE_TYPES,
  KEY_ALGORITHMS,
  SIGNATURE_HASHES,
  VALIDATION_METHODS,
} from '../catalogue/words.js';
import type { RefusalDetails } from '../refusals.js';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

const TEXT = 'text of 1 to 200 characters';
const PHONE = 'digits, spaces and hyphens, such as 010-12345678 or +86 13800000000';
const EMAIL = 'an e-mail address such as someone@example.com';
const COMPANY =
  'fullName, department (optional), country, province, city, address, landline, registration (CFCA)';
const PERSON = 'name, department, position, phone, email, identity (CFCA)';
const IDENTITY = `{kind, number}, kind one of ${IDENTITY_KINDS.join(', ')}`;

/** Every field of the form, with what it accepts. `[]` stands for any index. */
export const ACCEPTED: Readonly<Record<string, string>> = {
  '': 'an object with brand, type, names, validation and, where wanted, csr, keyPassword, company, manager, contact, organizationCheck, reuseOrganizationOf, reuseConfiguration, alias, tags, project, notificationEmail, planYears, autoRenew, reissueBeforeDays',
  brand: BRANDS.join(', '),
  type: CERTIFICATE_TYPES.join(', '),
  names: 'a list of 1 to 100 names',
  'names[]': 'a domain name such as example.com, www.example.com or *.example.com',
  validation: VALIDATION_METHODS.join(', '),
  csr: '{mode: generate, algorithm, hash} or {mode: paste, pem}',
  'csr.mode': 'generate, paste',
  'csr.algorithm': KEY_ALGORITHMS.join(', '),
  'csr.hash': SIGNATURE_HASHES.join(', '),
  'csr.pem': 'a PKCS#10 request in PEM form: -----BEGIN CERTIFICATE REQUEST----- ...',
  keyPassword: 'at least 6 characters, no space',
  company: `{existing: ID} or ${COMPANY}`,
  'company.existing': 'the id of a saved company',
  'company.fullName': TEXT,
  'company.department': TEXT,
  'company.country': 'two capital letters of ISO 3166-1, such as CN',
  'company.province': TEXT,
  'company.city': TEXT,
  'company.address': TEXT,
  'company.landline': '{areaCode, number}',
  'company.landline.areaCode': 'one to six digits, such as 010',
  'company.landline.number': PHONE,
  'company.registration': `{kind, number}, kind one of ${REGISTRATION_KINDS.join(', ')}`,
  'company.registration.kind': REGISTRATION_KINDS.join(', '),
  'company.registration.number': 'the number as registered; a unified social credit code has 18 characters',
  manager: `{existing: ID} or ${PERSON}`,
  'manager.existing': 'the id of a saved contact',
  'manager.name': TEXT,
  'manager.department': TEXT,
  'manager.position': TEXT,
  'manager.phone': PHONE,
  'manager.email': EMAIL,
  'manager.identity': IDENTITY,
  'manager.identity.kind': IDENTITY_KINDS.join(', '),
  'manager.identity.number': TEXT,
  contact: `same-as-manager, {existing: ID}, or ${PERSON}`,
  'contact.existing': 'the id of a saved contact',
  'contact.name': TEXT,
  'contact.department': TEXT,
  'contact.position': TEXT,
  'contact.phone': PHONE,
  'contact.email': EMAIL,
  'contact.identity': IDENTITY,
  'contact.identity.kind': IDENTITY_KINDS.join(', '),
  'contact.identity.number': TEXT,
  organizationCheck: '{by: phone, number, source} or {by: email, address, source}; where and slot as needed',
  'organizationCheck.by': 'phone, email',
  'organizationCheck.number': PHONE,
  'organizationCheck.address': EMAIL,
  'organizationCheck.source': CHANNEL_SOURCES.join(', '),
  'organizationCheck.where': 'the host name of the official site, or the name of the public platform',
  'organizationCheck.slot': 'when the company is best reached, such as weekdays 9:00-11:30',
  reuseOrganizationOf: 'the id of an earlier order for the same company',
  reuseConfiguration: 'true or false',
  alias: 'text of at most 200 characters',
  tags: 'a list of at most 50 {key, value}',
  'tags[]': '{key, value}',
  'tags[].key': TEXT,
  'tags[].value': 'text of at most 200 characters',
  project: TEXT,
  notificationEmail: EMAIL,
  planYears: '1, 2 or 3, as the catalogue has it',
  autoRenew: 'true or false',
  reissueBeforeDays: 'a whole number of days from 7 to 30',
};

/** What a request is called in messages, and where it stands in the order form: '' for the form itself. */
export interface Subject {
  readonly called: string;
  readonly place: '' | 'company' | 'contact' | 'organizationCheck';
}

const ORDER_FORM: Subject = { called: 'order form', place: '' };

/** One detail for each problem, in the order of the form's fields. `input` is only looked at, never repeated. */
export function detailsOf(error: z.ZodError, input: unknown, subject = ORDER_FORM): RefusalDetails[] {
  return error.issues.flatMap((issue) => detailsOfIssue(issue, [], input, subject));
}

function detailsOfIssue(issue: Issue, parent: Path, input: unknown, subject: Subject): RefusalDetails[] {
  const path = [...parent, ...issue.path];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownField([...path, key], path, subject));
  if (issue.code === 'invalid_union' && issue.errors.length > 0)
    return meantBranch(issue.errors, valueAt(input, path)).flatMap((inner) =>
      detailsOfIssue(inner, path, input, subject),
    );
  return [detail(path, problemOf(issue, path, valueAt(input, path)), subject)];
}

/** Of a word, `{existing}` and a full form, the one the writer meant: the full form is the last branch. */
function meantBranch(branches: readonly Issue[][], value: unknown): readonly Issue[] {
  const ofThisShape = branches.filter((issues) => !issues.some(isOfAnotherShape));
  const meantASavedOne = typeof value === 'object' && value !== null && 'existing' in value;
  return (meantASavedOne ? ofThisShape[0] : branches.at(-1)) ?? [];
}

function isOfAnotherShape({ code, path }: Issue): boolean {
  return path.length === 0 && code !== 'unrecognized_keys';
}

function problemOf(issue: Issue, path: Path, value: unknown): string {
  if (value === undefined) return 'is missing';
  if (issue.code === 'invalid_type') return `is not ${KINDS_OF_VALUE[issue.expected] ?? 'of the right kind'}`;
  if (issue.code === 'invalid_value' || issue.code === 'invalid_union')
    return 'is none of the accepted values';
  return path.length === 0 ? 'is unusable' : issue.message;
}

const KINDS_OF_VALUE: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'a list',
  object: 'an object',
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number',
};

function unknownField(path: Path, parent: Path, subject: Subject): RefusalDetails {
  const accepted = ACCEPTED[pattern(parent, subject)] ?? 'the documented fields';
  return { ...detail(path, `is not a field of the ${subject.called}`, subject), accepted };
}

function detail(path: Path, problem: string, subject: Subject): RefusalDetails {
  const field = dotted(path);
  const accepted = ACCEPTED[pattern(path, subject)];
  return {
    code: 'InvalidInput',
    ...(field === '' ? {} : { field }),
    message: `${field === '' ? `The ${subject.called}` : field} ${problem}`,
    ...(accepted === undefined ? {} : { accepted }),
  };
}

function dotted(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? String(step) : `${text}.${String(step)}`;
  }, '');
}

function pattern(path: Path, { place }: Subject): string {
  return dotted(place === '' ? path : [place, ...path]).replace(/\[\d+\]/g, '[]');
}

function valueAt(input: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    input,
  );
}
