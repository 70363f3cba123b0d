/** Days and instants as people write them: ISO 8601 in the profile of RFC 3339, and only those that the calendar has. */
import type { Bilingual } from './bilingual.js';

/** What `instantOf` takes, in words. */
export const ACCEPTED_INSTANT: Bilingual = {
  zh: '日期,例如 2026-12-31(UTC 当日零点);或带时区的时刻,例如 2027-01-01T00:00:00+08:00',
  en: 'a day such as 2026-12-31 (its beginning in UTC), or an instant with its zone such as 2027-01-01T00:00:00+08:00',
};

const SHAPE =
  /^(?<day>\d{4}-\d\d-\d\d)(?:T(?<time>(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?)(?<zone>Z|[+-](?:[01]\d|2[0-3]):[0-5]\d))?$/i;

/** Milliseconds since the epoch. Undefined for anything else, also for days that no month has and times without a zone. */
export function instantOf(text: string): number | undefined {
  const { day = '', time = '00:00', zone = 'Z' } = SHAPE.exec(text)?.groups ?? {};
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // Date.parse takes 2026-02-30 for the 2nd of March.
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== day) return undefined;
  return Date.parse(`${day}T${time}${zone.toUpperCase()}`);
}
