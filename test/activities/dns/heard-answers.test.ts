// What a resolver said is believed for its TTL, and only what is no obstacle and no proof.
import { NO_ANSWER } from '../../../domain/control/finding-texts.js';
import type { Answer } from 'dns-packet';
import { beforeEach, expect, it } from 'vitest';
import type { DnsReply } from '../../../activities/dns/dns-client.js';
import { HeardAnswers } from '../../../activities/dns/heard-answers.js';
import { HEARD_ANSWER_LIMITS } from '../../../domain/control/look-limits.js';

const RESOLVER = { host: '192.0.2.53', port: 53 };
let now: number;
let heard: HeardAnswers;

beforeEach(() => {
  now = 0;
  heard = new HeardAnswers(() => now);
});

const soa = (ttl: number, minimum: number): Answer => ({
  name: 'example.com',
  type: 'SOA',
  ttl,
  data: { mname: 'ns1', rname: 'x', serial: 1, refresh: 1, retry: 1, expire: 1, minimum },
});
const caa = (ttl: number): Answer => ({
  name: 'example.com',
  type: 'CAA',
  ttl,
  data: { flags: 0, tag: 'issue', value: 'ca.example' },
});
const ns = (ttl: number): Answer => ({ name: 'example.com', type: 'NS', ttl, data: 'ns1.example.com' });

function answered(answers: Answer[], authorities: Answer[] = [], rcode = 'NOERROR'): DnsReply {
  return { outcome: 'answered', rcode, authoritative: false, answers, authorities, additionals: [] };
}

/** For how many seconds the reply is believed. */
function believed(type: 'NS' | 'CAA' | 'TXT' | 'SOA' | 'CNAME', reply: DnsReply): number {
  const question = { name: 'example.com', type };
  heard.keep(RESOLVER, question, {}, reply);
  for (let seconds = 0; seconds < 1_000; seconds += 1) {
    now = seconds * 1_000;
    if (!heard.find(RESOLVER, question, {})) return seconds;
  }
  return Infinity;
}

it.each([
  ['an answer, for its TTL', 'NS', answered([ns(60)]), 60],
  ['a long one, no longer than the limit', 'NS', answered([ns(86_400)]), 300],
  ['no CAA record, for the TTL of the "no"', 'CAA', answered([], [soa(900, 30)]), 30],
  ['the same where the name is not there', 'CAA', answered([], [soa(20, 900)], 'NXDOMAIN'), 20],
  ['a "no" that does not say for how long: not', 'CAA', answered([]), 0],
  ['a CAA record: not', 'CAA', answered([caa(300)]), 0],
  ['the record itself: never', 'TXT', answered([], [soa(300, 300)]), 0],
  ['an alias as a proof: never', 'CNAME', answered([], [soa(300, 300)]), 0],
  ['a failure: not', 'SOA', answered([], [soa(300, 300)], 'SERVFAIL'), 0],
  ['silence: not', 'NS', { outcome: 'silent', reason: NO_ANSWER }, 0],
] as const)('believes %s', (_what, type, reply, seconds) => {
  expect(believed(type, reply)).toBe(seconds);
});

it('keeps resolvers, names and ways of asking apart', () => {
  const question = { name: 'Example.com.', type: 'NS' } as const;
  heard.keep(RESOLVER, question, {}, answered([ns(60)]));
  expect(heard.find(RESOLVER, { name: 'example.com', type: 'NS' }, {})).toBeDefined();
  expect(heard.find({ ...RESOLVER, port: 54 }, question, {})).toBeUndefined();
  expect(heard.find(RESOLVER, { name: 'example.org', type: 'NS' }, {})).toBeUndefined();
  expect(heard.find(RESOLVER, question, { checkingDisabled: true })).toBeUndefined();
});

it('forgets what a later answer takes back, and the oldest where there is too much', () => {
  const question = { name: 'example.com', type: 'CAA' } as const;
  heard.keep(RESOLVER, question, {}, answered([], [soa(60, 60)]));
  heard.keep(RESOLVER, question, {}, answered([caa(60)]));
  expect(heard.find(RESOLVER, question, {})).toBeUndefined();

  const named = (index: number) => ({ name: `n${index}.example.com`, type: 'NS' }) as const;
  for (let index = 0; index <= HEARD_ANSWER_LIMITS.answers; index += 1)
    heard.keep(RESOLVER, named(index), {}, answered([ns(60)]));
  expect(heard.find(RESOLVER, named(0), {})).toBeUndefined();
  expect(heard.find(RESOLVER, named(1), {})).toBeDefined();
});
