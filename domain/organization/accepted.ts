/** What each field of company and people accepts, in words, as refusals tell it. */
import { IDENTITY_KINDS, REGISTRATION_KINDS } from './form.js';
import { CHANNEL_SOURCES } from './words.js';

/** Whatever a person may write into a field of free text. */
export const TEXT = 'text of 1 to 200 characters on one line, none of them a control character';
const PHONE = 'a number of 5 to 15 digits, such as 010-12345678, 010-12345678 转 801 or +86 13800000000';
export const EMAIL =
  'an e-mail address such as someone@example.com, at most 64 characters before the @ and 254 in all';
const COMPANY =
  'fullName, department (optional), country, province, city, address, landline, registration (CFCA)';
const PERSON = 'name, department, position, phone, email, identity (CFCA)';
const IDENTITY = `{kind, number}, kind one of ${IDENTITY_KINDS.join(', ')}`;

/** By field, as they stand in the order form. */
export const ACCEPTED_OF_PEOPLE: Readonly<Record<string, string>> = {
  company: `{existing: ID} or ${COMPANY}`,
  'company.existing': 'the id of a saved company',
  'company.fullName': TEXT,
  'company.department': TEXT,
  'company.country': 'two capital letters of ISO 3166-1, such as CN; the United Kingdom is GB',
  'company.province': TEXT,
  'company.city': TEXT,
  'company.address': TEXT,
  'company.landline': '{areaCode, number}',
  'company.landline.areaCode': 'one to six digits, such as 010; 86 where the number is a mobile',
  'company.landline.number': `${PHONE}; a mobile only with the area code 86`,
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
};
