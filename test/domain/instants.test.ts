// Dates that people hand in: what no calendar has, and what says no zone, is refused instead of being guessed at.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf } from '../../domain/instants.js';

describe('instantOf', () => {
  it.each([
    ['2026-12-31', '2026-12-31T00:00:00.000Z'],
    ['2028-02-29', '2028-02-29T00:00:00.000Z'],
    ['2026-12-31T16:00Z', '2026-12-31T16:00:00.000Z'],
    ['2026-12-31t16:00:05z', '2026-12-31T16:00:05.000Z'],
    ['2027-01-01T00:00:00+08:00', '2026-12-31T16:00:00.000Z'],
    ['2026-12-31T23:59:59.999-00:30', '2027-01-01T00:29:59.999Z'],
  ])('reads %s', (text, instant) => {
    expect(instantOf(text)).toBe(Date.parse(instant));
  });

  it.each([
    ['a day that February has not', '2026-02-30'],
    ['29 February of a common year', '2027-02-29'],
    ['a month too many', '2026-13-01'],
    ['no day at all', '2026-00-00'],
    ['a number', '1'],
    ['a year', '2026'],
    ['the American way', '12/31/2026'],
    ['words', 'tomorrow'],
    ['a time without a zone', '2026-12-31T16:00:00'],
    ['hour 24', '2026-12-31T24:00:00Z'],
    ['minute 60', '2026-12-31T23:60:00Z'],
    ['an impossible zone', '2026-12-31T16:00:00+99:00'],
    ['something behind it', '2026-12-31 or so'],
    ['a blank before it', ' 2026-12-31'],
    ['an extended year', '+012026-12-31'],
    ['full-width digits', '２０２６-12-31'],
    ['nothing', ''],
  ])('refuses %s', (_what, text) => {
    expect(instantOf(text)).toBeUndefined();
  });

  it('reads whatever Date writes', () => {
    const years = { min: new Date('1970-01-01'), max: new Date('9999-12-31'), noInvalidDate: true };
    fc.assert(fc.property(fc.date(years), (date) => instantOf(date.toISOString()) === date.getTime()));
  });
});
