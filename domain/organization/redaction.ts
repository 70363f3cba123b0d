/** Other people's free text without personal data: what a CA writes about a company may name people and their phones. */
import type { CheckChannel, Company, PeopleOfForm, Person } from './form.js';

/** What stands where something personal stood. */
export const REDACTED = '…';

/** House limits: a reviewer's reason is a sentence or two, and what is told stays in histories for years. */
const READ_CHARACTERS = 4_000;
const TOLD_CHARACTERS = 1_000;

/** What of an order form speaks of people, as far as it is known. */
export type PersonalFields = PeopleOfForm & { readonly notificationEmail?: string | undefined };

/**
 * `text` with `…` in the place of: every known value, however it is spaced, in any case; persons' names in part, too; every
 * e-mail address; every run of 7 or more digits with what people put between them. Dates, times, IPv4 addresses, hashes and
 * identifiers that begin with a letter stay. At most 1,000 characters. What else is personal can't be known: known values are the safer half.
 */
export function withoutPersonalData(text: string, known: readonly string[]): string {
  const longestFirst = [...known].sort((one, other) => other.length - one.length);
  const read = withAsciiDigits(beginningOf(text, READ_CHARACTERS));
  const withoutEmails = [ASCII_EMAIL, ANY_EMAIL].reduce(replaced, read);
  const withoutKnown = longestFirst.flatMap(patternsOf).reduce(replaced, withoutEmails);
  return beginningOf(withoutKnown.replace(PHONE_OR_KEPT, redactUnlessKept), TOLD_CHARACTERS);
}

/** Where the cut goes through a character beyond U+FFFF, its half is none that a column holds. */
function beginningOf(text: string, characters: number): string {
  return text.slice(0, characters).toWellFormed();
}

/** Every value of a form that must not be quoted. `{existing}` names nobody. */
export function personalDataOf(form: PersonalFields): string[] {
  const { company, manager, contact, organizationCheck, notificationEmail } = form;
  return [
    ...(company && !('existing' in company) ? valuesOfCompany(company) : []),
    ...[manager, contact].flatMap((person) =>
      typeof person === 'object' && !('existing' in person) ? valuesOfPerson(person) : [],
    ),
    ...(organizationCheck ? valuesOfChannel(organizationCheck) : []),
    ...(notificationEmail === undefined ? [] : [notificationEmail]),
  ];
}

export function valuesOfPerson({ name, phone, email, identity }: Person): string[] {
  return [name, phone, email, ...(identity ? [identity.number] : [])];
}

export function valuesOfChannel(channel: CheckChannel): string[] {
  return [channel.by === 'phone' ? channel.number : channel.address];
}

function valuesOfCompany({ address, landline, registration }: Company): string[] {
  const { areaCode, number } = landline;
  return [address, `${areaCode} ${number}`, number, ...(registration ? [registration.number] : [])];
}

function replaced(text: string, pattern: RegExp): string {
  return text.replace(pattern, REDACTED);
}

