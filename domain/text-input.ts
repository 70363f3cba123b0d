/** Texts as people hand them in: what a field of free text takes, and how a text is repeated in a message. */
import type { Bilingual } from './bilingual.js';
import { forbiddenCharacter, hasNothingToSee, kindOfCharacter } from './characters.js';

/** House limit: long enough for any real value, short enough that nobody stores a book with us. */
export const LONGEST_TEXT = 200;

export interface TextRule {
  /** UTF-16 code units, as `length` counts them; default LONGEST_TEXT. */
  readonly longest?: number;
  /** True: line breaks and tabs are part of it; default false. */
  readonly lines?: boolean;
  /** True: the empty text is one too; default false. */
  readonly mayBeEmpty?: boolean;
}

/**
 * What is wrong with a text, as the end of a sentence that begins with its field; undefined where it can be taken. It never
 * repeats the text. The cheapest is judged first: of megabytes no character is looked at.
 */
export function problemOfText(
  text: string,
  { longest = LONGEST_TEXT, lines = false, mayBeEmpty = false }: TextRule = {},
): Bilingual | undefined {
  if (text === '') return mayBeEmpty ? undefined : EMPTY;
  if (text.length > longest) return longerThan(longest);
  const odd = forbiddenCharacter(text, { lines });
  if (odd)
    return {
      zh: `含有不允许的字符:${odd.named},第 ${odd.position} 个字符`,
      en: `has a character that no text may have: ${odd.named}, character ${odd.position}`,
    };
  return hasNothingToSee(text) ? INVISIBLE : undefined;
}

const EMPTY: Bilingual = { zh: '为空', en: 'is empty' };
const INVISIBLE: Bilingual = { zh: '没有可见字符', en: 'has no character that can be seen' };
const NOT_TEXT: Bilingual = { zh: '不是文本', en: 'is not text' };

/** The same end of a sentence, where somebody else counts. */
export function longerThan(characters: number): Bilingual {
  const most = characters.toLocaleString('en');
  return { zh: `超过 ${most} 个字符`, en: `is longer than ${most} characters` };
}

/** As `problemOfText`, for what programs hand in: anything may come as a text. */
export function problemOfGiven(given: unknown, rule: TextRule = {}): Bilingual | undefined {
  return typeof given === 'string' ? problemOfText(given, rule) : NOT_TEXT;
}

const LONGEST_QUOTE = 80;

/** A text as it is repeated in a message: short, in quotation marks, on one line, each odd character by its number. */
export function quoted(text: string): string {
  const short = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE - 3)}...` : text;
  // JSON.stringify sees to C0 and lone surrogates.
  return Array.from(JSON.stringify(short), escapedIfOdd).join('');
}

function escapedIfOdd(character: string): string {
  if (kindOfCharacter(character) === undefined) return character;
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
