/** Names as people type them: read, normalized or refused, each with its own message (ordering rules, sections 3 and 7). */
import { describe, expect, it } from 'vitest';
import { kindOf } from '../../../domain/names/kinds.js';
import { registrableDomain } from '../../../domain/names/domain-names.js';
import { parseNames } from '../../../domain/names/name-list.js';
import { refusalOfFreeNames } from '../../../domain/catalogue/free-names.js';
import { namesOnCertificate, namesToValidate } from '../../../domain/names/coverage.js';

const LABEL_63 = 'a'.repeat(63);
/** Exactly what DNS allows: three full labels, one of 57 octets, and `.com`. */
const NAME_253 = `${LABEL_63}.${LABEL_63}.${LABEL_63}.${'b'.repeat(57)}.com`;
const IDN_253 = `${'m'.repeat(61)}.${LABEL_63}.${LABEL_63}.${'b'.repeat(48)}.xn--fsqu00a.cn`;

function problemOf(name: string, limits?: Parameters<typeof parseNames>[1]): string {
  const { names, problems } = parseNames([name], limits);
  expect(names).toEqual([]);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ code: 'InvalidInput', field: 'names[0]' });
  expect(problems[0]?.accepted).toBeTruthy();
  return problems[0]?.message ?? '';
}

describe('names that are read', () => {
  it.each([
    ['example.com', 'example.com'],
    ['WWW.Example.COM', 'www.example.com'],
    [' example.com ', 'example.com'],
    ['example.com.', 'example.com'],
    ['*.example.com', '*.example.com'],
    ['*.EXAMPLE.co.uk.', '*.example.co.uk'],
    ['münchen.de', 'xn--mnchen-3ya.de'],
    ['MÜNCHEN.de', 'xn--mnchen-3ya.de'],
    ['mu\u0308nchen.de', 'xn--mnchen-3ya.de'],
    ['XN--MNCHEN-3YA.de', 'xn--mnchen-3ya.de'],
    ['faß.de', 'xn--fa-hia.de'],
    ['例子.中国', 'xn--fsqu00a.xn--fiqs8s'],
    ['例子。公司', 'xn--fsqu00a.xn--55qx5d'],
    ['ｅｘａｍｐｌｅ．ｃｏｍ', 'example.com'],
    ['example｡com', 'example.com'],
    ['＊.example.com', '*.example.com'],
    ['*.例子.中国', '*.xn--fsqu00a.xn--fiqs8s'],
    ['123.example.com', '123.example.com'],
    ['a--b.com', 'a--b.com'],
    ['shop.github.io', 'shop.github.io'],
    ['*.github.io', '*.github.io'],
    [`${LABEL_63}.com`, `${LABEL_63}.com`],
    [NAME_253, NAME_253],
    [`${NAME_253}.`, NAME_253],
  ])('%s', (typed, name) => {
    expect(parseNames([typed])).toEqual({ names: [name], problems: [] });
  });

  it('stay what they are when read again', () => {
    for (const typed of ['MÜNCHEN.de', '例子。公司', '*.Example.com.', NAME_253]) {
      const [name = ''] = parseNames([typed]).names;
      expect(parseNames([name]).names).toEqual([name]);
    }
  });
});

