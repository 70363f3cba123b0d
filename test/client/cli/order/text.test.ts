/** How orders read in a terminal: aligned, both languages, nothing a stranger's answer could break. */
import { describe, expect, it } from 'vitest';
import { shownAction } from '../../../../domain/orders/next-action.js';
import { findingText } from '../../../../client/cli/order/proof-text.js';
import { listText, newsText, orderText, timelineText, whyText } from '../../../../client/cli/order/text.js';
import type { TerminalReader } from '../../../../client/cli/reader.js';
import { oneLine, span } from '../../../../client/cli/text.js';
import type { FindingView, TrackView, WhyView } from '../../../../client/orders/views.js';

const EN: TerminalReader = { language: 'en', timeZone: 'Asia/Shanghai', alone: false };
const ZH: TerminalReader = { ...EN, language: 'zh' };
const NOW = Date.parse('2026-11-24T12:00:00.000Z');

const FINDING: FindingView = {
  subject: 'dns-record',
  source: 'resolver 192.0.2.53',
  question: 'TXT _dnsauth.www.example.com',
  expected: '"abc"',
  found: '',
  chinese: null,
  verdict: 'missing',
  firstCheckedAt: '2026-11-23T12:00:00.000Z',
  checkedAt: '2026-11-24T11:55:00.000Z',
  times: 12,
};

const ORDER: WhyView = {
  orderId: 'ord_1',
  alias: null,
  tags: [],
  project: null,
  state: 'validating',
  brand: 'trustasia',
  type: 'dv',
  names: ['www.example.com'],
  waitingOn: 'subscriber-dns',
  party: 'subscriber',
  since: '2026-11-23T12:00:00.000Z',
  deadline: '2027-01-22T12:00:00.000Z',
  nextAction: shownAction({ zh: '请添加记录', en: 'Add the record' }),
  reason: null,
  reasonChinese: null,
  certificateId: null,
  payment: null,
  createdAt: '2026-11-23T12:00:00.000Z',
  acts: [],
  source: 'workflow',
  step: null,
  hints: [],
  pages: { console: null, webUi: null },
  ca: null,
  publishesBy: [],
  validations: [
    {
      name: 'www.example.com',
      method: 'manual-dns',
      record: { type: 'TXT', name: '_dnsauth.www.example.com', value: 'abc' },
      file: null,
      status: 'pending',
      zoneHeldBy: null,
      lastFinding: FINDING,
      findings: [FINDING],
    },
  ],
  otherFindings: [],
  tracks: [],
  replacesOrderId: null,
  replacedByOrderId: null,
  purpose: 'purchase',
  planId: 'ord_1',
  predecessorCertificateId: null,
  organization: null,
  attempt: {
    activity: 'confirmDomainControl',
    attempt: 3,
    lastFailure: 'no record',
    lastFailureChinese: null,
    nextAttemptAt: null,
  },
  attempts: [
    {
      activity: 'confirmDomainControl',
      attempt: 3,
      lastFailure: 'no record',
      lastFailureChinese: null,
      nextAttemptAt: null,
    },
  ],
};

