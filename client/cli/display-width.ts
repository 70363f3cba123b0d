/** How wide text is on a terminal: Chinese takes two columns a character, accents and joiners none. */
import { eastAsianWidth } from 'get-east-asian-width';
import { kindOfCharacter } from '../../domain/characters.js';

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** In columns (Unicode Standard Annex 11). */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of GRAPHEMES.segment(text)) width += widthOfGrapheme(segment);
  return width;
}

/** Filled up with blanks; what is wider stays as it is. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** At most so many columns; what is left out is told by `…`. */
export function cutToWidth(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  let used = 1; // of the sign that something is missing
  for (const { segment } of GRAPHEMES.segment(text)) {
    used += widthOfGrapheme(segment);
    if (used > width) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** As its widest character; an emoji is wide, whatever it is made of. */
function widthOfGrapheme(grapheme: string): number {
  if (/\p{Emoji_Presentation}|\ufe0f/u.test(grapheme)) return 2;
  return Math.max(0, ...Array.from(grapheme, widthOfCharacter));
}

function widthOfCharacter(character: string): number {
  if (/^\p{M}$/u.test(character) || kindOfCharacter(character) !== undefined) return 0;
  return eastAsianWidth(character.codePointAt(0) ?? 0);
}
