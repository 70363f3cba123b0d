/** The rules about people: logins, passwords, what is counted against guessing, groups of providers. */
import { describe, expect, it } from 'vitest';
import { isKeyId, isKeySecret, isSessionToken } from '../../../domain/accounts/credentials.js';
import { groupRolesFrom, membershipsOfGroups } from '../../../domain/accounts/group-roles.js';
import { countedAddress, GUESS_LIMITS } from '../../../domain/accounts/guessing.js';
import { hashedPassword, loginOf, problemOfPassword } from '../../../domain/accounts/passwords.js';
import { PEOPLE_WAITS, waitsOnPeople } from '../../../domain/orders/people-waits.js';
import { ORGANIZATION_WAITS } from '../../../domain/waits.js';

describe('a login', () => {
  it.each([
    ['ling', 'ling'],
    ['  Ling.Wang@Example.COM ', 'ling.wang@example.com'],
    ['a1', 'a1'],
  ])('%j is %j', (typed, login) => {
    expect(loginOf(typed)).toBe(login);
  });

  it.each([
    '',
    'a',
    '.ling',
    'ling wang',
    'линг',
    'l\u0131ng',
    'ling\0',
    'x'.repeat(65),
    'x'.repeat(1e6),
    7,
    null,
  ])('number %# is none', (typed) => {
    expect(loginOf(typed)).toBeUndefined();
  });
});

describe('a password', () => {
  it.each([
    'correct horse battery staple',
    '春眠不觉晓处处闻啼鸟夜来风雨声',
    'Tr0ub4dor&3 is short',
    'ling likes long walks',
  ])('%j is taken', (typed) => {
    expect(problemOfPassword(typed, 'ling')).toBeUndefined();
  });

  it.each([
    'fourteen chars',
    'aaaaaaaaaaaaaaaaaaaa',
    'abcabcabcabcabcabc',
    '1234567890123456789',
    'abcdefghijklmnopqrst',
    'lingwanglingwang1',
    'sealflowpassword1',
    'with a bell \u0007 in it',
    'x'.repeat(5_000_000),
    undefined,
    ['correct horse battery staple'],
  ])('number %# is not', (typed) => {
    expect(problemOfPassword(typed, 'ling.wang')).toBeDefined();
  });

  it('is the same however it is typed', () => {
    expect(hashedPassword('caf\u0065\u0301 ﬁve')).toBe(hashedPassword('caf\u00e9 five'));
  });
});

describe('an address, as it is counted', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::1]', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['', ''],
  ])('%s is %s', (from, counted) => {
    expect(countedAddress(from)).toBe(counted);
  });

  it('has limits within what the standard allows', () => {
    expect(GUESS_LIMITS.login.attempts).toBeLessThanOrEqual(100);
    expect(GUESS_LIMITS.pair.attempts).toBeLessThan(GUESS_LIMITS.login.attempts);
  });
});

describe('groups of a provider', () => {
  it('give roles as they are written', () => {
    const read = groupRolesFrom(
      'tls-admins=default:owner\ncn=clerks=second:letters,ops:night=operator,all=default:auditor',
    );
    expect(read).toEqual([
      { group: 'tls-admins', account: 'default', role: 'owner' },
      { group: 'cn=clerks', account: 'second', role: 'letters' },
      { group: 'ops:night', account: null, role: 'operator' },
      { group: 'all', account: 'default', role: 'auditor' },
    ]);
    expect(membershipsOfGroups(read ?? [], ['all', 'tls-admins', 'ops:night'])).toEqual([
      { account: 'default', role: 'owner' },
      { account: null, role: 'operator' },
    ]);
    expect(membershipsOfGroups(read ?? [], ['TLS-ADMINS', 'tls-admins2', ''])).toEqual([]);
  });

  it.each([
    '=default:owner',
    'g=default:root',
    'g=default:operator',
    'g=owner',
    'a=default:owner,cn=clerks',
    'g=:owner',
    'g=a b:owner',
    'g',
    'g=',
  ])('%s says nothing', (text) => {
    expect(groupRolesFrom(text)).toBeUndefined();
  });
});

it('what waits on people is what the check of a company waits for', () => {
  expect(PEOPLE_WAITS).toEqual(ORGANIZATION_WAITS);
  expect(waitsOnPeople({ waitingOn: 'subscriber-dns', tracks: null })).toBe(false);
  expect(waitsOnPeople({ waitingOn: null, tracks: [{ status: 'done', waitingOn: 'ca-phone-call' }] })).toBe(
    false,
  );
  expect(waitsOnPeople({ waitingOn: 'dns', tracks: [{ status: 'open', waitingOn: 'ca-phone-call' }] })).toBe(
    true,
  );
});

it('credentials are told from other words', () => {
  expect(isKeyId(`AKID${'a'.repeat(32)}`)).toBe(true);
  for (const none of [
    'AKID',
    `AKID${'a'.repeat(33)}`,
    `akid${'a'.repeat(32)}`,
    `AKID${'a'.repeat(31)}\n`,
    undefined,
  ])
    expect(isKeyId(none)).toBe(false);
  expect(isKeySecret(`skf_${'a'.repeat(44)}`)).toBe(true);
  expect(isSessionToken(`sks_${'-'.repeat(43)}`)).toBe(true);
  expect(isSessionToken(`sks_${'a'.repeat(43)}\n`)).toBe(false);
});
