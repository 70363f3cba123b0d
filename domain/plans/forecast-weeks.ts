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

/** Counts item by item, in any order. */
export class ForecastWeeks {
  readonly #byMonday = new Map<number, Counted>();

  count({ at, kind, needsPeople }: Pick<ForecastItem, 'at' | 'kind' | 'needsPeople'>): void {
    const monday = mondayOf(at);
    const counted = this.#byMonday.get(monday) ?? { total: 0, withPeople: 0, counts: noneCounted() };
    this.#byMonday.set(monday, counted);
    counted.total += 1;
    counted.withPeople += needsPeople ? 1 : 0;
    counted.counts[kind] += 1;
  }

  /** Weeks in which there is something to do, ascending. */
  counted(): ForecastWeek[] {
    return [...this.#byMonday]
      .sort(([one], [other]) => one - other)
      .map(([monday, { total, withPeople, counts }]) => ({
        week: isoWeek(monday),
        from: new Date(monday).toISOString().slice(0, 10),
        total,
        withPeople,
        counts: { ...counts },
      }));
  }
}

interface Counted {
  total: number;
  withPeople: number;
  readonly counts: Record<ForecastKind, number>;
}

/** Weeks in which there is something to do, ascending. */
export function weeksOf(items: Iterable<ForecastItem>): ForecastWeek[] {
  const weeks = new ForecastWeeks();
  for (const item of items) weeks.count(item);
  return weeks.counted();
}

function noneCounted(): Record<ForecastKind, number> {
  return Object.fromEntries(FORECAST_KINDS.map((kind) => [kind, 0])) as Record<ForecastKind, number>;
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
