/** Text for a terminal: aligned columns, times, both languages. */
import type { Bilingual } from '../../domain/bilingual.js';
import type { Language } from './terminal.js';

/** Rows in columns as wide as their widest cell. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, cell.length)));
  return rows.map((row) => line(row, widths)).join('');
}

function line(row: readonly string[], widths: readonly number[]): string {
  const cells = row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
  return `${cells.join('  ').trimEnd()}\n`;
}

/** `label  value` lines; those without a value are left out. */
export function facts(pairs: readonly (readonly [string, string | null | undefined])[]): string {
  return columns(pairs.flatMap(([label, value]) => (value ? [[label, value]] : [])));
}

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

/** Line breaks in strangers' answers would break the layout; control characters could do worse to a terminal. */
export function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
}
