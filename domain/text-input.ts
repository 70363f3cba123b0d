/** Texts as people hand them in: what a field of free text takes, and how a text is repeated in a message. */
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
): string | undefined {
  if (text === '') return mayBeEmpty ? undefined : 'is empty';
  if (text.length > longest) return `is longer than ${longest.toLocaleString('en')} characters`;
  const odd = forbiddenCharacter(text, { lines });
  if (odd) return `has a character that no text may have: ${odd.named}, character ${odd.position}`;
  return hasNothingToSee(text) ? 'has no character that can be seen' : undefined;
}

/** As `problemOfText`, for what programs hand in: anything may come as a text. */
export function problemOfGiven(given: unknown, rule: TextRule = {}): string | undefined {
  return typeof given === 'string' ? problemOfText(given, rule) : 'is not text';
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