describe('why', () => {
  const text = whyText(ORDER, EN, NOW);

  it('says who must act, since when and until when', () => {
    expect(text.split('\n')[0]).toBe(
      'ord_1 (trustasia dv for www.example.com) is validating. It is the turn of the subscriber (subscriber-dns), for 24 hours, until 2027-01-22 20:00 (UTC+8) (59 days left).',
    );
  });

  it('names the connections that it goes by, and which of them is gone', () => {
    const connected: WhyView = {
      ...ORDER,
      ca: { connectionId: 'conn_1', name: 'le', kind: 'acme', isPubliclyTrusted: true, movedFrom: null },
      publishesBy: [
        { connectionId: 'conn_2', name: 'zones', isRemoved: false },
        { connectionId: 'conn_3', name: 'old', isRemoved: true },
      ],
    };
    for (const told of [whyText(connected, EN, NOW), orderText(connected, EN)]) {
      expect(told).toMatch(/^CA {2,}le$/m);
      expect(told).toMatch(/^Published by {2,}zones, old \(removed\)$/m);
    }
    expect(whyText(connected, ZH, NOW)).toMatch(/^发布于 {2,}zones、old.已移除.$/m);
    expect(text).not.toMatch(/Published by|^CA /m);
  });

  it('names the missing record and what each source said', () => {
    expect(text).toContain('  record  _dnsauth.www.example.com\n  type    TXT\n  value   abc\n');
    expect(text).toContain(
      '  resolver 192.0.2.53: MISSING TXT _dnsauth.www.example.com: nothing; expected "abc" (2026-11-24 19:55, since 2026-11-23 20:00 (UTC+8))\n',
    );
    expect(text).toContain('confirmDomainControl, attempt 3');
  });

  it('speaks the reader’s language first', () => {
    expect(text.indexOf('Add the record')).toBeLessThan(text.indexOf('请添加记录'));
    const chinese = whyText(ORDER, ZH, NOW);
    expect(chinese.indexOf('请添加记录')).toBeLessThan(chinese.indexOf('Add the record'));
  });

  it('says plainly how an ended order ended', () => {
    const ended: WhyView = {
      ...ORDER,
      state: 'rejected',
      waitingOn: null,
      party: null,
      nextAction: null,
      reason: 'security review',
      attempt: null,
      attempts: [],
    };
    expect(whyText(ended, EN, NOW)).toMatch(/^ord_1 \(.*\) is rejected\.\nReason: security review\n/);
  });
});

const IDLE_TRACK = {
  waitingOn: null,
  party: null,
  since: null,
  deadline: null,
  expectedBy: null,
  nextAction: null,
  reason: null,
  reasonChinese: null,
};

describe('what the CA asks of the company', () => {
  const organization: WhyView['organization'] = {
    status: 'pending',
    reused: false,
    validatedAt: null,
    checkedAt: '2026-11-23T12:00:00.000Z',
    steps: [
      { step: 'email-1', status: 'passed', reason: null, reasonChinese: null },
      { step: 'email-2', status: 'with-subscriber', reason: 'not\nconfirmed', reasonChinese: '尚未确认' },
    ],
  };

  it('is told step by step', () => {
    expect(whyText({ ...ORDER, organization }, EN, NOW)).toContain(
      '\norganization  pending (looked at 2026-11-23 20:00 (UTC+8))\n  email-1: passed\n  email-2: with-subscriber: not confirmed\n',
    );
  });

  it('is told in Chinese where the CA says it in both languages', () => {
    const told = whyText({ ...ORDER, organization }, { ...EN, language: 'zh' }, NOW);
    expect(told).toContain('第二封确认邮件:待订购人处理:尚未确认');
  });

  it('is told to have been taken from an earlier order', () => {
    const reused = {
      ...organization,
      status: 'valid',
      reused: true,
      validatedAt: '2026-10-01T08:00:00.000Z',
      steps: [],
    } as const;
    expect(whyText({ ...ORDER, organization: reused }, EN, NOW)).toContain(
      'organization  valid, taken from an earlier order, validated 2026-10-01 16:00 (UTC+8)',
    );
  });
});

