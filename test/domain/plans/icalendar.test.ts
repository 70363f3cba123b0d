/** The calendar's file as RFC 5545 has it, read by a parser of another hand. */
import { describe, expect, it } from 'vitest';
import ICAL from 'ical.js';
import { iCalendar, type CalendarEvent } from '../../../domain/plans/icalendar.js';

const MADE_AT = Date.parse('2026-11-28T04:00:00.123Z');

function fileOf(...events: readonly Partial<CalendarEvent>[]): string {
  const each = { uid: 'a@sealflow', summary: '', description: '', start: MADE_AT, categories: ['reissue'] };
  return iCalendar({
    ...{ name: 'Certificates', language: 'en', madeAt: MADE_AT, refresh: 'PT6H' },
    events: events.map((event) => ({ ...each, ...event })),
  });
}

function parsed(file: string): ICAL.Event[] {
  const calendar = new ICAL.Component(ICAL.parse(file) as never);
  return calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
}

const HOSTILE = [
  'a; b, c\\d\ne: "f"',
  'END:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:forged',
  '证书到期,且没有后续证书'.repeat(20),
  '😀'.repeat(60),
  'a\u0000b\u0007c\td',
];

describe('a calendar file', () => {
  it.each(HOSTILE)('tells %j as it is, in lines of 75 octets at most', (summary) => {
    const file = fileOf({ summary, description: summary });
    expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true);
    const lines = file.slice(0, -2).split('\r\n');
    expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
    expect(lines.filter((line) => line.includes('\ufffd'))).toEqual([]);
    const events = parsed(file);
    expect(events).toHaveLength(1);
    // What can't stand in a text.
    const told = summary.replace(/[\u0000\u0007]/g, '').replaceAll('\r\n', '\n');
    expect([events[0]?.summary, events[0]?.description]).toEqual([told, told]);
  });

  it('has instants in UTC, whole days as days, and who made it when', () => {
    const file = fileOf({}, { uid: 'rule.1@sealflow', start: '2027-03-15' });
    const [one, rule] = parsed(file);
    expect(one?.startDate.toJSDate().toISOString()).toBe('2026-11-28T04:00:00.000Z');
    expect([rule?.startDate.isDate, rule?.startDate.toString()]).toEqual([true, '2027-03-15']);
    expect([one?.uid, rule?.uid]).toEqual(['a@sealflow', 'rule.1@sealflow']);
    expect(file).toContain('\r\nDTSTAMP:20261128T040000Z\r\n');
    expect(file).toContain('\r\nPRODID:-//Sealflow//Certificates//EN\r\n');
  });
});
