/** Rows in aligned columns, as wide as a terminal takes them. */
import type { Bilingual, Reader } from '../../domain/bilingual.js';
import { zoneInWords } from '../../domain/time-zone.js';
import { cutToWidth, displayWidth, padded } from './display-width.js';
import { oneLine } from './text.js';

export interface TableFit {
  /** Columns of the terminal; absent: as wide as it comes. */
  readonly width: number | undefined;
  /** Headings of what may be cut where a line is too long: ids, states and times are needed whole. */
  readonly words: readonly string[];
}

/** A cell says nothing with less. */
const NARROWEST = 12;
const GAP = '  ';

/**
 * Headings first. Each column is as wide as its widest cell; the widest columns of words are cut until a line fits, as far as
 * that goes. Cells are strangers' words as often as not, and stay on their line.
 */
export function table(rows: readonly (readonly string[])[], fit?: TableFit): string {
  return tableInParts(fit)(rows);
}

/**
 * The same for a table that is written as its rows come: to be called with one part after the other, the headings at the
 * beginning of the first. A column is as wide as the widest cell so far, and never becomes narrower.
 */
export function tableInParts(fit?: TableFit): (rows: readonly (readonly string[])[]) => string {
  let widths: readonly number[] = [];
  let words: readonly number[] | undefined;
  return (rows) => {
    const clean = rows.map((row) => row.map(oneLine));
    words ??= fit ? wordColumns(clean, fit) : [];
    widths = columnWidths(clean, widths);
    const fitting = fit?.width === undefined ? widths : fittedTo(fit.width, widths, [...words]);
    return clean.map((row) => line(row, fitting)).join('');
  };
}

/** A column of a table with headings in words. */
export interface Column {
  readonly heading: Bilingual;
  /** What may be cut where a line is too long. */
  readonly words?: boolean;
  /** Times on the reader's clock: the heading says whose that is. */
  readonly times?: boolean;
}

/** As `table`, with its headings in the reader's language. */
export function tableFor(
  reader: Reader,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width?: number,
): string {
  return tableInPartsFor(reader, columns, width)(rows);
}

/** As `tableInParts`, the headings before the first part. */
export function tableInPartsFor(
  reader: Reader,
  columns: readonly Column[],
  width?: number,
): (rows: readonly (readonly string[])[]) => string {
  const headings = columns.map((column) => headingFor(reader, column));
  const words = headings.filter((_heading, index) => columns[index]?.words);
  const parts = tableInParts({ width, words });
  let first = true;
  return (rows) => {
    const text = parts(first ? [headings, ...rows] : rows);
    first = false;
    return text;
  };
}

function headingFor({ language, timeZone }: Reader, { heading, times }: Column): string {
  if (!times) return heading[language];
  const zone = zoneInWords(timeZone);
  const withZone = { zh: `${heading.zh}(${zone.zh})`, en: `${heading.en} (${zone.en})` };
  return withZone[language];
}

function columnWidths(rows: readonly (readonly string[])[], least: readonly number[]): number[] {
  const widths = [...least];
  for (const row of rows)
    row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, displayWidth(cell))));
  return widths;
}

function wordColumns([headings = []]: readonly (readonly string[])[], { words }: TableFit): number[] {
  return headings.flatMap((heading, column) => (words.includes(heading) ? [column] : []));
}

/** The widest gives way first, down to the next one, and so on. */
function fittedTo(width: number, natural: readonly number[], words: number[]): number[] {
  const widths = [...natural];
  const widthOf = (column: number) => widths[column] ?? 0;
  const room = width - GAP.length * (widths.length - 1);
  for (;;) {
    const tooMuch = widths.reduce((sum, each) => sum + each, 0) - room;
    const [widest, next] = words.sort((one, other) => widthOf(other) - widthOf(one));
    if (tooMuch <= 0 || widest === undefined || widthOf(widest) <= NARROWEST) return widths;
    const downTo = Math.min(next === undefined ? NARROWEST : widthOf(next), widthOf(widest) - 1);
    widths[widest] = Math.max(NARROWEST, downTo, widthOf(widest) - tooMuch);
  }
}

function line(row: readonly string[], widths: readonly number[]): string {
  const cells = row.map((cell, column) => {
    const width = widths[column] ?? 0;
    return padded(cutToWidth(cell, width), width);
  });
  return `${cells.join(GAP).trimEnd()}\n`;
}