describe('an order with two proofs', () => {
  const domain: TrackView = {
    track: 'domain',
    status: 'open',
    waitingOn: 'subscriber-dns',
    party: 'subscriber',
    since: '2026-11-23T12:00:00.000Z',
    deadline: '2027-01-22T12:00:00.000Z',
    expectedBy: null,
    nextAction: shownAction({ zh: '请添加记录', en: 'Add the record' }),
    reason: null,
    reasonChinese: null,
  };
  const organization: TrackView = {
    track: 'organization',
    status: 'open',
    waitingOn: 'reviewer-letter',
    party: 'reviewer',
    since: '2026-11-23T12:00:00.000Z',
    deadline: '2026-12-14T12:00:00.000Z',
    expectedBy: '2026-11-30T12:00:00.000Z',
    nextAction: shownAction({ zh: '等待审核', en: 'Nothing to do: it is reviewed' }),
    reason: 'the first letter\nbore no stamp',
    reasonChinese: null,
  };
  const both = { ...ORDER, tracks: [domain, organization] };

  it('says of each whose turn it is, until when, and what to do', () => {
    expect(orderText(both, EN)).toContain(
      '\ndomain: subscriber-dns (the subscriber), until 2027-01-22 20:00 (UTC+8)\n  Add the record\n  请添加记录\n',
    );
    expect(orderText(both, EN)).toContain(
      '\norganization: reviewer-letter (the reviewer), until 2026-12-14 20:00 (UTC+8), usually done by 2026-11-30 20:00 (UTC+8)\n',
    );
  });

  it('tells why one of them waits again, on one line', () => {
    expect(whyText(both, EN, NOW)).toContain('\n  the first letter bore no stamp\n  Nothing to do');
  });

  it('names the one that is done or not yet begun beside the one that waits', () => {
    const idle = { waitingOn: null, party: null, deadline: null, expectedBy: null, nextAction: null };
    const done: TrackView = { ...domain, ...idle, status: 'done' };
    expect(orderText({ ...ORDER, tracks: [done, organization] }, EN)).toContain('\ndomain: done\n');
    const later: TrackView = { ...domain, ...idle, status: 'later' };
    expect(orderText({ ...ORDER, tracks: [later, organization] }, EN)).toContain('\ndomain: later\n');
  });

  it('speaks of the order as a whole once neither waits', () => {
    const done = { ...domain, status: 'done' } as const;
    expect(orderText({ ...ORDER, tracks: [done] }, EN)).not.toContain('domain: ');
  });
});

it('show says when it is only what was recorded', () => {
  expect(orderText(ORDER, EN)).not.toContain('no worker answered');
  expect(orderText({ ...ORDER, source: 'records' }, EN)).toContain('no worker answered');
});

it('a list is aligned, and says so when it is empty', () => {
  const [head, row] = listText([ORDER], EN).split('\n');
  expect(head?.indexOf('WAITING ON')).toBe(row?.indexOf('subscriber-dns'));
  expect(listText([], EN)).toBe('No orders.\n');
});

it('a timeline line has the time, the state and the news', () => {
  expect(timelineText(ORDER, EN, NOW)).toMatch(
    /^20:00:00 {2}validating +subscriber-dns +resolver 192\.0\.2\.53: MISSING/,
  );
  const issued = { ...ORDER, state: 'issued', waitingOn: null, certificateId: 'crt_1' } as const;
  expect(timelineText(issued, EN, NOW)).toMatch(/issued +crt_1\n$/);
});

it('a timeline line of many orders names the order, and what each of its proofs waits for', () => {
  expect(newsText(ORDER, EN, NOW)).toMatch(/^20:00:00 {2}ord_1 {2}validating +subscriber-dns\n$/);
  const track = { ...IDLE_TRACK, status: 'open' } as const;
  const tracks: TrackView[] = [
    { ...track, track: 'domain', waitingOn: 'subscriber-dns' },
    { ...track, track: 'organization', waitingOn: 'reviewer-letter' },
  ];
  const line = newsText({ ...ORDER, tracks, reason: 'no\nstamp' }, EN, NOW);
  expect(line).toMatch(/validating +subscriber-dns, reviewer-letter +no stamp\n$/);
});

it('strangers’ answers stay on their line and send no escapes to the terminal', () => {
  const evil = { ...FINDING, found: 'a\nb\u001b[2Jc\u0007', verdict: 'wrong' as const };
  expect(findingText(evil, EN)).toContain('a b [2Jc; expected');
  expect(oneLine('\u009b31mred')).toBe('31mred');
});

it.each([
  [0, '0 seconds'],
  [1_000, '1 second'],
  [89_000, '89 seconds'],
  [120_000, '2 minutes'],
  [90 * 60_000, '2 hours'],
  [47 * 3_600_000, '47 hours'],
  [72 * 3_600_000, '3 days'],
])('%d ms is %s', (milliseconds, text) => {
  expect(span(milliseconds).en).toBe(text);
});
