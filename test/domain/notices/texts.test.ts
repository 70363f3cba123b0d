/** The words of every notice: both languages, the subject's names, and nothing personal; ids that the schema makes as well. */
import { describe, expect, it } from 'vitest';
import { noticeIdOf } from '../../../domain/notices/identity.js';
import { untilNextAttempt } from '../../../domain/notices/policy.js';
import { isOvertakenBy, noticeHolds, type SubjectFacts } from '../../../domain/notices/standing.js';
import { noticeText, type NoticeFacts } from '../../../domain/notices/texts.js';
import { NOTICE_KINDS, type NoticeKind } from '../../../domain/notices/words.js';

const facts: NoticeFacts = {
  orderId: 'ord_1',
  certificateId: 'crt_1',
  names: ['www.example.com', 'example.com'],
  rung: 7,
  occasion: '2027-01-01T00:00:00.000Z 28800 CNY',
  notAfter: '2027-01-01T00:00:00.000Z',
  reason: 'the security review failed',
  hasForm: true,
  keyHasPassword: false,
};
const TOLD = NOTICE_KINDS.filter((kind): kind is Exclude<NoticeKind, 'waiting'> => kind !== 'waiting');
const HAN = /\p{Script=Han}/u;

describe.each(TOLD)('%s', (kind) => {
  const { subject, body } = noticeText(kind, facts);

  it('is told in Chinese and in English, each in its own words', () => {
    for (const text of [subject, body]) {
      expect(text.zh).toMatch(HAN);
      expect(text.en).not.toMatch(HAN);
      expect(text.en).toMatch(/[a-z]{3}/);
    }
  });

  it('says what it is about', () => {
    for (const text of [subject.zh, subject.en]) expect(text).toContain('www.example.com +1');
    // A delegation is known by its name.
    const id = kind === 'delegation-broken' ? /www\.example\.com/ : /ord_1|crt_1/;
    for (const text of [body.zh, body.en]) expect(text).toMatch(id);
    expect(`${subject.en}${body.en}${subject.zh}${body.zh}`).not.toMatch(/undefined|null|\?/);
  });

  it('stands without names and reasons as well', () => {
    const bare = noticeText(kind, { ...facts, names: [], reason: null });
    expect(bare.subject.en).toMatch(/ord_1|crt_1/);
    expect(bare.body.en).not.toMatch(/Why/);
  });
});

it('ends tell why; an expiry tells when, and in how many days', () => {
  for (const kind of ['rejected', 'order-expired', 'cancelled', 'revocation-refused'] as const) {
    expect(noticeText(kind, facts).body.en).toContain('Why: the security review failed');
    expect(noticeText(kind, facts).body.zh).toContain('原因:the security review failed');
  }
  expect(noticeText('expiring', facts).subject.en).toContain('7 days');
  expect(noticeText('expiring', { ...facts, rung: 1 }).subject.en).toMatch(/1 day:/);
  expect(noticeText('expiring', facts).body.zh).toContain('2027-01-01');
});

describe('what a notice tells', () => {
  const now = Date.parse('2026-12-01T00:00:00Z');
  const order: SubjectFacts = {
    state: 'validating',
    waitingOn: 'subscriber-dns',
    since: '2026-11-01T00:00:00.000Z',
    tracks: null,
    notAfter: null,
    revokedAt: null,
    replacedBy: null,
  };
  const certificate: SubjectFacts = {
    ...order,
    state: null,
    waitingOn: null,
    since: null,
    notAfter: '2026-12-08T00:00:00.000Z',
  };
  const ladder = 'subscriber-dns@2026-11-01T00:00:00.000Z';
  const replaced = 'subscriber-dns@2026-12-01T00:00:00.000Z';
  const waiting = (occasion: string, rung = 0) => ({ kind: 'waiting', occasion, rung }) as const;
  const of = (kind: NoticeKind, rung = 0) => ({ kind, occasion: kind, rung });

  it.each([
    ['the very wait', waiting(ladder), order, true],
    ['new random values in the same wait', waiting(replaced), order, true],
    ['the wait begun again', waiting(ladder), { ...order, since: '2026-11-02T00:00:00.000Z' }, false],
    ['another wait', waiting(ladder), { ...order, waitingOn: 'dns' }, false],
    ['no wait at all', waiting(ladder), { ...order, waitingOn: null, state: 'issued' }, false],
    ['submitted, under way', of('submitted'), order, true],
    ['submitted, issued meanwhile', of('submitted'), { ...order, state: 'issued' }, false],
    ['an end', of('issued'), { ...order, state: 'issued' }, true],
    ['expiring', of('expiring', 7), certificate, true],
    [
      'expiring, and over',
      of('expiring', 7),
      { ...certificate, notAfter: '2026-12-01T00:00:00.000Z' },
      false,
    ],
    [
      'expiring, revoked',
      of('expiring', 7),
      { ...certificate, revokedAt: '2026-11-30T00:00:00.000Z' },
      false,
    ],
    ['expiring, replaced', of('expiring', 7), { ...certificate, replacedBy: 'crt_2' }, false],
    ['expired, replaced', of('expired'), { ...certificate, replacedBy: 'crt_2' }, false],
  ] as const)('%s', (_what, notice, about, holds) => {
    expect(noticeHolds(notice, about, now)).toBe(holds);
  });

  it.each([
    ['a newer rung', waiting(ladder, 1), waiting(ladder, 3), true],
    ['an older rung', waiting(ladder, 3), waiting(ladder, 1), false],
    ['itself', waiting(ladder, 1), waiting(ladder, 1), false],
    ['a newer ladder', waiting(ladder, 25), waiting(replaced, 0), true],
    ['another wait', waiting(ladder, 1), waiting('dns@2026-12-01T00:00:00.000Z', 3), false],
    ['an expiry that is nearer', of('expiring', 7), of('expiring', 3), true],
    ['an expiry that was further', of('expiring', 3), of('expiring', 7), false],
    ['the end of the certificate', of('expiring', 1), of('expired'), true],
    ['the refund itself', of('refund-owed'), of('refunded'), true],
    ['another end', of('issued'), of('revoked'), false],
  ] as const)('is overtaken by %s: or not', (_what, notice, newer, overtaken) => {
    expect(isOvertakenBy(notice, newer)).toBe(overtaken);
  });
});

it('the same notice has the same id, and every other one another', () => {
  const request = { subject: { orderId: 'a' }, kind: 'issued', occasion: 'end', rung: 0 } as const;
  const id = noticeIdOf('default', request);
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(noticeIdOf('default', { ...request })).toBe(id);
  const others = [
    noticeIdOf('other', request),
    noticeIdOf('default', { ...request, subject: { certificateId: 'a' } }),
    noticeIdOf('default', { ...request, subject: { revocationId: 'a' } }),
    noticeIdOf('default', { ...request, kind: 'cancelled' }),
    noticeIdOf('default', { ...request, occasion: 'x' }),
    noticeIdOf('default', { ...request, rung: 1 }),
  ];
  expect(new Set([id, ...others]).size).toBe(7);
});

it('is tried again after 30 seconds, doubled to an hour', () => {
  expect([1, 2, 3, 8, 9, 400].map(untilNextAttempt)).toEqual([30e3, 60e3, 120e3, 3600e3, 3600e3, 3600e3]);
});
