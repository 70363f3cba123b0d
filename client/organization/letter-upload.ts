/** A letter as it comes in, an order's or a revocation's: its kind found by its content, judged, stored, told. */
import {
  storeLetter,
  type LetterSubject,
  type StoredLetter,
} from '../../db/statements/organization/letters.js';
import {
  LETTER_CONTENT_TYPES,
  refusalOfFile,
  type LetterContentType,
  type LetterPaper,
  type LetterRules,
} from '../../domain/organization/letter-rules.js';
import { Refusal } from '../../domain/refusals.js';
import { LONGEST_TEXT, problemOfGiven } from '../../domain/text-input.js';
import type { ClientContext } from '../context.js';
import { contentTypeOf, refuseUnshowable } from './letter-file/look.js';
import { invalid, unusable } from '../refusing.js';

export interface LetterUpload {
  readonly content: Uint8Array;
  /** Who sends it, in the caller's words; kept with the letter. At most 200 characters. */
  readonly sentBy: string;
}

export interface LetterRecipient {
  readonly subject: LetterSubject;
  readonly document: LetterPaper;
  readonly rules: LetterRules;
  /** False where the workflow could not be told: it finds a stored letter by itself as well, only later. */
  readonly tell: (letterId: string) => Promise<boolean>;
}

export interface TakenLetter {
  readonly stored: StoredLetter;
  readonly signalled: boolean;
}

/**
 * Stores the letter and tells who waits for it. Idempotent by content: the same bytes are the same letter, and it is told
 * again. Throws Refusal: InvalidInput for a wrong type or size or what can't be shown, else as `storeLetter`.
 */
export async function takeLetter(
  { database }: ClientContext,
  { content, sentBy }: LetterUpload,
  { subject, document, rules, tell }: LetterRecipient,
): Promise<TakenLetter> {
  const contentType = await acceptedType(content, rules);
  // Before it is stored: where only one is taken, one that nobody can look at must not have been it.
  await refuseUnshowable(content, contentType, rules);
  const { uploads } = rules;
  const letter = { subject, document, uploads, contentType, content, uploadedBy: sentBy.trim() };
  const stored = await storeLetter(database, letter);
  return { stored, signalled: await tell(stored.letterId) };
}

async function acceptedType(content: Uint8Array, rules: LetterRules): Promise<LetterContentType> {
  const found = await contentTypeOf(content);
  const refusal = refusalOfFile(rules, { contentType: found, sizeBytes: content.byteLength });
  if (refusal) throw new Refusal(refusal);
  const contentType = LETTER_CONTENT_TYPES.find((type) => type === found);
  // Known of what was not refused.
  if (!contentType) throw unusable('content', { zh: '已知类型的文件', en: 'a file of a known kind' });
  return contentType;
}

/** Throws Refusal `InvalidInput`. */
export function refuseUnusable({ content, sentBy }: LetterUpload): void {
  if (!(content instanceof Uint8Array))
    throw unusable('content', { zh: '文件的内容', en: 'the bytes of a file' });
  const problem = problemOfGiven(sentBy);
  if (problem !== undefined)
    throw invalid(
      'sentBy',
      { zh: `sentBy ${problem.zh}`, en: `sentBy ${problem.en}` },
      {
        zh: `发送人,一行文字,最多 ${LONGEST_TEXT} 个字符`,
        en: `who sends the letter, in at most ${LONGEST_TEXT} characters on one line`,
      },
    );
}
