/**
 * Working days of mainland China, public holidays and make-up working days included (ordering rules, section 6). Never
 * for workflow code: next year's data would change what a running order decided.
 */
import { createRequire } from 'node:module';

/** Keys are days such as `2026-10-01`. */
interface HolidayNotices {
  /** Days off by the State Council's notice, those earned by a make-up day included. */
  readonly holidays: Readonly<Record<string, string>>;
  /** Saturdays and Sundays that are worked. */
  readonly workdays: Readonly<Record<string, string>>;
}

// The data alone: the library's functions reckon in the zone of the process, and are a day off west of Greenwich.
const NOTICES = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as HolidayNotices;

const DAY_MS = 86_400_000;
/** China has had one zone and no summer time since 1992. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
const [SUNDAY, SATURDAY] = [0, 6];

/** The last year whose notice the data has: National Day is off in every one. */
const LAST_KNOWN_YEAR = Math.max(
  ...Object.keys(NOTICES.holidays).flatMap((day) =>
    day.endsWith('-10-01') ? [Number(day.slice(0, 4))] : [],
  ),
);

/**
 * The end of the last year whose holidays are known. The State Council publishes the next year's in autumn; days after it
 * count from Monday to Friday.
 */
export function calendarKnownUntil(): Date {
  return new Date(Date.UTC(LAST_KNOWN_YEAR + 1, 0, 1) - SHANGHAI_OFFSET_MS);
}

/** Is the day on which this instant falls in Asia/Shanghai worked? Throws RangeError for an invalid date. */
export function isWorkingDay(at: Date): boolean {
  return isWorked(dayOf(at.getTime()));
}

/**
 * `days` working days after `from`, at the same time of day in Asia/Shanghai; always on a working day. A start on a day off
 * counts from the beginning of the next working day. A fraction is that part of 24 hours. Throws RangeError for an invalid
 * date and for less than 0 days.
 */
export function addWorkingDays(from: Date, days: number): Date {
  let left = workingMs(days);
  for (let at = from.getTime(), day = dayOf(at); ; at = startOf(++day)) {
    if (!isWorked(day)) continue;
    const restOfDay = startOf(day + 1) - at;
    if (left < restOfDay) return new Date(at + left);
    left -= restOfDay;
  }
}

/**
 * Working time between two instants, in days of 24 hours: 1.5 from Friday noon to Monday's end. Days off count nothing; 0
 * where `to` is not later. Throws RangeError for an invalid date.
 */
export function workingTimeBetween(from: Date, to: Date): number {
  let worked = 0;
  for (let day = dayOf(from.getTime()); day <= dayOf(to.getTime()); day++) {
    const within = Math.min(startOf(day + 1), to.getTime()) - Math.max(startOf(day), from.getTime());
    if (isWorked(day)) worked += Math.max(0, within);
  }
  return worked / DAY_MS;
}

/**
 * The instant before which everything has waited for more than `days` working days at `at`: whoever waits since just then
 * has waited for exactly so many. Throws RangeError for an invalid date and for less than 0 days.
 */
export function workingDaysBefore(at: Date, days: number): Date {
  let left = workingMs(days);
  for (let until = at.getTime(), day = dayOf(until - 1); ; until = startOf(day--)) {
    if (!isWorked(day)) continue;
    const worked = until - startOf(day);
    if (left < worked) return new Date(until - left);
    left -= worked;
  }
}

/** Days since the epoch as Asia/Shanghai counts them. */
function dayOf(atMs: number): number {
  if (Number.isNaN(atMs)) throw new RangeError('A date is invalid: give one that exists');
  return Math.floor((atMs + SHANGHAI_OFFSET_MS) / DAY_MS);
}

function startOf(day: number): number {
  return day * DAY_MS - SHANGHAI_OFFSET_MS;
}

function isWorked(day: number): boolean {
  const date = new Date(day * DAY_MS);
  const name = date.toISOString().slice(0, 10);
  if (name in NOTICES.workdays) return true;
  const weekday = date.getUTCDay();
  return weekday !== SATURDAY && weekday !== SUNDAY && !(name in NOTICES.holidays);
}

function workingMs(days: number): number {
  if (!(days >= 0 && Number.isFinite(days)))
    throw new RangeError(`${days} working days can’t be counted: give 0 or more`);
  return Math.round(days * DAY_MS);
}