describe('names that are refused', () => {
  it.each([
    ['', /empty/],
    ['   ', /empty/],
    ['.', /empty/],
    ['a_b.example.com', /underscore/],
    ['_dnsauth.example.com', /underscore/],
    ['a..example.com', /empty label/],
    ['.example.com', /empty label/],
    ['example.com..', /empty label/],
    ['https://example.com', /no scheme/],
    ['example.com/path', /no scheme/],
    ['example.com:443', /no scheme/],
    ['user@example.com', /no scheme/],
    ['exam ple.com', /character/],
    ['exam\tple.com', /character/],
    ['%65xample.com', /character/],
    ['example．com／path', /character/],
    ['℀.com', /character/],
    ['xn--a.com', /internationalized/],
    ['xn--zzzzzz99.com', /internationalized/],
    ['xn--abc-.com', /internationalized/], // stands for abc.com, which needs none
    ['xn--1ug.com', /internationalized/], // a joiner that joins nothing
    ['www.XN--A-ECP.com', /internationalized/],
    ['a\u200db.com', /internationalized/],
    ['\u00ad.com', /internationalized/],
    ['-a.com', /host label/],
    ['a-.com', /host label/],
    ['ab--cd.com', /host label/],
    ['1.2.3', /ends in a number/],
    ['１.２.３', /ends in a number/],
    ['0x7f.1', /ends in a number/],
    ['010.0.0.1', /ends in a number/],
    ['8.8.8.8.8', /ends in a number/],
    ['2130706433', /ends in a number/],
    [`${'a'.repeat(64)}.com`, /label of 64 octets/],
    [`c${NAME_253}`, /254 octets/],
    [NAME_253.replace('.com', 'b.com'), /254 octets/],
    [`*.${NAME_253}`, /255 octets/],
    [`${'a.'.repeat(99)}example.com`, /101 labels/],
  ])('%s', (typed, message) => {
    expect(problemOf(typed)).toMatch(message);
  });

  it('counts octets of A-labels, not characters', () => {
    expect(IDN_253).toHaveLength(253);
    const unicode = IDN_253.replace('xn--fsqu00a', '例子');
    expect(parseNames([unicode]).names).toEqual([IDN_253]);
    expect(problemOf(unicode.replace('bb', 'bbb'))).toMatch(/254 octets/);
  });

  it.each([
    ['*.*.example.com', /more than one \*/],
    ['**.example.com', /more than one \*/],
    ['a*.example.com', /whole leftmost label/],
    ['*a.example.com', /whole leftmost label/],
    ['a.*.com', /whole leftmost label/],
    ['www.*.example.com', /whole leftmost label/],
    ['example.*', /whole leftmost label/],
    ['*', /whole leftmost label/],
    ['*example.com', /whole leftmost label/],
  ])('wildcard %s', (typed, message) => {
    expect(problemOf(typed)).toMatch(message);
  });

  it.each([
    'com',
    'co.uk',
    'gov.cn',
    '*.com',
    '*.co.uk',
    '*.gov.cn',
    '*.中国',
    '公司.cn',
    'COM.CN',
    '*.x.kawasaki.jp',
  ])('public suffix %s', (typed) => {
    expect(problemOf(typed)).toMatch(/public suffix/);
  });

  it.each([
    ['localhost', /reserved/],
    ['shop.localhost', /reserved/],
    ['printer.local', /reserved/],
    ['*.local', /reserved/],
    ['host.test', /reserved/],
    ['host.example', /reserved/],
    ['host.invalid', /reserved/],
    ['host.internal', /reserved/],
    ['host.onion', /reserved/],
    ['1.0.0.127.in-addr.arpa', /reserved/],
    ['router.home.arpa', /reserved/],
    ['intranet', /single label/],
    ['mail.corp', /top-level domain/],
    ['*.lan', /single label|top-level domain/],
  ])('internal name %s', (typed, message) => {
    expect(problemOf(typed)).toMatch(message);
  });

  it('keeps messages short and on one line', () => {
    const message = problemOf(`${'x'.repeat(900)}\n.com`);
    expect(message.length).toBeLessThan(200);
    expect(message).not.toContain('\n');
  });
});

describe('lists of names', () => {
  it.each([
    [['example.com', 'example.com']],
    [['example.com', 'EXAMPLE.com']],
    [['example.com', 'example.com.']],
    [['münchen.de', 'xn--mnchen-3ya.de']],
    [['MÜNCHEN.de', 'münchen.de']],
    [['例子.中国', '例子。中国']],
    [['*.example.com', '*.Example.com']],
  ])('refuse duplicates: %j', (given) => {
    const { problems } = parseNames(given);
    expect(problems).toMatchObject([{ code: 'InvalidInput', field: 'names[1]' }]);
    expect(problems[0]?.message).toMatch(/same name as names\[0\]/);
  });

  it('tell every problem, each by its own index', () => {
    const { names, problems } = parseNames([
      'example.com',
      '*.com',
      '10.0.0.1',
      'ok.example.com',
      'Example.com',
    ]);
    expect(names).toEqual(['example.com', 'ok.example.com']);
    expect(problems.map(({ field }) => field)).toEqual(['names[1]', 'names[2]', 'names[4]']);
    expect(new Set(problems.map(({ message }) => message)).size).toBe(3);
  });

  it('hold 1 to 100 names', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => `n${index}.example.com`);
    expect(parseNames(hundred)).toEqual({ names: hundred, problems: [] });
    expect(parseNames([...hundred, 'example.com']).problems).toMatchObject([
      { field: 'names', accepted: 'at most 100' },
    ]);
    expect(parseNames([]).problems).toMatchObject([{ field: 'names' }]);
  });
});

