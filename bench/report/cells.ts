/** Figures as they stand in a table. */
import type { Mark } from '../marks.js';
import type { TemporalStore } from '../options.js';
import type { Judged } from '../results.js';

export const STORE_NAMES: Readonly<Record<TemporalStore, string>> = {
  sqlite: 'Temporal on SQLite (dev server)',
  postgres: 'Temporal on Postgres',
};

export function figureText(figure: number, unit: Mark['unit']): string {
  const digits = Number.isInteger(figure) ? 0 : Math.abs(figure) >= 100 ? 0 : Math.abs(figure) >= 10 ? 1 : 2;
  const text = figure.toFixed(digits);
  return unit ? `${text} ${unit}` : text;
}

/** `0.61, missed`; why there is no figure otherwise. */
export function cellText({ figure, verdict, mark }: Judged): string {
  if (figure === undefined || verdict === 'not measured')
    return mark.kind === 'ratio' && verdict === 'not believed' ? 'too busy' : '–';
  const text = figureText(figure, mark.unit);
  if (verdict === 'told') return text;
  if (verdict === 'not believed') return `${text} (too busy)`;
  return `${text}, ${verdict}`;
}
