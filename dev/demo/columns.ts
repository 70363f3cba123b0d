/** Words in columns, whatever they are written in: a Chinese character takes two. */
import { eastAsianWidth } from 'get-east-asian-width';

/** How many columns of a terminal the text takes. */
export function columnsOf(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + eastAsianWidth(character.codePointAt(0) ?? 0), 0);
}

/** Filled up with blanks; what is wider stays as it is. */
export function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}
