/** What becomes of a file that is handed in as a letter; shared by the quick test and the drill. */
import { contentTypeOf, refuseUnshowable } from '../../../../client/organization/letter-file/look.js';
import { LETTER_CONTENT_TYPES, LETTER_RULES } from '../../../../domain/organization/letter-rules.js';
import { Refusal } from '../../../../domain/refusals.js';

/**
 * As `takeLetter` goes about it: what is of no known kind is refused before it is looked into. Throws whatever is no Refusal
 * of bad content.
 */
export async function isRefused(content: Uint8Array): Promise<boolean> {
  const type = await contentTypeOf(content);
  const contentType = LETTER_CONTENT_TYPES.find((known) => known === type);
  if (!contentType) return true;
  try {
    await refuseUnshowable(content, contentType, LETTER_RULES['application-form']);
    return false;
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'InvalidInput' || error.field !== 'content')
      throw error;
    return true;
  }
}
