import { describe, expect, it } from 'vitest';
import type { Finding, Verdict } from '../../../domain/control/findings.js';
import type { ValidationMethod } from '../../../domain/catalogue/words.js';
import { because, turnAfterLook, FIRST_WAIT } from '../../../domain/control/turn.js';

function finding(
  subject: Finding['subject'],
  source: string,
  verdict: Verdict,
  name = 'example.com',
): Finding {
  return {
    name,
    subject,
    source,
    question: `${subject} of ${name}`,
    expected: 'expected',
    found: 'found',
    verdict,
    checkedAt: '2026-11-23T00:00:00.000Z',
  };
}

const record = (source: string, verdict: Verdict, name?: string) =>
  finding('dns-record', source, verdict, name);
const AUTHORITATIVE = 'authoritative ns1.example.com (192.0.2.1)';
const OTHER_AUTHORITATIVE = 'authoritative ns2.example.com (192.0.2.2)';
const RESOLVER = 'resolver 192.0.2.53';
const OTHER_RESOLVER = 'resolver 192.0.2.54';

describe('whose turn it is after a look', () => {
  it.each<[string, ValidationMethod, Finding[], string]>([
    [
      'everyone sees the record',
      'manual-dns',
      [record(AUTHORITATIVE, 'ok'), record(RESOLVER, 'ok')],
      'ask the CA',
    ],
    [
      'one resolver still holds the "no" of an earlier look',
      'manual-dns',
      [record(AUTHORITATIVE, 'ok'), record(RESOLVER, 'missing'), record(OTHER_RESOLVER, 'ok')],
      'ask the CA',
    ],
    [
      'no resolver sees it yet',
      'manual-dns',
      [record(AUTHORITATIVE, 'ok'), record(RESOLVER, 'missing'), record(OTHER_RESOLVER, 'missing')],
      'subscriber-dns',
    ],
    [
      'one authoritative server does not have it: the CA may ask that one',
      'auto-dns',
      [record(AUTHORITATIVE, 'ok'), record(OTHER_AUTHORITATIVE, 'missing'), record(RESOLVER, 'ok')],
      'dns',
    ],
    [
      'one authoritative server is down, the other has it',
      'auto-dns',
      [record(AUTHORITATIVE, 'unreachable'), record(OTHER_AUTHORITATIVE, 'ok'), record(RESOLVER, 'ok')],
      'ask the CA',
    ],
    [
      'no authoritative server answers us, and a resolver has it: that is no evidence against',
      'auto-dns',
      [
        record(AUTHORITATIVE, 'unreachable'),
        record(OTHER_AUTHORITATIVE, 'unreachable'),
        record(RESOLVER, 'ok'),
      ],
      'ask the CA',
    ],
    [
      'no authoritative server answers us, and resolvers don’t have it',
      'auto-dns',
      [record(AUTHORITATIVE, 'unreachable'), record(RESOLVER, 'missing')],
      'dns',
    ],
    [
      'resolvers don’t answer us, the authoritative server has it',
      'manual-dns',
      [record(AUTHORITATIVE, 'ok'), record(RESOLVER, 'unreachable')],
      'ask the CA',
    ],
    [
      'nobody answers',
      'auto-dns',
      [record(AUTHORITATIVE, 'unreachable'), record(RESOLVER, 'unreachable')],
      'dns',
    ],
    [
      'CAA forbids, whatever the record says',
      'auto-dns',
      [record(AUTHORITATIVE, 'ok'), record(RESOLVER, 'ok'), finding('caa', RESOLVER, 'forbidden')],
      'subscriber-caa',
    ],
    [
      'DNSSEC does not validate',
      'manual-dns',
      [record(AUTHORITATIVE, 'ok'), record(RESOLVER, 'ok'), finding('dnssec', RESOLVER, 'forbidden')],
      'subscriber-caa',
    ],
    [
      'the CAA question has no answer: that is no permission',
      'manual-dns',
      [record(AUTHORITATIVE, 'ok'), record(RESOLVER, 'ok'), finding('caa', RESOLVER, 'unreachable')],
      'subscriber-dns',
    ],
    [
      'the file is there by HTTP alone',
      'file',
      [finding('http-file', 'http', 'ok'), finding('http-file', 'https', 'unreachable')],
      'ask the CA',
    ],
    [
      'the file is nowhere',
      'file',
      [finding('http-file', 'http', 'missing'), finding('http-file', 'https', 'unreachable')],
      'subscriber-file',
    ],
    [
      'the second of two names is missing',
      'manual-dns',
      [
        record(AUTHORITATIVE, 'ok'),
        record(RESOLVER, 'ok'),
        record(AUTHORITATIVE, 'missing', 'www.example.com'),
        record(RESOLVER, 'missing', 'www.example.com'),
      ],
      'subscriber-dns',
    ],
  ])('%s', (_case, method, findings, expected) => {
    const turn = turnAfterLook(method, findings);
    expect('ask' in turn ? 'ask the CA' : turn.wait).toBe(expected);
  });

  it('names the finding that stands in the way, of the name that it is about', () => {
    const turn = turnAfterLook('manual-dns', [
      record(AUTHORITATIVE, 'ok'),
      record(RESOLVER, 'ok'),
      record(AUTHORITATIVE, 'wrong', 'www.example.com'),
    ]);
    expect(turn).toMatchObject({ because: { name: 'www.example.com', verdict: 'wrong' } });
  });

  it('names what a web server shows rather than one that does not answer', () => {
    const turn = turnAfterLook('file', [
      finding('http-file', 'http', 'unreachable'),
      finding('http-file', 'https', 'wrong'),
    ]);
    expect(turn).toMatchObject({ because: { source: 'https' } });
  });

  it('says what to do about a CNAME that leads out of what is published by itself', () => {
    const obstacle = { ...record(AUTHORITATIVE, 'missing'), leadsTo: 'end.example.net' };
    expect(because(obstacle, 'subscriber-dns').en).toMatch(
      /Set the record at "end.example.net", where the CNAME leads, or remove/,
    );
    expect(because(obstacle, 'dns').en).not.toMatch(/remove/);
  });

  it('says of a wildcard’s CNAME where the record takes its place', () => {
    const obstacle = { ...record(AUTHORITATIVE, 'missing'), leadsTo: 'end.example.net', byWildcard: true };
    const { zh, en } = because(obstacle, 'subscriber-dns');
    expect(en).toMatch(
      /The CNAME is a wildcard's: set the record at ".*", where it takes the wildcard's place$/,
    );
    expect(zh).toMatch(/它会取代通配符$/);
  });

  it('starts with the system where the system publishes, with the subscriber where not', () => {
    expect(FIRST_WAIT).toEqual({
      'auto-dns': 'dns',
      'manual-dns': 'subscriber-dns',
      file: 'subscriber-file',
      'auto-file': 'file-agent',
    });
  });
});
