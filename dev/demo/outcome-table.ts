/** What became of every order, at the demo's end. */
import type { Bilingual, Language } from '../../domain/bilingual.js';
import { columnsOf, padded } from './columns.js';
import { COMMA, HEADINGS, joined } from './texts.js';

export interface Outcome {
  readonly label: string;
  readonly way: Bilingual;
  /** Whose turn it was, in the order in which it came. */
  readonly steps: readonly Bilingual[];
  /** Issued, and its certificate verified. */
  readonly isGood: boolean;
  readonly issuer: string;
  /** What was verified, or what went wrong. */
  readonly verdict: Bilingual;
}

const { order, way, steps, issuer, certificate } = HEADINGS;
const HEADING = [order, way, steps, issuer, certificate];

export function outcomeTable(outcomes: readonly Outcome[], language: Language): string[] {
  const rows = outcomes.map((outcome) => [
    outcome.label,
    outcome.way[language],
    joined(outcome.steps, COMMA)[language],
    outcome.issuer,
    outcome.verdict[language],
  ]);
  const table = [HEADING.map((heading) => heading[language]), ...rows];
  const widths = HEADING.map((_, column) => Math.max(...table.map((row) => columnsOf(row[column] ?? ''))));
  return table.map((row) =>
    row
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
