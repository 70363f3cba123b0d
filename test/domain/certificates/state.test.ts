/** What a certificate is, at the edges of its dates. */
import { describe, expect, it } from 'vitest';
import {
  certificateStateAt,
  EXPIRY_NOTICE_DAYS,
  expiresAt,
  noticeAt,
} from '../../../domain/certificates/state.js';

const notBefore = Date.parse('2026-11-24T00:00:00Z');
const notAfter = Date.parse('2027-06-10T23:59:59Z');
const at = (text: string) => Date.parse(text);

describe('the state of a certificate', () => {
  it.each([
    ['2026-11-23T00:00:00Z', 'active'],
    ['2027-05-11T23:59:58.999Z', 'active'],
    ['2027-05-11T23:59:59Z', 'expiring'],
    ['2027-06-10T23:59:59.999Z', 'expiring'],
    ['2027-06-11T00:00:00Z', 'expired'],
    ['2040-01-01T00:00:00Z', 'expired'],
  ])('at %s is %s', (now, state) => {
    expect(certificateStateAt({ notBefore, notAfter }, at(now))).toBe(state);
  });

  it.each([
    ['2027-01-01T00:00:00Z', 'active'],
    ['2027-02-01T00:00:00Z', 'replaced'],
    ['2027-02-28T23:59:59.999Z', 'replaced'],
    ['2027-03-01T00:00:00Z', 'revoked'],
    ['2030-01-01T00:00:00Z', 'revoked'],
  ])('replaced in February, revoked in March: at %s it is %s', (now, state) => {
    const dates = {
      notBefore,
      notAfter,
      replacedBy: 'next',
      replacedAt: at('2027-02-01T00:00:00Z'),
      revokedAt: at('2027-03-01T00:00:00Z'),
    };
    expect(certificateStateAt(dates, at(now))).toBe(state);
  });

  it('replaced stays replaced after its last day, and so it is where nobody knows since when', () => {
    const replaced = { notBefore, notAfter, replacedBy: 'next' };
    expect(certificateStateAt(replaced, notBefore)).toBe('replaced');
    expect(certificateStateAt(replaced, notAfter + 86_400_000)).toBe('replaced');
  });
});

describe('notices of expiry', () => {
  it('begin 30 days before, which is when the state turns to expiring', () => {
    expect(EXPIRY_NOTICE_DAYS).toEqual([30, 14, 7, 3, 1]);
    expect(certificateStateAt({ notBefore, notAfter }, noticeAt(notAfter, 30) - 1)).toBe('active');
    expect(certificateStateAt({ notBefore, notAfter }, noticeAt(notAfter, 30))).toBe('expiring');
    expect(certificateStateAt({ notBefore, notAfter }, expiresAt(notAfter))).toBe('expired');
  });
});
