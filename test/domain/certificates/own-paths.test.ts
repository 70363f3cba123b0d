/** The chain of a certificate from elsewhere: the same one, whatever else was handed in and in whatever order. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readOwnCertificate } from '../../../domain/certificates/own.js';
import { createOwnChain } from '../../support/own-chains.js';
import { openssl } from '../../support/openssl.js';
import { makeKeys } from '../../support/two-tier-ca.js';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
  type Extension,
} from '../../../domain/certificates/x509-engine.js';
import { refusalFrom } from '../refusal-from.js';

const DAY_MS = 86_400_000;
/** Those handed in were made the day before. */
const NOW = Date.parse('2026-11-27T12:00:00Z');

const handedIn = (name: string) => readFileSync(new URL(`handed-in/${name}`, import.meta.url), 'utf8');
const blocksOf = (pem: string) => pem.match(/-----BEGIN[^]*?-----END CERTIFICATE-----\n/g) ?? [];
const subjects = (pem: string) =>
  blocksOf(pem).map((block) => new X509Certificate(block).subject.split('\n').at(-1));
const readAll = (pems: readonly string[], now = NOW) =>
  readOwnCertificate({ certificatePem: pems.join('') }, now);

function orders<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) => orders(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}

/** What was read, whichever order it came in. */
function readInEveryOrder(pems: readonly string[]) {
  const all = orders(pems).map((order) => readAll(order));
  const [first, ...others] = all;
  for (const other of others) expect(other).toEqual(first);
  if (!first) throw new Error('Nothing was read');
  return first;
}

describe('the root beside its cross-signed twin', () => {
  const [leaf = '', issuing = '', one = '', other = '', old = ''] = blocksOf(handedIn('cross_both.pem'));
  const isRoot = (pem: string) => {
    const certificate = new X509Certificate(pem);
    return certificate.checkIssued(certificate);
  };
  const [root, cross] = isRoot(one) ? [one, other] : [other, one];

  it('the shortest way to a root is taken, in each of 120 orders', () => {
    const read = readInEveryOrder([leaf, issuing, root, cross, old]);
    expect(read).toMatchObject({ certificatePem: leaf, chainPem: issuing, rootPem: root, warnings: [] });
  });

  it('without the root, the way over the twin', () => {
    const read = readInEveryOrder([leaf, issuing, cross, old]);
    expect(read).toMatchObject({ chainPem: issuing + cross, rootPem: old, warnings: [] });
  });

  it('without either’s root, as far as it goes', () => {
    expect(readInEveryOrder([leaf, issuing, cross])).toMatchObject({
      chainPem: issuing + cross,
      rootPem: null,
    });
    expect(readInEveryOrder([leaf, issuing])).toMatchObject({ chainPem: issuing, rootPem: null });
  });

  it('of two ways the one that has not expired', async () => {
    const ca = async (name: string, days: number) => {
      const keys = await makeKeys('ecc');
      return { name, keys, days };
    };
    const [top, older] = [await ca('Top', 900), await ca('Older', 900)];
    const certificate = (subject: typeof top, issuer: typeof top, days: number) =>
      signed(subject, issuer, days, caOnly);
    const fresh = await certificate(top, older, 900);
    const over = await certificate(top, top, -1);
    const oldRoot = await certificate(older, older, 900);
    const server = await signed(await ca('www.example.com', 90), top, 90, []);
    const read = readInEveryOrder([server, over, fresh, oldRoot]);
    expect(read).toMatchObject({ chainPem: fresh, rootPem: oldRoot, warnings: [] });
  });

  it('CAs that certified each other in a circle end', async () => {
    const [one, two] = [
      { name: 'One', keys: await makeKeys('ecc') },
      { name: 'Two', keys: await makeKeys('ecc') },
    ];
    const server = await signed({ name: 'www.example.com', keys: await makeKeys('ecc') }, one, 90, []);
    const circle = [await signed(one, two, 900, caOnly), await signed(two, one, 900, caOnly)];
    const read = readInEveryOrder([server, ...circle]);
    expect(subjects(read.chainPem)).toEqual(['CN=One', 'CN=Two']);
    expect(read.rootPem).toBeNull();
  });
});

