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
    ['issuemail, critical, about mail', [record('issuemail', ';', 128)], false, true],
    ['issuevmc, critical, about logos', [record('issuevmc', 'x.example', 128)], false, true],
    [
      'contact addresses, critical',
      [record('contactemail', 'a@b.c', 128), record('contactphone', '1', 128)],
      false,
      true,
    ],
    ['a reserved tag, critical', [record('policy', '1.2.3', 128)], false, false],
    [
      'issuemail says nothing about who may issue',
      [record('issuemail', 'ca.example'), record('issue', ';')],
      false,
      false,
    ],
    ['a malformed issuer', [record('issue', 'ca.example.')], false, false],
    ['a space in the issuer', [record('issue', 'ca. example')], false, false],
    ['an issuer with something hidden in it', [record('issue', 'ca.example\u200b')], false, false],
    ['two issuers in one value', [record('issue', 'ca.example, x.example')], false, false],
    ['a parameter without a value', [record('issue', 'ca.example; policy')], false, false],
    ['a semicolon too many', [record('issue', 'ca.example; a=1;')], false, false],
    ['a space in a parameter', [record('issue', 'ca.example; a=1 2')], false, false],
    ['a semicolon at the end', [record('issue', 'ca.example;')], false, true],
    ['an empty parameter value', [record('issue', 'ca.example; a=')], false, true],
    ['tabs and blanks', [record('issue', '\tca.example\t;\ta\t=\t1 ; b=2')], false, true],
    [
      'one malformed, one good',
      [record('issue', 'ca.example policy'), record('issue', 'ca.example')],
      false,
      true,
    ],
    [
      'a malformed issuewild permits no wildcard',
      [record('issuewild', '*.ca.example'), record('issue', 'ca.example')],
      true,
      false,
    ],
    [
      'two accounts in one permission: nobody is both',
      [record('issue', 'ca.example; accounturi=a; accounturi=b')],
      false,
      false,
    ],
  ] as const)('%s', (_what, records, wildcard, permitted) => {
    expect(decideCaa(records, CA, wildcard).permitted).toBe(permitted);
  });

  it.each([
    [
      'a malformed value',
      [record('issue', 'ca example')],
      'no CA may issue; malformed, and so permitting nobody (RFC 8659, section 4.2): "ca example"',
    ],
    [
      'hidden characters',
      [record('issue', 'ca.example\u200b'), record('issue', 'x.example')],
      'only x.example may issue; malformed, and so permitting nobody (RFC 8659, section 4.2): "ca.example\\u200b"',
    ],
    [
      'a strange critical tag',
      [record('a\u0000b', '', 128)],
      'critical property "a\\u0000b" is not understood',
    ],
    [
      'an account',
      [record('issue', 'ca.example; accounturi=https://ca.example/7')],
      "permitted: ca.example, but only for accounturi=https://ca.example/7 (RFC 8657): whether that is met is the CA's to judge",
    ],
    [
      'an account and ways',
      [record('issue', 'ca.example; validationmethods=dns-01,ca-x; accounturi=7')],
      "permitted: ca.example, but only for validationmethods=dns-01,ca-x and accounturi=7 (RFC 8657): whether that is met is the CA's to judge",
    ],
    [
      'an account beside a permission without one',
      [record('issue', 'ca.example; accounturi=7'), record('issue', 'ca.example')],
      'permitted: ca.example',
    ],
  ])('tells %s', (_what, records, reason) => {
    expect(decideCaa(records, CA, false).reason.en).toBe(reason);
  });

  it('reads a value of 64 KiB in a moment', () => {
    const blanks = `ca.example;${' '.repeat(65_000)}x`;
    expect(
      decideCaa([record('issue', blanks), record('issue', '-'.repeat(65_000))], CA, false).permitted,
    ).toBe(false);
  });
});

describe('conditions of a permission (RFC 8657)', () => {
  const URI = 'https://ca.example/acct/1';
  const bound = (parameters: string) => [record('issue', `ca.example; ${parameters}`)];
  const decide = (records: readonly CaaRecord[], terms = {}) => {
    const { permitted, because } = decideCaa(records, CA, false, terms);
    return [permitted, because];
  };

  it('are the CA’s to judge where nobody here knows ours', () => {
    expect(decide(bound(`accounturi=${URI}`))).toEqual([true, 'bound']);
    expect(decide(bound('validationmethods=dns-01'))).toEqual([true, 'bound']);
  });

  it('forbid another account, and another way', () => {
    expect(decide(bound(`accounturi=${URI}`), { accountUri: `${URI}1` })).toEqual([false, 'other-account']);
    expect(decide(bound('validationmethods=dns-01'), { validationMethods: ['http-01'] })).toEqual([
      false,
      'other-method',
    ]);
  });

  it('permit once all are met, in any case and among several', () => {
    const terms = { accountUri: URI, validationMethods: ['dns-01'] };
    expect(decide(bound(`accounturi=${URI}; validationmethods=http-01,DNS-01`), terms)).toEqual([
      true,
      'permitted',
    ]);
    expect(decide([...bound('accounturi=x'), ...bound(`accounturi=${URI}`)], terms)).toEqual([
      true,
      'permitted',
    ]);
  });

  it('do not count beside a permission without any', () => {
    const records = [...bound('accounturi=x'), record('issue', 'ca.example')];
    expect(decide(records, { accountUri: URI })).toEqual([true, 'permitted']);
  });
});
