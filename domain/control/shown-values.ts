/** How values from strangers' zones and web servers are shown: in quotes, with nothing in them that is not seen. Pure. */
import { kindOfCharacter } from '../characters.js';
import type { Bilingual } from '../bilingual.js';
import { composed } from '../told.js';
import { RECORD_TEXTS } from './finding-texts.js';
import { FINDING_TEXT_LIMITS, VALUES_SHOWN } from './look-limits.js';

/**
 * In quotes, as JSON has it; what is not shown as itself (invisible, turning reading around, a blank that is no space) is
 * written `\u200b`, so that two values that differ also look different. Cut to what a finding can hold.
 */
export function shownValue(value: string): string {
  const near = value.slice(0, FINDING_TEXT_LIMITS.expected);
  return Array.from(JSON.stringify(near), (character) =>
    isShownAsItself(character) ? character : escaped(character),
  ).join('');
}

/** Several values; what is beyond the first ones is counted. */
export function shownValues(values: readonly string[]): Bilingual {
  const shown = values.slice(0, VALUES_SHOWN).map(shownValue).join(', ');
  const rest = values.length - VALUES_SHOWN;
  return composed((language) => (rest > 0 ? shown + RECORD_TEXTS.more(rest)[language] : shown));
}

/** A blank, what shows as nothing, moves what is shown, or stands for octets that are no text at all. */
export function isUnseen(character: string): boolean {
  return /^[\s\ufffd]$/u.test(character) || kindOfCharacter(character) !== undefined;
}

function isShownAsItself(character: string): boolean {
  return character === ' ' || !isUnseen(character);
}

function escaped(character: string): string {
  const number = (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0');
  return number.length > 4 ? `\\u{${number}}` : `\\u${number}`;
}
