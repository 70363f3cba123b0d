/** Working days of mainland China: every day of two years by the State Council's notices, and what is reckoned with them. */
import { afterEach, describe, expect, it } from 'vitest';
import {
  addWorkingDays,
  calendarKnownUntil,
  isWorkingDay,
  workingDaysBefore,
  workingTimeBetween,
} from '../../../domain/organization/working-days.js';

const DAY_MS = 86_400_000;

/** A moment as a clock in Shanghai shows it: `2026-02-14 10:00`. */
const shanghai = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`);

/** The State Council's notices for 2025 and 2026: days off beside weekends, and the weekend days that are worked. */
const NOTICES: readonly { year: number; off: readonly [string, string][]; worked: readonly string[] }[] = [
  {
    year: 2025,
    off: [
      ['2025-01-01', '2025-01-01'],
      ['2025-01-28', '2025-02-04'],
      ['2025-04-04', '2025-04-06'],
      ['2025-05-01', '2025-05-05'],
      ['2025-05-31', '2025-06-02'],
      ['2025-10-01', '2025-10-08'],
    ],
    worked: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  },
  {
    year: 2026,
    off: [
      ['2026-01-01', '2026-01-03'],
      ['2026-02-15', '2026-02-23'],
      ['2026-04-04', '2026-04-06'],
      ['2026-05-01', '2026-05-05'],
      ['2026-06-19', '2026-06-21'],
      ['2026-09-25', '2026-09-27'],
      ['2026-10-01', '2026-10-07'],
    ],
    worked: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  },
];

function daysOf(year: number): string[] {
  const first = Date.UTC(year, 0, 1);
  const count = (Date.UTC(year + 1, 0, 1) - first) / DAY_MS;
  return Array.from({ length: count }, (_, day) => new Date(first + day * DAY_MS).toISOString().slice(0, 10));
}

const isWeekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

describe.each(NOTICES)('the year $year', ({ year, off, worked }) => {
  const isOff = (day: string) => off.some(([first, last]) => first <= day && day <= last) || isWeekend(day);
  const wanted = daysOf(year).filter((day) => worked.includes(day) || !isOff(day));

  it('is worked on the days of the notice, from midnight to midnight in Shanghai', () => {
    const from = (time: string) => daysOf(year).filter((day) => isWorkingDay(shanghai(`${day} ${time}`)));
    expect(from('00:00')).toEqual(wanted);
    expect(from('23:59')).toEqual(wanted);
  });
});

describe('whatever the zone of the process', () => {
  const zone = process.env.TZ;
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  it.each([
    ['America/Los_Angeles', 480],
    ['Asia/Shanghai', -480],
    ['Pacific/Kiritimati', -840],
    ['UTC', 0],
  ])('%s', (name, offset) => {
    process.env.TZ = name;
    expect(new Date('2026-02-14T00:00:00Z').getTimezoneOffset()).toBe(offset);
    expect(isWorkingDay(new Date('2026-02-13T15:59:59.999Z'))).toBe(true); // Friday
    expect(isWorkingDay(new Date('2026-02-13T16:00:00Z'))).toBe(true); // Saturday, made up for
    expect(isWorkingDay(new Date('2026-02-14T16:00:00Z'))).toBe(false); // Sunday, the festival
    expect(addWorkingDays(shanghai('2026-02-13 10:00'), 3)).toEqual(shanghai('2026-02-25 10:00'));
  });
});

describe('addWorkingDays', () => {
  it.each([
    ['over a weekend', '2026-11-20 10:00', 3, '2026-11-25 10:00'],
    ['to the other end of a day', '2026-11-23 23:59', 1, '2026-11-24 23:59'],
    ['Spring Festival 2025, a Sunday made up for before', '2025-01-24 15:30', 3, '2025-02-05 15:30'],
    ['Spring Festival 2025, a Saturday made up for after', '2025-01-27 15:30', 4, '2025-02-08 15:30'],
    ['Spring Festival 2025, past both', '2025-01-24 15:30', 7, '2025-02-10 15:30'],
    ['Spring Festival 2026', '2026-02-13 10:00', 3, '2026-02-25 10:00'],
    ['Spring Festival 2026, past both Saturdays', '2026-02-13 10:00', 7, '2026-03-02 10:00'],
    ['National Day 2025', '2025-09-30 18:00', 1, '2025-10-09 18:00'],
    ['National Day 2025, to a Saturday', '2025-09-30 18:00', 3, '2025-10-11 18:00'],
    ['National Day 2026', '2026-09-30 09:00', 5, '2026-10-13 09:00'],
    ['Mid-Autumn and National Day 2026', '2026-09-18 09:00', 10, '2026-10-09 09:00'],
  ])('%s: %s + %i', (_what, from, days, wanted) => {
    expect(addWorkingDays(shanghai(from), days)).toEqual(shanghai(wanted));
  });

  it.each([
    ['a Saturday', '2026-11-21 12:00', 1, '2026-11-24 00:00'],
    ['a Saturday', '2026-11-21 12:00', 0, '2026-11-23 00:00'],
    ['the eve of a Sunday that is worked', '2025-09-27 12:00', 2, '2025-09-30 00:00'],
    ['the middle of Spring Festival', '2026-02-18 12:00', 5, '2026-03-02 00:00'],
  ])('%s counts from the next working day: %s + %i', (_what, from, days, wanted) => {
    expect(addWorkingDays(shanghai(from), days)).toEqual(shanghai(wanted));
  });

  it('counts parts of days', () => {
    expect(addWorkingDays(shanghai('2026-11-20 18:00'), 0.5)).toEqual(shanghai('2026-11-23 06:00'));
  });

  it('refuses what can’t be counted', () => {
    expect(() => addWorkingDays(shanghai('2026-11-20 18:00'), -1)).toThrow(RangeError);
    expect(() => addWorkingDays(new Date(NaN), 1)).toThrow(RangeError);
  });
});

describe('workingTimeBetween', () => {
  it.each([
    ['within a day', '2026-11-23 06:00', '2026-11-23 18:00', 0.5],
    ['over a weekend', '2026-11-20 12:00', '2026-11-24 00:00', 1.5],
    ['on a weekend', '2026-11-21 00:00', '2026-11-23 00:00', 0],
    ['on a Saturday that is worked', '2026-02-14 00:00', '2026-02-15 00:00', 1],
    ['over Spring Festival 2026', '2026-02-13 12:00', '2026-02-24 12:00', 2],
    ['over National Day 2025', '2025-09-30 12:00', '2025-10-09 12:00', 1],
    ['backwards', '2026-11-24 00:00', '2026-11-23 00:00', 0],
  ])('%s', (_what, from, to, days) => {
    expect(workingTimeBetween(shanghai(from), shanghai(to))).toBe(days);
  });

  it('is what addWorkingDays adds, from any hour of two years', () => {
    const start = shanghai('2025-01-01 00:00').getTime();
    for (let hour = 0; hour < 2 * 365 * 24; hour += 7) {
      const from = new Date(start + hour * 3_600_000);
      const to = addWorkingDays(from, 5.25);
      expect(workingTimeBetween(from, to)).toBeCloseTo(5.25, 9);
      expect(isWorkingDay(to)).toBe(true);
    }
  });
});

describe('workingDaysBefore', () => {
  it.each([
    ['in a week', '2026-11-26 10:00', 3, '2026-11-23 10:00'],
    ['over a weekend', '2026-11-24 10:00', 3, '2026-11-19 10:00'],
    ['on a Sunday', '2026-11-22 10:00', 1, '2026-11-20 00:00'],
    ['at the first minute after a weekend', '2026-11-24 00:00', 1, '2026-11-21 00:00'],
    ['after Spring Festival 2026', '2026-02-25 10:00', 3, '2026-02-13 10:00'],
    ['after National Day 2025', '2025-10-11 18:00', 3, '2025-09-30 18:00'],
  ])('%s', (_what, at, days, wanted) => {
    expect(workingDaysBefore(shanghai(at), days)).toEqual(shanghai(wanted));
  });

  it('parts those who wait longer from all others, at any hour of two years', () => {
    const start = shanghai('2025-01-15 00:00').getTime();
    for (let hour = 0; hour < 2 * 350 * 24; hour += 11) {
      const at = new Date(start + hour * 3_600_000);
      const since = workingDaysBefore(at, 3);
      expect(workingTimeBetween(since, at)).toBeCloseTo(3, 9);
      expect(workingTimeBetween(new Date(since.getTime() - 1000), at)).toBeGreaterThan(3);
    }
  });
});

describe('beyond the known years', () => {
  it('there are at least those whose notices stand above', () => {
    expect(calendarKnownUntil().getTime()).toBeGreaterThanOrEqual(shanghai('2027-01-01 00:00').getTime());
  });

  it('ends with a year in Shanghai', () => {
    expect(calendarKnownUntil().toISOString()).toMatch(/-12-31T16:00:00\.000Z$/);
  });

  it('days count from Monday to Friday, festivals or not', () => {
    const year = calendarKnownUntil().getUTCFullYear() + 1;
    const worked = daysOf(year).filter((day) => isWorkingDay(shanghai(`${day} 12:00`)));
    expect(worked).toEqual(daysOf(year).filter((day) => !isWeekend(day)));
  });
});
