/** RFC 8659's decision over a relevant record set. */
import { describe, expect, it } from 'vitest';
import { decideCaa, type CaaRecord } from '../../../domain/control/caa.js';

const CA = ['ca.example', 'other-ca.example'];
const record = (tag: string, value: string, flags = 0): CaaRecord => ({ flags, tag, value });

describe('decideCaa', () => {
  it.each([
    ['no record', [], false, true],
    ['only iodef', [record('iodef', 'mailto:a@example.com')], false, true],
    ['our identity', [record('issue', 'ca.example')], false, true],
    [
      'our identity, other case and a parameter',
      [record('ISSUE', ' CA.Example ; accounturi=1')],
      false,
      true,
    ],
    ['one of several', [record('issue', 'x.example'), record('issue', 'other-ca.example')], false, true],
    ['another CA', [record('issue', 'x.example')], false, false],
    ['an identity that merely ends alike', [record('issue', 'evil-ca.example')], false, false],
    ['nobody', [record('issue', ';')], false, false],
    ['nobody, empty', [record('issue', '')], false, false],
    ['issuewild for a plain name', [record('issuewild', ';')], false, true],
    ['issuewild forbids a wildcard', [record('issue', 'ca.example'), record('issuewild', ';')], true, false],
    ['issuewild permits a wildcard', [record('issue', ';'), record('issuewild', 'ca.example')], true, true],
    ['a wildcard falls back to issue', [record('issue', 'x.example')], true, false],
    ['an unknown critical property', [record('issue', 'ca.example'), record('tbs', 'x', 128)], false, false],
    ['an unknown property that is not critical', [record('tbs', 'x')], false, true],
    ['a known property marked critical', [record('issue', 'ca.example', 128)], false, true],
  ] as const)('%s', (_what, records, wildcard, permitted) => {
    expect(decideCaa(records, CA, wildcard).permitted).toBe(permitted);
  });
});
