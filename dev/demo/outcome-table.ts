/** What became of every order, at the demo's end. */

export interface Outcome {
  readonly label: string;
  readonly way: string;
  /** Whose turn it was, in the order in which it came. */
  readonly steps: readonly string[];
  /** Issued, and its certificate verified. */
  readonly isGood: boolean;
  readonly issuer: string;
  /** What was verified, or what went wrong. */
  readonly verdict: string;
}

const HEADING = ['order', 'check of the company', 'steps it took', 'issuer', 'certificate'];

export function outcomeTable(outcomes: readonly Outcome[]): string[] {
  const rows = outcomes.map(({ label, way, steps, issuer, verdict }) => [
    label,
    way,
    steps.join(', '),
    issuer,
    verdict,
  ]);
  const table = [HEADING, ...rows];
  const widths = HEADING.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  return table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
