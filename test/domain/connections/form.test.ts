/** Forms of connections: refused field by field, parted into what may be read and what is sealed. */
import { describe, expect, it } from 'vitest';
import {
  changedConnectionForm,
  knownKind,
  parseConnectionForm,
  refuseUnusableName,
} from '../../../domain/connections/form.js';
import { CONNECTION_KINDS } from '../../../domain/connections/kinds.js';
import { Refusal } from '../../../domain/refusals.js';

const DNS = knownKind('rfc2136');
const FORM = { server: '192.0.2.53:53', tsigKeyName: 'sealflow', tsigSecret: 'c2VjcmV0IG9mIHRlc3Rz' };

function refusalOf(work: () => unknown): Refusal {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

describe('the form of a connection', () => {
  it('is parted: secrets apart, defaults filled in', () => {
    expect(parseConnectionForm(DNS, FORM)).toEqual({
      settings: { server: '192.0.2.53:53', tsigKeyName: 'sealflow', tsigAlgorithm: 'hmac-sha256' },
      secrets: { tsigSecret: 'c2VjcmV0IG9mIHRlc3Rz' },
    });
  });

  it('is refused with all that is wrong, by field, in both languages, and no value is repeated', () => {
    const refusal = refusalOf(() =>
      parseConnectionForm(DNS, { ...FORM, tsigSecret: 'not base64!', colour: 'red' }),
    );
    expect([refusal, ...refusal.others].map(({ field }) => field).sort()).toEqual(['colour', 'tsigSecret']);
    for (const { message, chinese } of [refusal, ...refusal.others]) {
      expect(message).not.toMatch(/not base64!|red/);
      expect(chinese.message).toMatch(/\p{Script=Han}/u);
    }
  });

  it('keeps what a change leaves out, and gives up what it sets to null', () => {
    const before = { ...FORM, tsigAlgorithm: 'hmac-sha512' };
    expect(changedConnectionForm(DNS, before, { server: '192.0.2.54:53' })).toMatchObject({
      settings: { server: '192.0.2.54:53', tsigAlgorithm: 'hmac-sha512' },
      secrets: { tsigSecret: FORM.tsigSecret },
    });
    expect(changedConnectionForm(DNS, before, { tsigAlgorithm: null }).settings).toMatchObject({
      tsigAlgorithm: 'hmac-sha256',
    });
    expect(refusalOf(() => changedConnectionForm(DNS, before, { server: null })).field).toBe('server');
  });

  it('passes again as it was parsed', () => {
    const { settings, secrets } = parseConnectionForm(DNS, FORM);
    expect(parseConnectionForm(DNS, { ...settings, ...secrets })).toEqual({ settings, secrets });
  });
});

it.each(['', '-x', 'a b', 'conn_1', 'x'.repeat(64), '../etc'])('a connection is not called %j', (name) => {
  expect(refusalOf(() => refuseUnusableName(name)).field).toBe('name');
});

it('there is no such kind', () => {
  expect(refusalOf(() => knownKind('carrier-pigeon'))).toMatchObject({ code: 'InvalidInput', field: 'kind' });
});

describe.each(CONNECTION_KINDS.map((kind) => [kind.kind, kind] as const))('%s', (_kind, kind) => {
  it('says of each field what it is called and what it accepts, and which are secrets', () => {
    expect(Object.keys(kind.accepted).sort()).toEqual(Object.keys(kind.fields).sort());
    expect(Object.keys(kind.fields)).toEqual(expect.arrayContaining([...kind.secrets]));
  });

  it('refuses a field that it does not know', () => {
    const refusal = refusalOf(() => parseConnectionForm(kind, { neverHeardOf: 1 }));
    expect([refusal, ...refusal.others].map(({ field }) => field)).toContain('neverHeardOf');
  });
});
