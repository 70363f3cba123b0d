/** Looks into a letter before it counts: can it be opened, has it a page, is the picture whole? */
import {
  refusalOfContent,
  type LetterContentType,
  type LetterRules,
} from '../../../domain/organization/letter-rules.js';
import { Refusal } from '../../../domain/refusals.js';
import { lookIntoImage } from './image.js';
import { isPdfOfSorts, lookIntoPdf } from './pdf.js';

/** The media type that the content has, whatever a file's name says; undefined where it is none that is known. */
export async function contentTypeOf(content: Uint8Array): Promise<string | undefined> {
  const { fileTypeFromBuffer } = await import('file-type');
  const found = (await fileTypeFromBuffer(content))?.mime;
  return found ?? (isPdfOfSorts(content) ? 'application/pdf' : undefined);
}

/** Throws Refusal `InvalidInput` (field `content`) for what nobody could look at. */
export async function refuseUnshowable(
  content: Uint8Array,
  contentType: LetterContentType,
  rules: LetterRules,
): Promise<void> {
  const look = contentType === 'application/pdf' ? lookIntoPdf : lookIntoImage;
  const problem = await look(content);
  if (problem) throw new Refusal(refusalOfContent(rules, problem));
}
