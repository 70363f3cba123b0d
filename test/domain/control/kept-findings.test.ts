// What is kept of looks: whose answer it is, whatever its port, and when a look is news.
import { describe, expect, it } from 'vitest';
import { askedIn, saysNothingNew, type KeptFinding } from '../../../domain/control/kept-findings.js';
import type { Finding } from '../../../domain/control/findings.js';

const AT = '2026-11-23T12:00:00.000Z';

function finding(source: string, fields: Partial<Finding> = {}): Finding {
  return {
    name: 'www.example.com',
    subject: 'dns-record',
    source,
    question: 'TXT _dnsauth.www.example.com',
    expected: 'abc',
    found: 'no such name (NXDOMAIN)',
    verdict: 'missing',
    checkedAt: AT,
    ...fields,
  };
}

function minutesLater(minutes: number, found: readonly Finding[]): Finding[] {
  const checkedAt = new Date(Date.parse(AT) + minutes * 60_000).toISOString();
  return found.map((each) => ({ ...each, checkedAt }));
}

function kept(found: readonly Finding[]): KeptFinding[] {
  const asked = askedIn(found);
  return found.map((each) => ({ ...each, asked: asked.get(each) ?? '' }));
}

describe('who was asked', () => {
  it.each([
    ['resolver 192.0.2.53', 'resolver 192.0.2.53'],
    ['resolver 192.0.2.53:5353', 'resolver 192.0.2.53'],
    ['resolver 2001:db8::53', 'resolver 2001:db8::53'],
    ['resolver [2001:db8::53]:5353', 'resolver 2001:db8::53'],
    ['authoritative ns1.example.com (192.0.2.1:5354)', 'authoritative ns1.example.com (192.0.2.1)'],
    ['authoritative ns1.example.com ([2001:db8::1]:5354)', 'authoritative ns1.example.com (2001:db8::1)'],
    ['authoritative ns1.example.com', 'authoritative ns1.example.com'],
    ['authoritative servers', 'authoritative servers'],
    ['https', 'https'],
    ['ca', 'ca'],
  ])('%s is %s', (source, asked) => {
    expect([...askedIn([finding(source)]).values()]).toEqual([asked]);
  });

  it('is told apart by number where several stand at one address, by name and by subject', () => {
    const found = [
      finding('resolver 192.0.2.53:1'),
      finding('resolver 192.0.2.53:2'),
      finding('resolver 192.0.2.53:1', { subject: 'caa' }),
      finding('resolver 192.0.2.53:2', { name: 'example.com' }),
    ];
    expect([...askedIn(found).values()]).toEqual([
      'resolver 192.0.2.53',
      'resolver 192.0.2.53 #2',
      'resolver 192.0.2.53',
      'resolver 192.0.2.53',
    ]);
  });
});

describe('a look', () => {
  const look = [finding('authoritative ns1 (192.0.2.1)'), finding('resolver 192.0.2.53:5353')];

  it('that finds the same says nothing new, for an hour', () => {
    expect(saysNothingNew(kept(look), minutesLater(59, look))).toBe(true);
    expect(saysNothingNew(kept(look), minutesLater(60, look))).toBe(false);
  });

  it('at another port of the same resolver says nothing new', () => {
    const later = minutesLater(1, [
      finding('authoritative ns1 (192.0.2.1)'),
      finding('resolver 192.0.2.53:6000'),
    ]);
    expect(saysNothingNew(kept(look), later)).toBe(true);
  });

  it.each([
    ['is the first', [], look],
    [
      'finds something else',
      kept(look),
      [finding('authoritative ns1 (192.0.2.1)', { found: '"x"' }), ...look.slice(1)],
    ],
    [
      'judges it otherwise',
      kept(look),
      [finding('authoritative ns1 (192.0.2.1)', { verdict: 'ok' }), ...look.slice(1)],
    ],
    ['asks one more', kept(look.slice(1)), look],
    ['asks one less', kept(look), look.slice(1)],
  ])('is news where it %s', (_why, before, now) => {
    expect(saysNothingNew(before, minutesLater(1, now))).toBe(false);
  });

  it('is no news for what others left long ago, or was found of other subjects', () => {
    const older = kept([finding('authoritative gone', { checkedAt: '2026-11-23T11:00:00.000Z' })]);
    const ofCa = kept([finding('ca', { subject: 'ca' })]);
    expect(saysNothingNew([...kept(look), ...older, ...ofCa], minutesLater(1, look))).toBe(true);
  });
});
