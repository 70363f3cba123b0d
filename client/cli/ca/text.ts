/** What the development CA answers, as cells of a table. */
import type { Bilingual, Reader } from '../../../domain/bilingual.js';
import { BRAND_WORDS, TYPE_WORDS } from '../../../domain/catalogue/spoken-words.js';
import { fieldsOf } from '../control-call.js';
import { clockTime, oneLine, shortNames, worded } from '../text.js';

/** How the cells of some fields are told; those that are not named stand as they are. */
export interface CellWords {
  readonly words?: Readonly<Record<string, Readonly<Record<string, Bilingual>>>>;
  readonly times?: readonly string[];
}

/** What is sold, as every table has it. */
export const PRODUCT_CELLS = { brand: BRAND_WORDS, type: TYPE_WORDS } as const;

export function cellsOf(
  row: unknown,
  keys: readonly string[],
  reader: Reader,
  { words = {}, times = [] }: CellWords = {},
): string[] {
  const fields = fieldsOf(row);
  return keys.map((key) => {
    const text = wordsIn(fields, key, reader);
    if (times.includes(key)) return clockTime(text, reader);
    const known = words[key];
    return known ? worded(known, text, reader) : text;
  });
}

/** A field of the CA's words: in the reader's language, where the CA says it in both. */
export function wordsIn(
  fields: Readonly<Record<string, unknown>>,
  key: string,
  { language }: Pick<Reader, 'language'>,
): string {
  return cell((language === 'zh' ? fields[`${key}Chinese`] : undefined) ?? fields[key]);
}

export function cell(value: unknown): string {
  if (Array.isArray(value)) return shortNames(value.map(String), 3);
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? oneLine(value) : JSON.stringify(value);
}

export function rowsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
