/** The letter that a mail brings: drawn when the mail goes out, kept nowhere. */
import { contentOf, type PaperToFill, type PeopleOfLetter } from '../../../papers/letters.js';
import type { MailAttachment } from '../channel.js';

/** A PDF; its name tells the paper and the order, and nobody's name. */
export async function attachmentOf(letter: PaperToFill, people: PeopleOfLetter): Promise<MailAttachment> {
  // Loaded when it is needed: most mails bring no letter.
  const { drawLetter } = await import('../../../papers/pdf.js');
  return {
    filename: `${letter.document}-${letter.of.orderId}.pdf`,
    contentType: 'application/pdf',
    content: await drawLetter(contentOf(letter, people)),
  };
}
