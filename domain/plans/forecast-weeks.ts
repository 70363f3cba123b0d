/** A forecast week by week (ISO 8601: weeks begin on Monday, and belong to the year of their Thursday; UTC). */
import { FORECAST_KINDS, type ForecastItem, type ForecastKind } from './forecast.js';

export interface ForecastWeek {
  /** Such as 2027-W11. */
  readonly week: string;
  /** Its Monday, such as 2027-03-15. */
  readonly from: string;
  readonly total: number;
  readonly withPeople: number;
  readonly counts: Readonly<Record<ForecastKind, number>>;
}

const DAY_MS = 86_400_000;

/** Weeks in which there is something to do, ascending. `items` as `forecast` gives them. */
export function weeksOf(items: readonly ForecastItem[]): ForecastWeek[] {
  const byMonday = new Map<number, ForecastItem[]>();
  for (const item of items) {
    const monday = mondayOf(item.at);
    byMonday.set(monday, [...(byMonday.get(monday) ?? []), item]);
  }
  return [...byMonday]
    .sort(([one], [other]) => one - other)
    .map(([monday, ofWeek]) => weekOf(monday, ofWeek));
}

function weekOf(monday: number, items: readonly ForecastItem[]): ForecastWeek {
  const count = (kind: ForecastKind) => items.filter((item) => item.kind === kind).length;
  return {
    week: isoWeek(monday),
    from: new Date(monday).toISOString().slice(0, 10),
    total: items.length,
    withPeople: items.filter(({ needsPeople }) => needsPeople).length,
    counts: Object.fromEntries(FORECAST_KINDS.map((kind) => [kind, count(kind)])) as Record<
      ForecastKind,
      number
    >,
  };
}

function mondayOf(instant: number): number {
  const day = Math.floor(instant / DAY_MS);
  // 1970-01-01 was a Thursday.
  return (day - ((day + 3) % 7)) * DAY_MS;
}

function isoWeek(monday: number): string {
  const thursday = new Date(monday + 3 * DAY_MS);
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY_MS));
  return `${year}-W${String(week).padStart(2, '0')}`;
}