describe('whatever else is in the file', () => {
  it('certificates of another chain are left out, and counted', async () => {
    const [own, other] = [await createOwnChain('ecc', NOW), await createOwnChain('ecc', NOW, 'Another')];
    const { certificatePem } = await own.issue({ names: ['www.example.com'], notBefore: NOW, days: 90 });
    const read = readInEveryOrder([certificatePem, own.issuingPem, other.issuingPem, other.rootPem]);
    expect(read.chainPem.trim()).toBe(own.issuingPem);
    expect(read.warnings).toMatchObject([
      { en: 'Left out, since they are not of its chain: 2 of the certificates given.' },
    ]);
  });

  it('an X.509 v1 root is the root', () => {
    const pems = [handedIn('leaf.pem'), handedIn('intv1.pem'), handedIn('v1root.pem')];
    const read = readInEveryOrder(pems);
    expect(read).toMatchObject({ names: ['up1.example.com', '*.up1.example.com'], warnings: [] });
    expect([read.certificatePem, read.chainPem, read.rootPem]).toEqual(pems);
  });

  it('a server’s certificate issues none', async () => {
    const own = await createOwnChain('ecc', NOW);
    const server = { name: 'www.example.com', keys: await makeKeys('ecc') };
    const below = await signed({ name: 'shop.example.com', keys: await makeKeys('ecc') }, server, 90, []);
    const above = await signed(server, server, 90, [new BasicConstraintsExtension(false, undefined, true)]);
    expect(refusalFrom(() => readAll([below, above])).code).toBe('InvalidInput');
    expect(refusalFrom(() => readAll([below, own.issuingPem])).field).toBe('chainPem');
  });
});

describe('signed by itself', () => {
  it('as `openssl req -x509` makes it, marked as a CA’s', () => {
    const read = readAll([handedIn('ss.pem')]);
    expect(read).toMatchObject({
      names: ['ss.example.com'],
      chainPem: '',
      rootPem: null,
      warnings: [{ en: 'It is signed by itself: browsers will not trust it.' }],
    });
  });

  it('of X.509 v1, with a common name only', async () => {
    const key = await openssl(['ecparam', '-name', 'prime256v1', '-genkey', '-noout'], {});
    const csr = await openssl(['req', '-new', '-key', '{key}', '-subj', '/CN=old.example.com'], { key });
    const arguments_ = ['x509', '-req', '-in', '{csr}', '-signkey', '{key}', '-days', '30'];
    const v1 = (await openssl(arguments_, { key, csr })).replace(/^[^]*?(?=-----BEGIN)/, '');
    expect(readAll([v1], Date.now()).names).toEqual(['old.example.com']);
  });
});

describe('what serves no server is refused with the reason', () => {
  const server = async (name: string, extensions: Extension[]) =>
    signed(
      { name, keys: await makeKeys('ecc') },
      { name: 'Somebody', keys: await makeKeys('ecc') },
      90,
      extensions,
    );
  const use = (...oids: string[]) => new ExtendedKeyUsageExtension(oids);

  it.each<[string, () => Promise<string>, RegExp]>([
    [
      'for clients and e-mail',
      () => server('www.example.com', [use('1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.4')]),
      /no TLS server .*: it is for clients and e-mail$/,
    ],
    ['for a use of its own', () => server('www.example.com', [use('1.2.3.4')]), /no TLS server/],
    ['of a person', () => server('Jane Doe', []), /names no host/],
    [
      'with e-mail addresses only',
      () =>
        server('Jane Doe', [
          new SubjectAlternativeNameExtension([{ type: 'email', value: 'jane@example.com' }]),
        ]),
      /names no host/,
    ],
    [
      'with what is no name of a host',
      () =>
        server('x', [new SubjectAlternativeNameExtension([{ type: 'dns', value: 'a host with blanks' }])]),
      /names no host/,
    ],
    [
      'with names that move a terminal’s cursor',
      () =>
        server('x', [
          new SubjectAlternativeNameExtension([{ type: 'dns', value: 'evil\u001b[31m.example.com' }]),
        ]),
      /U\+001B ESCAPE/,
    ],
    ['a CA’s, though it is called like one word', () => signedBySelf('Root', caOnly), /CA’s certificate/],
  ])('%s', async (_what, make, message) => {
    const pem = await make();
    const refusal = refusalFrom(() => readAll([pem]));
    expect(refusal).toMatchObject({ code: 'InvalidInput', field: 'certificatePem' });
    expect(refusal.message).toMatch(message);
  });

  it.each([
    ['any use', '2.5.29.37.0'],
    ['servers', '1.3.6.1.5.5.7.3.1'],
  ])('one for %s is taken', async (_what, oid) => {
    expect(readAll([await server('www.example.com', [use('1.3.6.1.5.5.7.3.2', oid)])]).names).toHaveLength(1);
  });
});

interface Party {
  readonly name: string;
  readonly keys: Awaited<ReturnType<typeof makeKeys>>;
}

const caOnly = [new BasicConstraintsExtension(true, undefined, true)];

async function signedBySelf(name: string, extensions: Extension[]): Promise<string> {
  const party = { name, keys: await makeKeys('ecc') };
  return signed(party, party, 90, extensions);
}

/** Valid from a hundred days ago to so many days ahead. */
async function signed(subject: Party, issuer: Party, days: number, extensions: Extension[]): Promise<string> {
  const certificate = await X509CertificateGenerator.create({
    subject: `CN=${subject.name}`,
    issuer: `CN=${issuer.name}`,
    notBefore: new Date(NOW - 100 * DAY_MS),
    notAfter: new Date(NOW + days * DAY_MS),
    publicKey: subject.keys.publicKey,
    signingKey: issuer.keys.privateKey,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    extensions,
  });
  return `${certificate.toString('pem')}\n`;
}
