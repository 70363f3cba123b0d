/** When a CA wants a certificate replaced: one moment of its window, within the certificate's life; and how often CAs are asked. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  askedAgainAfter,
  askedAgainAfterSilence,
  askedAgainWhereNothingIsSaid,
  momentWithin,
  withinItsLife,
} from '../../../domain/plans/renewal-window.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe('a window', () => {
  const window = { start: '2027-01-01T00:00:00.000Z', end: '2027-01-03T00:00:00.000Z' };

  it('gives one moment for each certificate, within it, and evenly', () => {
    const moments = Array.from({ length: 400 }, (_, number) => momentWithin(window, `certificate-${number}`));
    for (const moment of moments) {
      expect(moment).toBeGreaterThanOrEqual(Date.parse(window.start));
      expect(moment).toBeLessThanOrEqual(Date.parse(window.end));
    }
    const inFirstDay = moments.filter((moment) => moment < Date.parse(window.start) + DAY_MS).length;
    expect(inFirstDay).toBeGreaterThan(150);
    expect(inFirstDay).toBeLessThan(250);
    const asWritten = { start: '2027-01-01T00:00:00Z', end: '2027-01-03T08:00:00.000000+08:00' };
    expect(momentWithin(asWritten, 'one')).toBe(momentWithin(window, 'one'));
  });

  it('is followed neither in the first hours of a life nor in its last days', () => {
    const life = { notBefore: 0, notAfter: 90 * DAY_MS };
    expect(withinItsLife(-DAY_MS, life)).toBe(12 * HOUR_MS);
    expect(withinItsLife(60 * DAY_MS, life)).toBe(60 * DAY_MS);
    expect(withinItsLife(89 * DAY_MS, life)).toBe(85 * DAY_MS);
    const short = { notBefore: 0, notAfter: 6 * HOUR_MS };
    expect(withinItsLife(0, short)).toBe(2 * HOUR_MS);
    expect(withinItsLife(DAY_MS, short)).toBe(4 * HOUR_MS);
  });

  it('leaves each certificate a part of its life, whatever is said and however long it lives', () => {
    const instant = fc.integer({ min: -400 * DAY_MS, max: 800 * DAY_MS });
    fc.assert(
      fc.property(instant, fc.integer({ min: 60_000, max: 400 * DAY_MS }), (moment, length) => {
        const at = withinItsLife(moment, { notBefore: 0, notAfter: length });
        expect(at).toBeGreaterThanOrEqual(Math.floor(Math.min(12 * HOUR_MS, length / 3)));
        expect(at).toBeLessThanOrEqual(Math.ceil(length - Math.min(5 * DAY_MS, length / 3)));
      }),
    );
  });
});

describe('a CA is asked again', () => {
  it('when it allows that, and not within the hour', () => {
    expect(askedAgainAfter(60_000)).toBe(HOUR_MS);
    expect(askedAgainAfter(7 * HOUR_MS)).toBe(7 * HOUR_MS);
  });

  it('after no answer in six hours or when it said, about each certificate at another moment', () => {
    for (const [allowed, least] of [
      [undefined, 6 * HOUR_MS],
      [1_000, HOUR_MS],
      [2 * DAY_MS, 2 * DAY_MS],
    ] as const) {
      const later = ['a', 'b', 'c', 'd'].map((id) => askedAgainAfterSilence(allowed, id));
      for (const ms of later) {
        expect(ms).toBeGreaterThanOrEqual(least);
        expect(ms).toBeLessThanOrEqual(least * 1.1);
      }
      expect(new Set(later).size).toBe(4);
    }
  });

  it('the day after, where it said nothing of the certificate', () => {
    expect(askedAgainWhereNothingIsSaid('a')).toBeGreaterThanOrEqual(DAY_MS);
    expect(askedAgainWhereNothingIsSaid('a')).toBeLessThanOrEqual(DAY_MS * 1.1);
  });
});
