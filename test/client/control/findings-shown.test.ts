/** Of all that was ever found, people see the latest look at today's proof, what stands in the way first. */
import { expect, it } from 'vitest';
import { findingsBeside, findingsOn } from '../../../client/control/findings-shown.js';
import type { StoredFinding } from '../../../db/statements/control/findings.js';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const PROOF = { name: 'www.example.com', method: 'manual-dns' } as const;

function finding(fields: Partial<StoredFinding> & { minutesAgo?: number }): StoredFinding {
  const { minutesAgo = 0, ...rest } = fields;
  const at = new Date(NOW - minutesAgo * 60_000).toISOString();
  return {
    name: 'www.example.com',
    subject: 'dns-record',
    source: 'resolver 192.0.2.53',
    asked: 'resolver 192.0.2.53',
    question: 'TXT _dnsauth.www.example.com',
    expected: 'abc',
    found: '',
    verdict: 'missing',
    checkedAt: at,
    firstCheckedAt: at,
    times: 1,
    ...rest,
  };
}

it('names what stands in the way first, and the CA after our own look', () => {
  const found = findingsOn(PROOF, [
    finding({ source: 'b', verdict: 'ok' }),
    finding({ source: 'ca', subject: 'ca', verdict: 'wrong' }),
    finding({ source: 'c', verdict: 'unreachable' }),
  ]);
  expect(found.map(({ source }) => source)).toEqual(['c', 'ca', 'b']);
});

it('drops a server that was not asked any more, and keeps the last word of the CA', () => {
  const found = findingsOn(PROOF, [
    finding({ source: 'authoritative new' }),
    finding({ source: 'authoritative gone', minutesAgo: 6 }),
    finding({ source: 'ca', subject: 'ca', minutesAgo: 600 }),
  ]);
  expect(found.map(({ source }) => source)).toEqual(['authoritative new', 'ca']);
});

it('drops what was found of the other kind of proof', () => {
  const all = [
    finding({}),
    finding({ subject: 'http-file', source: 'http' }),
    finding({ subject: 'caa', source: 'r' }),
  ];
  expect(findingsOn(PROOF, all).map(({ subject }) => subject)).toEqual(['caa', 'dns-record']);
  const byFile = { name: PROOF.name, method: 'file' } as const;
  expect(findingsOn(byFile, all).map(({ subject }) => subject)).toEqual(['http-file', 'caa']);
});

it('keeps names apart', () => {
  const all = [finding({}), finding({ name: 'example.com' })];
  expect(findingsOn(PROOF, all)).toHaveLength(1);
  expect(findingsBeside([PROOF], all)).toMatchObject([{ name: 'example.com' }]);
});
