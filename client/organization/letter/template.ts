/** The letter of one order or revocation, filled in from Postgres here: personal data never passes the workflow. */
import { loadForm } from '../../../db/statements/orders/row.js';
import type { LetterDocument } from '../../../domain/organization/letter-rules.js';
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import type { PeopleOfLetter } from '../../../papers/letters.js';
import type { LetterContent } from '../../../papers/pdf.js';
import type { ClientContext } from '../../context.js';
import type { SubmittedOrder } from '../checked-order.js';

/** PDF bytes. Throws Refusal where the order's form names no company or manager. */
export async function filledTemplate(
  context: ClientContext,
  order: SubmittedOrder,
  document: LetterDocument,
): Promise<Uint8Array> {
  const { letterContent } = await import('../../../papers/letters.js');
  return await drawnFor(context, order.orderId, (people) => letterContent(order, document, people));
}

/** As `filledTemplate`: `content` says what stands in the letter of the people whom the order's form names. */
export async function drawnFor(
  { database }: ClientContext,
  orderId: string,
  content: (people: PeopleOfLetter) => LetterContent,
): Promise<Uint8Array> {
  // Loaded when it is needed: a fifth of what the command line takes to start, and most commands draw nothing.
  const [{ peopleOf }, { drawLetter }] = await Promise.all([
    import('../../../papers/letters.js'),
    import('../../../papers/pdf.js'),
  ]);
  const people = peopleOf(await loadForm(database, orderId));
  if (!people)
    throw new Refusal(
      refusalDetails('RefusedInThisState', {
        message: {
          zh: '此订单的表单没有企业和管理人:没有可以填写的内容',
          en: 'The form of this order names no company and manager: there is nothing to fill in',
        },
      }),
    );
  return await drawLetter(content(people));
}
