/** What is taken in as a certificate from elsewhere, and what is refused. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { readOwnCertificate, type OwnCertificateFiles } from '../../../domain/certificates/own.js';
import { createOwnChain, type OwnChain, type OwnLeaf } from '../../support/own-chains.js';
import { openssl } from '../../support/openssl.js';
import { refusalFrom } from '../refusal-from.js';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-11-24T00:00:00Z');

let ecc: OwnChain;
let rsa: OwnChain;
let other: OwnChain;
let twin: OwnChain;
let leaf: OwnLeaf;
let another: OwnLeaf;

beforeAll(async () => {
  [ecc, rsa, other, twin] = await Promise.all([
    createOwnChain('ecc', NOW),
    createOwnChain('rsa', NOW),
    createOwnChain('ecc', NOW, 'Another'),
    createOwnChain('ecc', NOW),
  ]);
  leaf = await ecc.issue({
    names: ['shop.example.com', 'www.example.com'],
    notBefore: NOW - DAY_MS,
    days: 90,
  });
  another = await ecc.issue({ names: ['other.example.com'], notBefore: NOW, days: 90 });
}, 60_000);

const refusal = (files: OwnCertificateFiles) => refusalFrom(() => readOwnCertificate(files, NOW));

describe('taken in', () => {
  it('is read with its chain and key, ECC and RSA', async () => {
    const rsaLeaf = await rsa.issue({ names: ['*.example.com'], notBefore: NOW, days: 90 });
    const pairs = [
      [ecc, leaf, ['shop.example.com', 'www.example.com']],
      [rsa, rsaLeaf, ['*.example.com']],
    ] as const;
    for (const [chain, own, names] of pairs) {
      const read = readOwnCertificate(
        { certificatePem: own.certificatePem, chainPem: chain.issuingPem, privateKeyPem: own.privateKeyPem },
        NOW,
      );
      expect(read).toMatchObject({ names, rootPem: null, warnings: [] });
      expect(new X509Certificate(read.chainPem).subject).toBe('CN=Elsewhere Issuing');
      const key = createPrivateKey({ key: read.privateKeyDer ?? Buffer.of(), format: 'der', type: 'pkcs8' });
      expect(new X509Certificate(read.certificatePem).checkPrivateKey(key)).toBe(true);
    }
  });

  it('in any order, twice over, with text between: the chain is put in order and the root kept apart', () => {
    const mixed = [
      ecc.rootPem,
      'subject=CN = something',
      leaf.certificatePem,
      ecc.issuingPem,
      ecc.issuingPem,
    ];
    const read = readOwnCertificate({ certificatePem: mixed.join('\n') }, NOW);
    expect(new X509Certificate(read.certificatePem).subjectAltName).toContain('shop.example.com');
    expect(new X509Certificate(read.chainPem).subject).toBe('CN=Elsewhere Issuing');
    expect(new X509Certificate(read.rootPem ?? '').subject).toBe('CN=Elsewhere Root');
    expect(read.privateKeyDer).toBeNull();
  });

  it('without a chain, or expired: with a warning', async () => {
    const expired = await ecc.issue({ names: ['old.example.com'], notBefore: NOW - 91 * DAY_MS, days: 90 });
    expect(readOwnCertificate({ certificatePem: leaf.certificatePem }, NOW).warnings).toMatchObject([
      { en: 'No chain was given: servers need the issuing certificates as well.' },
    ]);
    const files = { certificatePem: expired.certificatePem, chainPem: ecc.issuingPem };
    expect(readOwnCertificate(files, NOW).warnings).toEqual([
      { zh: '证书已过期:不会再为此发出通知。', en: 'It has expired: nobody will be told of that.' },
    ]);
  });

  it('by its common name, where it has no other', async () => {
    const old = await ecc.issue({ names: [], commonName: 'Old.example.com', notBefore: NOW, days: 90 });
    expect(readOwnCertificate({ certificatePem: old.certificatePem }, NOW).names).toEqual([
      'old.example.com',
    ]);
  });

  it('with a key of whatever PEM form, also an encrypted one with its password', async () => {
    const { certificatePem, privateKeyPem } = leaf;
    const sec1 = await openssl(['ec', '-in', '{key}'], { key: privateKeyPem });
    const encrypted = await openssl(['pkcs8', '-topk8', '-in', '{key}', '-passout', 'pass:secret1'], {
      key: privateKeyPem,
    });
    const plain = readOwnCertificate({ certificatePem, privateKeyPem }, NOW).privateKeyDer;
    expect(readOwnCertificate({ certificatePem, privateKeyPem: sec1 }, NOW).privateKeyDer).toEqual(plain);
    expect(
      readOwnCertificate({ certificatePem, privateKeyPem: encrypted, keyPassword: 'secret1' }, NOW)
        .privateKeyDer,
    ).toEqual(plain);
    expect(refusal({ certificatePem, privateKeyPem: encrypted }).field).toBe('keyPassword');
    expect(refusal({ certificatePem, privateKeyPem: encrypted, keyPassword: 'secret2' })).toMatchObject({
      field: 'keyPassword',
      message: 'The key password does not open the private key',
    });
  });
});

describe('refused', () => {
  it.each<[string, () => OwnCertificateFiles, string, RegExp]>([
    ['garbage', () => ({ certificatePem: 'garbage' }), 'certificatePem', /no certificate in it/],
    ['too long a text', () => ({ certificatePem: 'x'.repeat(100_001) }), 'certificatePem', /at most 100000/],
    [
      'a block that is none',
      () => ({ certificatePem: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' }),
      'certificatePem',
      /can’t be read/,
    ],
    ['a CA', () => ({ certificatePem: ecc.issuingPem }), 'certificatePem', /CA’s certificate/],
    [
      'two of them',
      () => ({ certificatePem: leaf.certificatePem + another.certificatePem }),
      'certificatePem',
      /more than one/,
    ],
    [
      'another CA’s chain',
      () => ({ certificatePem: leaf.certificatePem, chainPem: other.issuingPem }),
      'chainPem',
      /did not issue/,
    ],
    [
      'a chain of the same name that did not sign it',
      () => ({ certificatePem: leaf.certificatePem, chainPem: twin.issuingPem }),
      'chainPem',
      /signature in its chain is wrong/,
    ],
    [
      'a chain with a hole',
      () => ({ certificatePem: leaf.certificatePem, chainPem: ecc.rootPem }),
      'chainPem',
      /did not issue/,
    ],
    [
      'another certificate’s key',
      () => ({ certificatePem: leaf.certificatePem, privateKeyPem: another.privateKeyPem }),
      'privateKeyPem',
      /not the key of this/,
    ],
    [
      'no key at all',
      () => ({ certificatePem: leaf.certificatePem, privateKeyPem: leaf.certificatePem }),
      'privateKeyPem',
      /no private key/,
    ],
  ])('%s', (_title, files, field, message) => {
    const refused = refusal(files());
    expect(refused).toMatchObject({ code: 'InvalidInput', field });
    expect(refused.message).toMatch(message);
    expect(refused.accepted).toBeTruthy();
  });

  it('more certificates than a chain has', () => {
    expect(refusal({ certificatePem: leaf.certificatePem, chainPem: ecc.issuingPem.repeat(11) }).field).toBe(
      'chainPem',
    );
  });

  it('SM2, whose pairs are ordered here', async () => {
    const key = await openssl(['genpkey', '-algorithm', 'SM2'], {});
    const sm2 = await openssl(
      ['req', '-x509', '-new', '-sm3', '-key', '{key}', '-subj', '/CN=sm2.example.com', '-days', '90'],
      { key },
    );
    expect(refusal({ certificatePem: sm2 }).message).toMatch(/SM2/);
  });
});
