/** Lists read page by page: from a place in what they are sorted by, never by counting what comes before it. */
import type { Queryable } from '../database.js';

/** The last row of a page: the next one begins behind it, whatever came in before. */
export interface Place {
  /** What the list is sorted by: an instant of Postgres to the microsecond, ISO 8601, UTC. */
  readonly at: string;
  /** Tells apart what has the same instant. */
  readonly id: string;
}

export interface PageWanted {
  /** Rows at most. */
  readonly limit: number;
  /** Behind this place; absent: from the beginning. */
  readonly after?: Place;
}

export interface Page<Row> {
  readonly rows: Row[];
  /** Absent where nothing more comes. */
  readonly next?: Place;
}

/** Values of a statement in the order in which its text names them. A text is made for what is asked: `$1 is null or ...` hides indexes. */
export class Parameters {
  readonly values: unknown[] = [];

  /** `$n` of the value, cast to `type`, such as `timestamptz`. */
  add(value: unknown, type?: string): string {
    this.values.push(value);
    return `$${this.values.length}${type === undefined ? '' : `::${type}`}`;
  }
}

/** Conditions joined with `and`, each on a line of its own; nothing where there is none. */
export function andAll(conditions: readonly string[]): string {
  return conditions.map((condition) => `\n        and ${condition}`).join('');
}

/** SQL: rows behind a place, newest first. */
export function olderThan(
  after: Place | undefined,
  [at, id]: readonly [string, string],
  parameters: Parameters,
): string[] {
  if (!after) return [];
  return [`(${at}, ${id}) < (${parameters.add(after.at, 'timestamptz')}, ${parameters.add(after.id)})`];
}

/** SQL of a column `"placeAt"`, for `pageOf`. */
export function placeColumn(at: string): string {
  return `to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "placeAt"`;
}

/** Of rows that were asked for with one more than wanted. */
export function pageOf<Row extends object, Record>(
  rows: readonly (Row & { readonly placeAt: string })[],
  limit: number,
  idOf: (row: Row) => string,
  recordOf: (row: Row) => Record,
): Page<Record> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(({ placeAt: _placeAt, ...row }) => recordOf(row as unknown as Row)),
    ...(last && rows.length > limit && { next: { at: last.placeAt, id: idOf(last) } }),
  };
}

/** What ends a subquery that is asked row by row: the planner can't take another way into it. */
export const FENCE = 'offset 0';

/** A list whose rows one index has in its order, or several merged: what leads it, and what is read of each row. */
export interface LedList<Row, Record> {
  /** SQL of ids and instants. Some may turn out not to be meant. */
  readonly lead: string;
  /** SQL of the row of `lead.led_id`, with all that is asked of it. */
  readonly row: string;
  /** The row's name in `columns`. */
  readonly called: string;
  readonly columns: string;
  readonly idOf: (row: Row) => string;
  readonly recordOf: (row: Row) => Record;
}

/** Newest first. `parameters`: those of `lead` and `row`. */
export async function pageLed<Row extends object, Record>(
  database: Queryable,
  { lead, row, called, columns, idOf, recordOf }: LedList<Row, Record>,
  limit: number,
  parameters: Parameters,
): Promise<Page<Record>> {
  const { rows } = await database.query<Row & { readonly placeAt: string }>(
    `select ${columns}, ${placeColumn('lead.led_at')}
       from (${lead}) lead (led_id, led_at)
      cross join lateral (${row} ${FENCE}) ${called}
      order by lead.led_at desc, lead.led_id desc
      limit ${parameters.add(limit + 1)}`,
    parameters.values,
  );
  return pageOf(rows, limit, idOf, recordOf);
}
