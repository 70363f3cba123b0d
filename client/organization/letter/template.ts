/** The letter of one order, filled in from Postgres here: personal data never passes the workflow. */
import { loadForm } from '../../../db/statements/orders/row.js';
import type { LetterDocument } from '../../../domain/organization/letter-rules.js';
import type { Company, Person } from '../../../domain/organization/form.js';
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import { z } from 'zod';
import type { ClientContext } from '../../context.js';
import type { LetterContent, LetterRow } from './pdf.js';
import { HOW_TO_RETURN, LABELS, productName, STATEMENTS, TITLES } from './words.js';
import type { SubmittedOrder } from '../checked-order.js';

/** Judged when it was handed in, by the rules of then. */
const COMPANY = z.custom<Company>((stored) => hasField(stored, 'fullName'));
const PERSON = z.custom<Person>((stored) => hasField(stored, 'name'));

/** The people's part of a submitted form; saved ones are in it as copies. */
const PEOPLE_SCHEMA = z.object({
  company: COMPANY,
  manager: PERSON,
  contact: z.union([z.literal('same-as-manager'), PERSON]).default('same-as-manager'),
});

function hasField(stored: unknown, field: string): boolean {
  return typeof stored === 'object' && stored !== null && field in stored;
}

/** PDF bytes. Throws Refusal where the order's form names no company or manager. */
export async function filledTemplate(
  { database }: ClientContext,
  order: SubmittedOrder,
  document: LetterDocument,
): Promise<Uint8Array> {
  const people = PEOPLE_SCHEMA.safeParse(await loadForm(database, order.orderId));
  if (!people.success)
    throw new Refusal(
      refusalDetails('RefusedInThisState', {
        message: {
          zh: '此订单的表单没有企业和管理人:没有可以填写的内容',
          en: 'The form of this order names no company and manager: there is nothing to fill in',
        },
      }),
    );
  // Loaded when it is needed: a fifth of what the command line takes to start, and most commands draw nothing.
  const { drawLetter } = await import('./pdf.js');
  return await drawLetter(letterContent(order, document, people.data));
}

/** What stands in the letter: everything the CA compares, and nothing that it does not (no identity numbers). */
export function letterContent(
  order: Pick<SubmittedOrder, 'orderId' | 'brand' | 'type' | 'names'>,
  document: LetterDocument,
  { company, manager, contact }: z.output<typeof PEOPLE_SCHEMA>,
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
      { heading: LABELS.company, rows: companyRows(company) },
      { heading: LABELS.manager, rows: personRows(manager) },
      { heading: LABELS.contact, rows: personRows(contact === 'same-as-manager' ? manager : contact) },
    ],
    statement: STATEMENTS[document],
    howToReturn: HOW_TO_RETURN[document],
  };
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
