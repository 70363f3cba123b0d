/** What is said about a wrong form: the field, the problem, what is accepted; never the value that was given. */
import type { z } from 'zod';
import { BRANDS, CERTIFICATE_TYPES, KEY_ALGORITHMS, SIGNATURE_HASHES, VALIDATION_METHODS } from './order.js';
import type { RefusalDetails } from './refusals.js';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

const TEXT = 'text of 1 to 200 characters';
const PHONE = 'digits, spaces and hyphens, such as 010-12345678 or +86 13800000000';
const EMAIL = 'an e-mail address such as someone@example.com';
const PERSON = 'name, department, position, phone, email';

/** Every field of the form, with what it accepts. `[]` stands for any index. */
export const ACCEPTED: Readonly<Record<string, string>> = {
  '': 'an object with brand, type, names, validation and, where wanted, csr, keyPassword, company, manager, contact, reuseConfiguration, alias, tags, project, notificationEmail, planYears',
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
  company: '{existing: ID} or fullName, department (optional), country, province, city, address, landline',
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
  manager: `{existing: ID} or ${PERSON}`,
  'manager.existing': 'the id of a saved manager',
  'manager.name': TEXT,
  'manager.department': TEXT,
  'manager.position': TEXT,
  'manager.phone': PHONE,
  'manager.email': EMAIL,
  contact: `same-as-manager, or ${PERSON}`,
  'contact.name': TEXT,
  'contact.department': TEXT,
  'contact.position': TEXT,
  'contact.phone': PHONE,
  'contact.email': EMAIL,
  reuseConfiguration: 'true or false',
  alias: 'text of at most 200 characters',
  tags: 'a list of at most 50 {key, value}',
  'tags[]': '{key, value}',
  'tags[].key': TEXT,
  'tags[].value': 'text of at most 200 characters',
  project: TEXT,
  notificationEmail: EMAIL,
  planYears: '1, 2 or 3, as the catalogue has it',
};

/** One detail for each problem, in the order of the form's fields. `input` is only looked at, never repeated. */
export function detailsOf(error: z.ZodError, input: unknown): RefusalDetails[] {
  return error.issues.flatMap((issue) => detailsOfIssue(issue, [], input));
}

function detailsOfIssue(issue: Issue, parent: Path, input: unknown): RefusalDetails[] {
  const path = [...parent, ...issue.path];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownField([...path, key], path));
  if (issue.code === 'invalid_union' && issue.errors.length > 0)
    return meantBranch(issue.errors, valueAt(input, path)).flatMap((inner) =>
      detailsOfIssue(inner, path, input),
    );
  return [detail(path, problemOf(issue, path, valueAt(input, path)))];
}

/** Of `{existing}` or a word, and a full form, the one the writer meant: the first branch is the short one. */
function meantBranch(branches: readonly Issue[][], value: unknown): readonly Issue[] {
  const meantTheShortOne = typeof value === 'object' && value !== null && 'existing' in value;
  return branches[meantTheShortOne ? 0 : branches.length - 1] ?? [];
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

function unknownField(path: Path, parent: Path): RefusalDetails {
  const accepted = ACCEPTED[pattern(parent)] ?? 'the documented fields';
  return { ...detail(path, 'is not a field of the order form'), accepted };
}

function detail(path: Path, problem: string): RefusalDetails {
  const field = dotted(path);
  const accepted = ACCEPTED[pattern(path)];
  return {
    code: 'InvalidInput',
    ...(field === '' ? {} : { field }),
    message: `${field === '' ? 'The order form' : field} ${problem}`,
    ...(accepted === undefined ? {} : { accepted }),
  };
}

function dotted(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? String(step) : `${text}.${String(step)}`;
  }, '');
}

function pattern(path: Path): string {
  return dotted(path).replace(/\[\d+\]/g, '[]');
}

function valueAt(input: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    input,
  );
}
