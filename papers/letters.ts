/**
 * What stands in the letters that a company stamps: of an order, and of a revocation. Personal data: for the one call that
 * draws the letter.
 */
import { z } from 'zod';
import type { Bilingual } from '../domain/bilingual.js';
import type { Brand, CertificateType } from '../domain/catalogue/words.js';
import { REVOCATION_LETTER, type LetterDocument } from '../domain/organization/letter-rules.js';
import type { Company, Person } from '../domain/organization/form.js';
import { afterRejectedLetter } from '../domain/revocation/rules.js';
import type { RevocationReason } from '../domain/revocation/words.js';
import type { LetterContent, LetterRow, LetterSection } from './pdf.js';
import { HOW_TO_RETURN, LABELS, productName, REASONS, STATEMENTS, TITLES } from './words.js';

/** Judged when it was handed in, by the rules of then. */
const COMPANY = z.custom<Company>((stored) => hasField(stored, 'fullName'));
const PERSON = z.custom<Person>((stored) => hasField(stored, 'name'));

/** The people's part of a submitted form; saved ones are in it as copies. */
const PEOPLE_SCHEMA = z.object({
  company: COMPANY,
  manager: PERSON,
  contact: z.union([z.literal('same-as-manager'), PERSON]).default('same-as-manager'),
});
export type PeopleOfLetter = z.output<typeof PEOPLE_SCHEMA>;

export interface OrderOfLetter {
  readonly orderId: string;
  readonly brand: Brand;
  readonly type: CertificateType;
  readonly names: readonly string[];
}

export interface RevocationOfLetter extends OrderOfLetter {
  readonly certificateId: string;
  readonly serialNumber: string;
  readonly reason: RevocationReason;
}

/** A letter, and what it is about. */
export type PaperToFill =
  | { readonly document: LetterDocument; readonly of: OrderOfLetter }
  | { readonly document: typeof REVOCATION_LETTER; readonly of: RevocationOfLetter };

function hasField(stored: unknown, field: string): boolean {
  return typeof stored === 'object' && stored !== null && field in stored;
}

/** Of a stored form; undefined where it names no company or manager: there is nothing to fill in then. */
export function peopleOf(form: unknown): PeopleOfLetter | undefined {
  return PEOPLE_SCHEMA.safeParse(form).data;
}

/** Everything that the CA compares, and nothing that it does not (no identity numbers). */
export function letterContent(
  order: OrderOfLetter,
  document: LetterDocument,
  people: PeopleOfLetter,
): LetterContent {
  const product = productName(order);
  return {
    title: TITLES[document],
    subtitle: product,
    footer: `${TITLES[document].zh} ${order.orderId}`,
    sections: [
      {
        heading: LABELS.order,
        rows: [
          { label: LABELS.orderId, value: order.orderId },
          { label: LABELS.product, value: product },
          { label: LABELS.names, value: order.names.join(', ') },
        ],
      },
      ...peopleSections(people),
    ],
    statement: STATEMENTS[document],
    howToReturn: HOW_TO_RETURN[document],
  };
}

/** Asks for one certificate to be revoked: which one, why, and in whose name. */
export function revocationLetterContent(
  revocation: RevocationOfLetter,
  people: PeopleOfLetter,
): LetterContent {
  const title = TITLES[REVOCATION_LETTER];
  const why = REASONS[revocation.reason];
  return {
    title,
    subtitle: productName(revocation),
    footer: `${title.zh} ${revocation.certificateId}`,
    sections: [
      {
        heading: LABELS.certificate,
        rows: [
          {
            label: LABELS.certificateId,
            value: `${revocation.certificateId} / ${revocation.serialNumber}`,
          },
          { label: LABELS.names, value: revocation.names.join(', ') },
          { label: LABELS.reason, value: `${why.zh} ${why.en} (${revocation.reason})` },
        ],
      },
      ...peopleSections(people),
    ],
    statement: STATEMENTS[REVOCATION_LETTER],
    howToReturn: HOW_TO_RETURN[returnedAs(revocation)],
  };
}

/** Which files are taken, and how often. */
export function howToReturn(letter: PaperToFill): Bilingual {
  return HOW_TO_RETURN[letter.document === REVOCATION_LETTER ? returnedAs(letter.of) : letter.document];
}

/** Whichever letter it is, filled in. */
export function contentOf(letter: PaperToFill, people: PeopleOfLetter): LetterContent {
  return letter.document === REVOCATION_LETTER
    ? revocationLetterContent(letter.of, people)
    : letterContent(letter.of, letter.document, people);
}

/** Files are as those of the paper that is stamped for an order of the brand (domain/revocation/rules.ts). */
function returnedAs(product: RevocationOfLetter): LetterDocument {
  return afterRejectedLetter(product) === 'another' ? 'confirmation-letter' : 'application-form';
}

function peopleSections({ company, manager, contact }: PeopleOfLetter): LetterSection[] {
  return [
    { heading: LABELS.company, rows: companyRows(company) },
    { heading: LABELS.manager, rows: personRows(manager) },
    { heading: LABELS.contact, rows: personRows(contact === 'same-as-manager' ? manager : contact) },
  ];
}

function companyRows({ fullName, registration, landline, ...company }: Company): LetterRow[] {
  const { country, province, city, address } = company;
  return [
    { label: LABELS.fullName, value: fullName },
    // Left to be filled in by hand where the form has none.
    { label: LABELS.registration, value: registration?.number ?? '________________________' },
    { label: LABELS.address, value: [country, province, city, address].join(' ') },
    { label: LABELS.landline, value: `${landline.areaCode} ${landline.number}` },
  ];
}

function personRows({ name, department, position, phone, email }: Person): LetterRow[] {
  return [
    { label: LABELS.name, value: name },
    { label: LABELS.position, value: `${department} / ${position}` },
    { label: LABELS.phone, value: phone },
    { label: LABELS.email, value: email },
  ];
}
