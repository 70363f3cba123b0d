/** A CSR goes to the CA as it is: nothing in it may carry a name that was not compared with the order. */
import { Boolean as Asn1Boolean, Sequence, Utf8String } from 'asn1js';
import { describe, expect, it } from 'vitest';
import { checkPastedCsr } from '../../../domain/certificates/csr.js';
import {
  alternativeNames,
  attribute,
  craftedCsr,
  extension,
  EXTENSION_REQUEST,
  extensions,
  ia5,
  textAttribute,
  type CraftedCsr,
  type GeneralName,
} from '../../support/crafted-csr.js';
import { refusalOf } from '../../support/refusal-of.js';

const GOOD = 'www.example.com';
const BAD = 'shop.example.net';

const CN = '2.5.4.3';
const OU = '2.5.4.11';
const O = '2.5.4.10';
const DC = '0.9.2342.19200300.100.1.25';
const UNSTRUCTURED_NAME = '1.2.840.113549.1.9.2';
const MS_EXTENSION_REQUEST = '1.3.6.1.4.1.311.2.1.14';
const WINDOWS_ENROLMENT = '1.3.6.1.4.1.311.13.2.1';

const check = (csr: CraftedCsr) =>
  checkPastedCsr(craftedCsr(csr), {
    names: [GOOD],
    certificateNames: [GOOD],
    keyAlgorithms: ['ecc-p256'],
  });

const subject = [[CN, GOOD]] as const;
const asks = (...each: Sequence[]) => attribute(EXTENSION_REQUEST, extensions(...each));
const withNames = (...names: GeneralName[]) => ({
  subject,
  attributes: [asks(alternativeNames(...names))],
});
const goodNames = alternativeNames([2, GOOD]);
const badNames = alternativeNames([2, BAD]);
const dirName = new Sequence({ value: [] });

