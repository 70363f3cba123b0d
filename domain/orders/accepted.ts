/** What each field of the order form accepts, in words, as refusals tell it. */
import {
  BRANDS,
  CERTIFICATE_TYPES,
  KEY_ALGORITHMS,
  SIGNATURE_HASHES,
  VALIDATION_METHODS,
} from '../catalogue/words.js';
import type { FormSubject } from '../form-problems.js';
import { ACCEPTED_OF_PEOPLE, EMAIL, TEXT } from '../organization/accepted.js';

const LABEL = 'text of at most 200 characters on one line';

/** `[]` stands for any index. */
const ACCEPTED: Readonly<Record<string, string>> = {
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
  ...ACCEPTED_OF_PEOPLE,
  reuseOrganizationOf: 'the id of an earlier order for the same company',
  reuseConfiguration: 'true or false',
  alias: LABEL,
  tags: 'a list of at most 50 {key, value}',
  'tags[]': '{key, value}',
  'tags[].key': TEXT,
  'tags[].value': LABEL,
  project: TEXT,
  notificationEmail: EMAIL,
  planYears: '1, 2 or 3, as the catalogue has it',
  autoRenew: 'true or false',
  reissueBeforeDays: 'a whole number of days from 7 to 30',
};

/** Of a draft: the rest comes with the form. */
export const ORDER_DRAFT: FormSubject = {
  called: 'draft of an order',
  place: '',
  accepted: { ...ACCEPTED, '': 'brand and type; all else is handed in with `order submit`' },
};

export const ORDER_FORM: FormSubject = { called: 'order form', place: '', accepted: ACCEPTED };