/** Full-width digits and signs, as Chinese input methods write them: one character for one. */
function withAsciiDigits(text: string): string {
  return text.replace(/[０-９＋－．＠]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}

/** Between the digits of a number: blanks, dashes, dots, brackets. */
const BETWEEN = String.raw`[\s().\-\u2010-\u2015（）·/]{0,3}`;
const COUNTRY_CODE = String.raw`(?:(?:\+|00)?\(?86\)?${BETWEEN})?`;

function patternsOf(value: string): RegExp[] {
  const trimmed = value.trim();
  if (/^\+?[\d\s().-]+$/.test(trimmed)) return [patternOfPhone(trimmed)];
  // One letter is everywhere: it would take the text apart and hide nobody.
  if (Array.from(trimmed).length < 2) return [];
  return [patternOfWords(trimmed), ...patternsOfNameParts(trimmed)];
}

function patternOfPhone(phone: string): RegExp {
  const national = phone.replace(/\D/g, '').replace(/^(?:00)?86(?=\d{7})/, '');
  return new RegExp(String.raw`\+?(?<!\d)${COUNTRY_CODE}${national.split('').join(BETWEEN)}(?!\d)`, 'gu');
}

/** Blanks may come and go; Latin letters and digits are not taken out of the middle of a longer word. */
function patternOfWords(value: string): RegExp {
  const characters = Array.from(value.replace(/\s+/g, ''), escaped);
  return new RegExp(`${NOT_AFTER_WORD}${characters.join(String.raw`\s*`)}${NOT_BEFORE_WORD}`, 'giu');
}

const LATIN = String.raw`[\p{Script=Latin}\p{Nd}]`;
// Only where the value itself ends in such a letter: Chinese is written without blanks.
const NOT_AFTER_WORD = `(?:(?<!${LATIN})|(?!${LATIN}))`;
const NOT_BEFORE_WORD = `(?:(?!${LATIN})|(?<!${LATIN}))`;

const HONORIFICS = '先生|女士|小姐|经理|老师|主任|总';

/** `Zhang` of `Zhang San`, `王女士` of `王芳`: how people are spoken of. */
function patternsOfNameParts(value: string): RegExp[] {
  if (/^\p{Script=Han}{2,4}$/u.test(value))
    return [new RegExp(String.raw`${Array.from(value)[0] ?? ''}\s*(?:${HONORIFICS})`, 'gu')];
  const words = value.split(/\s+/);
  if (words.length < 2 || !words.every((word) => /^\p{Lu}[\p{L}'’.-]+$/u.test(word))) return [];
  return words.map((word) => new RegExp(`(?<!${LATIN})${escaped(word)}(?!${LATIN})`, 'gu'));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}

/** RFC 5321 in what is in use; the ASCII one first, since Chinese text follows an address without a blank. */
const ASCII_EMAIL = /[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g;
const ANY_EMAIL = /[^\s@,;:，。；：、<>()（）]{1,64}@[^\s@,;，。；：、<>()（）]{2,}/g;

const DATE = String.raw`(?:19|20)\d\d(?:[-/.年](?:1[0-2]|0?[1-9])[-/.月](?:3[01]|[12]\d|0?[1-9])|(?:1[0-2]|0[1-9])(?:3[01]|[12]\d|0[1-9]))(?!\d)`;
const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
const KEPT = [
  // ISO 8601, with the time where there is one
  String.raw`(?<!\d)${DATE}(?:T\d\d:?\d\d(?::?\d\d(?:\.\d+)?)?Z?)?`,
  String.raw`(?<![\d.])${OCTET}(?:\.${OCTET}){3}(?![\d.])`,
  // hashes, serial numbers, UUIDs
  String.raw`(?<![A-Za-z0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{16,}(?![A-Za-z0-9])`,
  String.raw`(?<![A-Za-z0-9])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![A-Za-z0-9])`,
  // identifiers, such as an order's: letters and digits without a blank; but no mobile number with a word before it
  String.raw`(?<![A-Za-z0-9])(?!(?:tel|phone|mobile|cell|fax|call)[-_]?\d)(?![A-Za-z]+[-_]?1[3-9]\d{9}(?!\d))[A-Za-z][A-Za-z0-9_-]*\d[A-Za-z0-9_-]*`,
].join('|');
/** Seven digits: the shortest number that reaches a person in mainland China, without its area code. */
const PHONE = String.raw`\+?[(（]?\d(?:${BETWEEN}(?!${DATE})\d){6,}[xX]?(?:\s*(?:转|ext\.?)\s*\d{1,6})?`;
const PHONE_OR_KEPT = new RegExp(`(${KEPT})|${PHONE}`, 'gi');

function redactUnlessKept(_match: string, kept: string | undefined): string {
  return kept ?? REDACTED;
}