describe('IP addresses', () => {
  const WITH_IP = { ipAddresses: true, maxNames: 100 };

  it.each(['8.8.8.8', '2400:3200::1', '８.８.８.８'])(
    'public %s: refused where the product takes names only',
    (typed) => {
      expect(problemOf(typed)).toMatch(/certifies domain names only/);
    },
  );

  it.each([
    ['8.8.8.8', '8.8.8.8'],
    ['2400:3200::1', '2400:3200::1'],
    ['2400:3200:0:0:0:0:0:1', '2400:3200::1'],
    ['2400:3200::BABA', '2400:3200::baba'],
  ])('public %s: read where the product permits it', (typed, name) => {
    expect(parseNames([typed], WITH_IP)).toEqual({ names: [name], problems: [] });
  });

  it('are compared in canonical form', () => {
    expect(parseNames(['2400:3200::1', '2400:3200:0::1'], WITH_IP).problems).toMatchObject([
      { field: 'names[1]' },
    ]);
  });

  it.each([
    ['10.0.0.1', /private/],
    ['172.16.0.1', /private/],
    ['192.168.1.1', /private/],
    ['fd00::1', /private/],
    ['127.0.0.1', /loopback/],
    ['::1', /loopback/],
    ['169.254.1.1', /link-local/],
    ['168.63.129.16', /Azure/],
    ['fe80::1', /link-local/],
    ['fe80::1%eth0', /zone/],
    ['fec0::1', /site-local/],
    ['192.0.2.1', /documentation/],
    ['198.51.100.7', /documentation/],
    ['203.0.113.9', /documentation/],
    ['2001:db8::1', /documentation/],
    ['3fff::1', /documentation/],
    ['::ffff:10.0.0.1', /IPv4 address in IPv6 form/],
    ['::ffff:8.8.8.8', /IPv4 address in IPv6 form/],
    ['64:ff9b::808:808', /reserved/],
    ['2002:a00:1::', /reserved/],
    ['4000::1', /reserved/],
    ['100.64.0.1', /carrier/],
    ['0.0.0.0', /unspecified/],
    ['::', /unspecified/],
    ['224.0.0.1', /multicast/],
    ['255.255.255.255', /broadcast/],
    ['240.0.0.1', /reserved/],
  ])('%s is never certified', (typed, message) => {
    expect(problemOf(typed, WITH_IP)).toMatch(message);
    expect(problemOf(typed)).toMatch(message);
  });

  it('with brackets, port or prefix are no names at all', () => {
    for (const typed of ['[2400:3200::1]', '8.8.8.8:443', '8.8.8.0/24'])
      expect(problemOf(typed)).toMatch(/character/);
  });
});

describe('what a certificate covers and what is validated', () => {
  it.each([
    [['example.com'], ['example.com', 'www.example.com'], ['example.com', 'www.example.com']],
    [['www.example.com'], ['www.example.com', 'example.com'], ['www.example.com', 'example.com']],
    [['www.example.co.uk'], ['www.example.co.uk', 'example.co.uk'], ['www.example.co.uk', 'example.co.uk']],
    [['ssl.example.com'], ['ssl.example.com'], ['ssl.example.com']],
    [['www.ssl.example.com'], ['www.ssl.example.com'], ['www.ssl.example.com']],
    [['www.com'], ['www.com', 'www.www.com'], ['www.com', 'www.www.com']],
    [['*.example.com'], ['*.example.com', 'example.com'], ['example.com']],
    [['*.example.com.cn'], ['*.example.com.cn', 'example.com.cn'], ['example.com.cn']],
    [['*.a.example.com'], ['*.a.example.com'], ['a.example.com']],
    [
      ['example.com', 'a.example.cn'],
      ['example.com', 'a.example.cn'],
      ['example.com', 'a.example.cn'],
    ],
    [['*.example.com', 'example.com'], ['*.example.com', 'example.com'], ['example.com']],
    [
      ['*.example.com', '*.a.example.com'],
      ['*.example.com', '*.a.example.com', 'example.com'],
      ['example.com', 'a.example.com'],
    ],
    [['8.8.8.8'], ['8.8.8.8'], ['8.8.8.8']],
  ])('%j covers %j, proved by %j', (ordered, covered, validated) => {
    const certificateNames = namesOnCertificate(kindOf(ordered), ordered);
    expect(certificateNames).toEqual(covered);
    expect(namesToValidate(certificateNames)).toEqual(validated);
  });

  it.each([
    ['www.example.com', 'example.com'],
    ['*.a.example.co.uk', 'example.co.uk'],
    ['example.gov.cn', 'example.gov.cn'],
    ['shop.github.io', 'github.io'],
    ['xn--fsqu00a.xn--fiqs8s', 'xn--fsqu00a.xn--fiqs8s'],
    ['co.uk', undefined],
  ])('the registrable domain of %s is %s', (name, expected) => {
    expect(registrableDomain(name)).toBe(expected);
  });
});

describe('free certificates', () => {
  it.each([
    'a.edu',
    'a.gov',
    'a.org',
    'a.ru',
    'a.jp',
    'a.pay',
    'a.bank',
    'a.live',
    'a.nuclear',
    'x.edu.cn',
    'x.gov.cn',
    'x.org.cn',
    'x.co.jp',
    'x.gov.xn--fiqs8s',
    'gov.xn--fiqs8s',
    'x.org.xn--j6w193g',
  ])('are not issued for %s', (name) => {
    expect(refusalOfFreeNames([name])).toMatchObject([{ code: 'InvalidInput', field: 'names[0]' }]);
  });

  it.each([
    'example.com',
    'edu.example.com',
    'org.example.cn',
    'educational.cn',
    'gov.example.com.cn',
    'gov.info',
    'example.xn--fiqs8s',
    'gov.xn--fsqu00a.xn--fiqs8s',
  ])('are issued for %s', (name) => {
    expect(refusalOfFreeNames([name])).toEqual([]);
  });
});
