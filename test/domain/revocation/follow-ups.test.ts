// What may follow a certificate is told as the doors decide it: each kind, with why not, and from when where it is only early.
import { describe, expect, it } from 'vitest';
import { FOLLOW_UPS, followUpsOf, type Followed } from '../../../domain/revocation/follow-ups.js';
import { refusalOfSuccession } from '../../../domain/plans/succession-rules.js';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2027-03-01T00:00:00.000Z');

const PAID: Followed = {
  source: 'ordered',
  isFree: false,
  notAfter: NOW + 180 * DAY_MS,
  revoked: false,
  revokedAt: null,
  revocationUnderWay: false,
  replacedBy: null,
  planEndsAt: NOW + 365 * DAY_MS,
  successorUnderWay: null,
  reissues: 0,
};

const mayNow = (certificate: Followed) =>
  followUpsOf(certificate, NOW).flatMap(({ what, refusal }) => (refusal === null ? [what] : []));

describe('what may follow', () => {
  it.each<[string, Partial<Followed>, readonly string[]]>([
    ['a paid one in the middle of its plan', {}, ['reissue', 'replacement', 'revocation']],
    [
      'a paid one at its end',
      { notAfter: NOW + 20 * DAY_MS, planEndsAt: NOW + 20 * DAY_MS },
      ['renewal', 'replacement', 'revocation'],
    ],
    ['a free one', { isFree: true }, ['reissue', 'replacement', 'upgrade', 'revocation']],
    ['a free one, reissued before', { isFree: true, reissues: 1 }, ['replacement', 'upgrade', 'revocation']],
    ['one that another order follows', { successorUnderWay: 'ord_2' }, ['revocation']],
    ['one that was replaced', { replacedBy: 'certificate_2' }, ['revocation']],
    ['one that is being revoked', { revocationUnderWay: true }, []],
    ['a revoked one', { revoked: true, revokedAt: '2027-02-01T00:00:00.000Z' }, []],
    [
      'an expired one at its plan’s end',
      { notAfter: NOW - DAY_MS, planEndsAt: NOW - DAY_MS },
      ['renewal', 'replacement'],
    ],
    ['one from elsewhere', { source: 'uploaded' }, []],
  ])('%s', (_what, facts, expected) => {
    expect(mayNow({ ...PAID, ...facts })).toEqual(expected);
  });

  it('names every kind in its order, and gives the doors’ own reasons', () => {
    const told = followUpsOf(PAID, NOW);
    expect(told.map(({ what }) => what)).toEqual([...FOLLOW_UPS]);
    const upgrade = told.find(({ what }) => what === 'upgrade');
    const door = refusalOfSuccession(PAID, 'upgrade', NOW);
    expect(upgrade?.refusal).toEqual({ en: door?.message, zh: door?.chinese.message });
  });

  it('says from when, where it is only early', () => {
    const from = (facts: Partial<Followed>) =>
      followUpsOf({ ...PAID, ...facts }, NOW).find(({ what }) => what === 'renewal')?.from;
    expect(from({})).toBe(new Date(NOW + 335 * DAY_MS).toISOString());
    expect(from({ isFree: true })).toBeNull();
    expect(from({ replacedBy: 'certificate_2' })).toBeNull();
    expect(from({ planEndsAt: NOW + DAY_MS })).toBeNull();
  });
});
