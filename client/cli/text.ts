/** Text for a terminal: facts, names, times, words of either language, and what strangers wrote made fit to be shown. */
import { cleanedText } from '../../domain/characters.js';
import { wordOf, type Bilingual, type Reader } from '../../domain/bilingual.js';
import { localTime, timeInWords } from '../../domain/time-zone.js';
import { displayWidth, padded } from './display-width.js';
import type { TerminalReader } from './reader.js';

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

/** As `facts`, its labels in the reader's language. */
export function factsFor(
  { language }: Reader,
  pairs: readonly (readonly [Bilingual, string | null | undefined])[],
): string {
  return facts(pairs.map(([label, value]) => [label[language], value] as const));
}

/** What is told in both languages: the reader's first, the other after it unless they asked for one alone; each a line of its own. */
export function bothLanguages(text: Bilingual, { language, alone }: TerminalReader): string[] {
  if (alone) return [text[language]];
  return language === 'zh' ? [text.zh, text.en] : [text.en, text.zh];
}

/** The word for a code, with the code beside it where they differ: options take the code. English keeps to the codes. */
export function coded(
  words: Readonly<Record<string, Bilingual>>,
  code: string,
  { language }: Reader,
): string {
  if (language === 'en') return code;
  const word = wordOf(words, code)[language];
  return word === code ? code : `${word}(${code})`;
}

/** The word for a code where nobody types it. English keeps to the codes. */
export function worded(
  words: Readonly<Record<string, Bilingual>>,
  code: string,
  { language }: Reader,
): string {
  return language === 'en' ? code : wordOf(words, code)[language];
}

/** `2026-11-23 18:00 (UTC+8)`: on the reader's clock, and whose that is. */
export function time(iso: string | null, { language, timeZone }: Reader): string {
  return iso === null || iso === '' ? '' : timeInWords(iso, timeZone)[language];
}

/** `2026-11-23 18:00`: where the heading, or what stands before it, says whose clock it is. */
export function clockTime(iso: string | null, { timeZone }: Reader): string {
  return iso === null || iso === '' ? '' : localTime(iso, timeZone);
}

/** `18:00:05`: of what is told while it happens. */
export function clockSeconds(now: number, { timeZone }: Reader): string {
  const iso = new Date(now).toISOString();
  // Zones differ by whole minutes.
  return `${localTime(iso, timeZone).slice(11)}${iso.slice(16, 19)}`;
}

/** Why the last try failed, as it is kept; empty where none did. */
export function lastFailureFor({ language }: Pick<Reader, 'language'>, failed: LastFailure): string {
  return (language === 'zh' ? failed.lastFailureChinese : null) ?? failed.lastFailure ?? '';
}

interface LastFailure {
  readonly lastFailure: string | null;
  readonly lastFailureChinese: string | null;
}

const UNITS = {
  second: { zh: '秒', en: 'second' },
  minute: { zh: '分钟', en: 'minute' },
  hour: { zh: '小时', en: 'hour' },
  day: { zh: '天', en: 'day' },
} as const satisfies Record<string, Bilingual>;

/** `3 days`, `2 hours`, `5 minutes`, `20 seconds`: how far two times are apart, in the largest unit that fits. */
export function span(milliseconds: number): Bilingual {
  const seconds = Math.round(Math.abs(milliseconds) / 1000);
  if (seconds < 90) return counted(seconds, UNITS.second);
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return counted(minutes, UNITS.minute);
  return minutes < 48 * 60
    ? counted(Math.round(minutes / 60), UNITS.hour)
    : counted(Math.round(minutes / 1440), UNITS.day);
}

function counted(count: number, { zh, en }: Bilingual): Bilingual {
  return { zh: `${count} ${zh}`, en: `${count} ${en}${count === 1 ? '' : 's'}` };
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
