/** How orders read in a terminal: aligned, both languages, nothing a stranger's answer could break. */
import { describe, expect, it } from 'vitest';
import { findingText, listText, orderText, timelineText, whyText } from '../../../client/cli/order-text.js';
import { oneLine, span } from '../../../client/cli/text.js';
import type { FindingView, WhyView } from '../../../client/views.js';

const NOW = Date.parse('2026-11-24T12:00:00.000Z');

const FINDING: FindingView = {
  subject: 'dns-record',
  source: 'resolver 192.0.2.53',
  question: 'TXT _dnsauth.www.example.com',
  expected: '"abc"',
  found: '',
  verdict: 'missing',
  firstCheckedAt: '2026-11-23T12:00:00.000Z',
  checkedAt: '2026-11-24T11:55:00.000Z',
  times: 12,
};

const ORDER: WhyView = {
  orderId: 'ord_1',
  state: 'validating',
  brand: 'trustasia',
  type: 'dv',
  names: ['www.example.com'],
  waitingOn: 'subscriber-dns',
  party: 'subscriber',
  since: '2026-11-23T12:00:00.000Z',
  deadline: '2027-01-22T12:00:00.000Z',
  nextAction: { zh: '请添加记录', en: 'Add the record' },
  reason: null,
  certificateId: null,
  createdAt: '2026-11-23T12:00:00.000Z',
  source: 'workflow',
  validations: [
    {
      name: 'www.example.com',
      method: 'manual-dns',
      record: { type: 'TXT', name: '_dnsauth.www.example.com', value: 'abc' },
      file: null,
      status: 'pending',
      lastFinding: FINDING,
      findings: [FINDING],
    },
  ],
  otherFindings: [],
  attempt: { activity: 'confirmDomainControl', attempt: 3, lastFailure: 'no record', nextAttemptAt: null },
};

describe('why', () => {
  const text = whyText(ORDER, 'en', NOW);

  it('says who must act, since when and until when', () => {
    expect(text.split('\n')[0]).toBe(
      'ord_1 (trustasia dv for www.example.com) is validating. It is the turn of the subscriber (subscriber-dns), for 24 hours, until 2027-01-22 12:00 UTC (59 days left).',
    );
  });

  it('names the missing record and what each source said', () => {
    expect(text).toContain('  record  _dnsauth.www.example.com\n  type    TXT\n  value   abc\n');
    expect(text).toContain(
      '  resolver 192.0.2.53: MISSING TXT _dnsauth.www.example.com: nothing; expected "abc" (2026-11-24 11:55 UTC, seen 12x)\n',
    );
    expect(text).toContain('confirmDomainControl, attempt 3');
  });

  it('speaks the reader’s language first', () => {
    expect(text.indexOf('Add the record')).toBeLessThan(text.indexOf('请添加记录'));
    const chinese = whyText(ORDER, 'zh', NOW);
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
    };
    expect(whyText(ended, 'en', NOW)).toMatch(/^ord_1 \(.*\) is rejected\.\nReason: security review\n/);
  });
});

it('show says when it is only what was recorded', () => {
  expect(orderText(ORDER, 'en')).not.toContain('no worker answered');
  expect(orderText({ ...ORDER, source: 'records' }, 'en')).toContain('no worker answered');
});

it('a list is aligned, and says so when it is empty', () => {
  const [head, row] = listText([ORDER]).split('\n');
  expect(head?.indexOf('WAITING ON')).toBe(row?.indexOf('subscriber-dns'));
  expect(listText([])).toBe('No orders.\n');
});

it('a timeline line has the time, the state and the news', () => {
  expect(timelineText(ORDER, NOW)).toMatch(
    /^12:00:00 {2}validating +subscriber-dns +resolver 192\.0\.2\.53: MISSING/,
  );
  const issued = { ...ORDER, state: 'issued', waitingOn: null, certificateId: 'crt_1' } as const;
  expect(timelineText(issued, NOW)).toMatch(/issued +crt_1\n$/);
});

it('strangers’ answers stay on their line and send no escapes to the terminal', () => {
  const evil = { ...FINDING, found: 'a\nb\u001b[2Jc\u0007', verdict: 'wrong' as const };
  expect(findingText(evil)).toContain('a b [2Jc; expected');
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
  expect(span(milliseconds)).toBe(text);
});
