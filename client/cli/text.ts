/** Text for a terminal: facts, names, times, both languages, and what strangers wrote made fit to be shown. */
import { cleanedText } from '../../domain/characters.js';
import type { Bilingual } from '../../domain/bilingual.js';
import { displayWidth, padded } from './display-width.js';
import type { Language } from './terminal.js';

/** `label  value` lines; those without a value are left out. Values are strangers' words as often as not: one line each. */
export function facts(pairs: readonly (readonly [string, string | null | undefined])[]): string {
  const shown = pairs.flatMap(([label, value]) => (value ? [{ label, value: oneLine(value) }] : []));
  const width = Math.max(0, ...shown.map(({ label }) => displayWidth(label)));
  return shown.map(({ label, value }) => `${padded(label, width)}  ${value}`.trimEnd() + '\n').join('');
}

/** Names as a list has room for: the first few, and how many more there are. */
export function shortNames(names: readonly string[], most = 1): string {
  const shown = names.slice(0, most).map((name) => cleanedText(name, { longest: LONGEST_NAME }));
  const more = names.length - shown.length;
  return shown.length === 0 ? '-' : `${shown.join(', ')}${more > 0 ? ` +${more}` : ''}`;
}

/** RFC 1035: no name is longer. */
const LONGEST_NAME = 253;

/** Both languages, the reader's first, each on a line of its own. */
export function bothLanguages({ zh, en }: Bilingual, language: Language): string[] {
  return language === 'zh' ? [zh, en] : [en, zh];
}

/** `2026-11-23 18:00 UTC` */
export function time(iso: string | null): string {
  return iso === null ? '' : `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

/** `3 days`, `2 hours`, `5 minutes`, `20 seconds`: how far two times are apart, in the largest unit that fits. */
export function span(milliseconds: number): string {
  const seconds = Math.round(Math.abs(milliseconds) / 1000);
  if (seconds < 90) return plural(seconds, 'second');
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return plural(minutes, 'minute');
  return minutes < 48 * 60
    ? plural(Math.round(minutes / 60), 'hour')
    : plural(Math.round(minutes / 1440), 'day');
}

function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** House limit: longer than whatever is told on one line. */
const LONGEST_LINE = 4_000;

/** Strangers' words on one line: line breaks would break the layout, control characters could do worse to a terminal. */
export function oneLine(text: string): string {
  return cleanedText(text, { longest: LONGEST_LINE });
}

/** As `oneLine` for text of several lines: all that leaves for a terminal passes here, whatever it was made of. */
export function fitForTerminal(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Bidi_Control}+/gu, '')
    .replace(/[^\P{Cc}\n\t]+|[\u2028\u2029]+/gu, ' ');
}

/** One line of JSON that says the same and shows nothing but its own characters: JSON leaves C1 and the like as they are. */
export function jsonLine(value: unknown): string {
  const json = JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029]|\p{Bidi_Control}/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${json}\n`;
}