describe('refused, since a CA could read a name in it', () => {
  it.each<[string, CraftedCsr, RegExp]>([
    ['a further DNS name', withNames([2, GOOD], [2, BAD]), /"shop\.example\.net", which was not ordered/],
    ['an e-mail address', withNames([2, GOOD], [1, `a@${BAD}`]), /type email/],
    ['another name', withNames([2, GOOD], [0, ia5(BAD)]), /type otherName/],
    ['an X.400 address', withNames([2, GOOD], [3, ia5(BAD)]), /type x400Address/],
    ['a directory name', withNames([2, GOOD], [4, dirName]), /type directoryName/],
    ['an EDI party', withNames([2, GOOD], [5, ia5(BAD)]), /type ediPartyName/],
    ['a URL', withNames([2, GOOD], [6, `https://${BAD}/`]), /type url/],
    ['an address of IPv4', withNames([2, GOOD], [7, '\x08\x08\x08\x08']), /"8\.8\.8\.8"/],
    [
      'an address of IPv6',
      withNames([2, GOOD], [7, '\x26\x06\x47\0' + '\0'.repeat(11) + '\x01']),
      /2606:4700::1/,
    ],
    ['an address with a mask', withNames([7, '\x08\x08\x08\x08\xff\xff\xff\0']), /can’t be read/],
    ['a registered id', withNames([2, GOOD], [8, '\x2a\x03']), /type registeredID/],
    ['a DNS name in pieces', withNames([2, GOOD], [2, ia5(BAD)]), /type dns/],
    ['a DNS name with a zero octet', withNames([2, `${GOOD}\0.${BAD}`]), /can't have/],
    ['a DNS name of more than ASCII', withNames([2, 'ex\xe4mple.com']), /ASCII/],
    ['a second common name', { subject: [...subject, [CN, BAD]] }, /shop\.example\.net/],
    ['a unit that is a host', { subject: [...subject, [OU, BAD]] }, /shop\.example\.net/],
    ['a serial number that is a host', { subject: [...subject, ['2.5.4.5', BAD]] }, /shop\.example\.net/],
    ['an attribute that nobody knows', { subject: [...subject, ['1.2.3.4', BAD]] }, /shop\.example\.net/],
    [
      'domain components',
      { subject: [[DC, 'net'], [DC, 'example'], [DC, 'shop'], ...subject] },
      /shop\.example\.net/,
    ],
    [
      'a device’s name',
      { subject, attributes: [textAttribute(UNSTRUCTURED_NAME, BAD)] },
      /shop\.example\.net/,
    ],
    [
      'another attribute',
      { subject, attributes: [textAttribute('1.2.3.4', 'x')] },
      /the attribute 1\.2\.3\.4/,
    ],
    [
      'what Windows hands to its CA',
      { subject, attributes: [textAttribute(WINDOWS_ENROLMENT, `san:dns=${BAD}`)] },
      /the attribute 1\.3\.6\.1\.4\.1\.311\.13\.2\.1/,
    ],
    [
      'a second extension request',
      { subject, attributes: [asks(goodNames), asks(badNames)] },
      /extensions more than once/,
    ],
    [
      'a request of two values',
      { subject, attributes: [attribute(EXTENSION_REQUEST, extensions(goodNames), extensions(badNames))] },
      /extensions more than once/,
    ],
    [
      'Microsoft’s request beside the usual one',
      { subject, attributes: [asks(goodNames), attribute(MS_EXTENSION_REQUEST, extensions(badNames))] },
      /extensions more than once/,
    ],
    [
      'Microsoft’s request alone',
      { subject, attributes: [attribute(MS_EXTENSION_REQUEST, extensions(badNames))] },
      /shop\.example\.net/,
    ],
    ['alternative names twice', { subject, attributes: [asks(goodNames, badNames)] }, /2\.5\.29\.17 twice/],
    ...[
      '2.5.29.9',
      '2.5.29.18',
      '2.5.29.30',
      '2.5.29.31',
      '2.5.29.35',
      '2.16.840.1.113730.1.12',
      '1.2.3.4',
    ].map((id): [string, CraftedCsr, RegExp] => [
      `the extension ${id}`,
      { subject, attributes: [asks(goodNames, extension(id, new Utf8String({ value: BAD })))] },
      new RegExp(`the extension ${id.replaceAll('.', '\\.')}`),
    ]),
    [
      'the wish to be a CA',
      {
        subject,
        attributes: [
          asks(extension('2.5.29.19', new Sequence({ value: [new Asn1Boolean({ value: true })] }))),
        ],
      },
      /CA’s certificate/,
    ],
  ])('%s', async (_what, csr, message) => {
    const refusal = await refusalOf(check(csr));
    expect(refusal).toMatchObject({ code: 'InvalidInput', field: 'csr' });
    expect(refusal.message).toMatch(message);
    expect(refusal.accepted).toBeTruthy();
  });
});

describe('taken, since no CA reads a name in it', () => {
  it.each<[string, CraftedCsr]>([
    [
      'the ordered name, everywhere',
      { ...withNames([2, GOOD.toUpperCase()]), subject: [...subject, [OU, GOOD]] },
    ],
    [
      'who and where the subscriber is',
      {
        subject: [['2.5.4.6', 'CN'], ['2.5.4.8', 'Zhejiang'], [O, 'Booking.com'], [OU, 'IT'], ...subject],
      },
    ],
    ['a password for the CA', { subject, attributes: [textAttribute('1.2.840.113549.1.9.7', 'secret')] }],
    [
      'a company behind an unstructured name',
      { subject, attributes: [textAttribute(UNSTRUCTURED_NAME, 'Acme')] },
    ],
    [
      'Microsoft’s request for the same',
      { attributes: [attribute(MS_EXTENSION_REQUEST, extensions(goodNames))] },
    ],
    [
      'what is no CA, and what Windows tells of itself',
      {
        attributes: [
          textAttribute('1.3.6.1.4.1.311.13.2.3', '10.0.20348.2'),
          asks(goodNames, extension('2.5.29.19', new Sequence({ value: [] }))),
        ],
      },
    ],
  ])('%s', async (_what, csr) => {
    expect((await check(csr)).names).toEqual([GOOD]);
  });
});

it('a CSR in BER that is not DER is refused: readers differ about it', async () => {
  const good = craftedCsr(withNames([2, GOOD]));
  const der = Buffer.from(good.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  // The outer length once more, in one octet more than it takes.
  const longer = Buffer.concat([Buffer.from([0x30, 0x83, 0]), der.subarray(2)]);
  expect(der.subarray(0, 2)).toEqual(Buffer.from([0x30, 0x82]));
  const pem = `-----BEGIN CERTIFICATE REQUEST-----\n${longer.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;
  const expectations = { names: [GOOD], certificateNames: [GOOD], keyAlgorithms: ['ecc-p256'] as const };
  expect((await refusalOf(checkPastedCsr(pem, expectations))).message).toMatch(/can’t be read/);
});
