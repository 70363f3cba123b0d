/** The SM2 pair of the development CA, judged by OpenSSL and by the book: both halves, their envelope, the list of revoked ones. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IssuedChain, IssuedEncryptionHalf } from '../../../activities/ca/certificate-authority.js';
import { openSm2Envelope } from '../../../domain/sm2/envelope.js';
import { newSm2KeyPair, sm2Spki } from '../../../domain/sm2/keys.js';
import { X509Certificate, X509Crl } from '../../../domain/certificates/x509-engine.js';
import { openssl } from '../../support/openssl.js';
import { signedByTheBook } from '../../support/sm2-by-the-book.js';
import { makeSm2Csr, type Sm2Csr } from '../../support/sm2-csr.js';
import { type CaWorld, makeCsr, orderRequest, startCaWorld } from './ca-world.js';

const NAME = 'www.national.example.net';
const DISTID = ['-vfyopt', 'distid:1234567812345678'];
const OTHER_ID = ['-vfyopt', 'distid:8765432187654321'];

let world: CaWorld;
let csr: Sm2Csr;
let issued: IssuedChain & { encryption: IssuedEncryptionHalf };
let caReference: string;
beforeAll(async () => {
  world = await startCaWorld();
  csr = await makeSm2Csr([NAME]);
  const request = { brand: 'dnspod-sm2', names: [NAME], csrPem: csr.pem } as const;
  const placed = await world.adapter.placeOrder(await orderRequest(request));
  await world.publish(placed.validations);
  expect(await world.adapter.requestValidation(placed.caReference)).toMatchObject({ status: 'issued' });
  caReference = placed.caReference;
  const chain = await world.adapter.fetchCertificate(caReference);
  if (!chain.encryption) throw new Error('the encryption half is missing');
  issued = { ...chain, encryption: chain.encryption };
});
afterAll(() => world.stop());

const halves = () => [issued.certificatePem, issued.encryption.certificatePem];

/** OpenSSL hands the id to the certificate it is asked about and to none above it, so each link is a question of its own. */
function verify(certificate: string, issuer: string, options: readonly string[] = DISTID): Promise<string> {
  const files = ['-partial_chain', '-trusted', '{issuer}', '{certificate}'];
  return openssl(['verify', ...options, '-x509_strict', ...files], { issuer, certificate });
}

describe('both halves', () => {
  it('verify strictly in OpenSSL, with the default id and with no other', async () => {
    const { chainPem, rootPem = '' } = issued;
    for (const leaf of halves()) {
      await expect(verify(leaf, chainPem, [...DISTID, '-verify_hostname', NAME])).resolves.toContain('OK');
      await expect(verify(leaf, chainPem, OTHER_ID)).rejects.toThrow('signature failure');
    }
    await expect(verify(chainPem, rootPem)).resolves.toContain('OK');
  });

  it('verify by the book, with the default id and with no other, and not with a bit flipped', () => {
    const issuer = new X509Certificate(issued.chainPem).publicKey.rawData;
    for (const leaf of halves().map((pem) => new X509Certificate(pem))) {
      expect(signedByTheBook(leaf, issuer)).toBe(true);
      expect(signedByTheBook(leaf, issuer, '8765432187654321')).toBe(false);
      const altered = Buffer.from(leaf.rawData);
      altered[100] = (altered[100] ?? 0) ^ 1;
      expect(signedByTheBook({ rawData: new Uint8Array(altered).buffer }, issuer)).toBe(false);
    }
    const root = new X509Certificate(issued.rootPem ?? '').publicKey.rawData;
    expect(signedByTheBook(new X509Certificate(issued.chainPem), root)).toBe(true);
  });

  it('have one subject and the same names, and say what each is for', async () => {
    const shown = await Promise.all(
      halves().map((leaf) => openssl(['x509', '-in', '{leaf}', '-noout', '-text'], { leaf })),
    );
    const [signing = '', encryption = ''] = shown;
    for (const text of shown) {
      expect(text).toMatch(new RegExp(`Subject: CN ?= ?${NAME}\\n`));
      expect(text).toContain(`DNS:${NAME}`);
      expect(text).toMatch(/Extended Key Usage: \n?\s*TLS Web Server Authentication\n/);
      expect(text).toContain(`${world.ca.url}/crl/sm2-intermediate.crl`);
    }
    expect(signing).toMatch(/Key Usage: critical\s+Digital Signature, Non Repudiation\n/);
    expect(encryption).toMatch(/Key Usage: critical\s+Key Encipherment, Data Encipherment, Key Agreement\n/);
  });
});

describe('the envelope', () => {
  const envelope = () => Buffer.from(issued.encryption.envelopedKey, 'base64');

  it('gives the signing key the key of the encryption certificate', () => {
    const { publicKey } = openSm2Envelope(envelope(), csr.pair.privateKey);
    const certified = new X509Certificate(issued.encryption.certificatePem).publicKey.rawData;
    expect(sm2Spki(publicKey)).toEqual(Buffer.from(certified));
    expect(publicKey).not.toEqual(csr.pair.publicKey);
  });

  it('opens with no other key', () => {
    expect(() => openSm2Envelope(envelope(), newSm2KeyPair().privateKey)).toThrow(/another key/);
  });
});

it('the pair stays the same over a restart, and is revoked as one', async () => {
  await world.restart({ gently: true });
  const again = await world.adapter.fetchCertificate(caReference);
  expect(again).toEqual(issued);
  await world.adapter.revokeCertificate(caReference, 'superseded');
  const response = await fetch(`${world.ca.url}/crl/sm2-intermediate.crl`);
  const crl = new X509Crl(await response.arrayBuffer());
  expect(crl.entries.map(({ serialNumber }) => serialNumber).sort()).toEqual(
    halves()
      .map((pem) => new X509Certificate(pem).serialNumber)
      .sort(),
  );
  expect(signedByTheBook(crl, new X509Certificate(issued.chainPem).publicKey.rawData)).toBe(true);
});

describe('is refused:', () => {
  it.each([
    ['an SM2 key for another brand', 'dnspod', () => makeSm2Csr(['a.example.net']), /takes no SM2 keys/],
    [
      'another key for SM2',
      'dnspod-sm2',
      async () => ({ pem: await makeCsr() }),
      /dnspod-sm2 takes SM2 keys only/,
    ],
    [
      'a CSR signed with another id',
      'dnspod-sm2',
      () => makeSm2Csr(['a.example.net'], '8765432187654321'),
      /signature does not verify/,
    ],
  ] as const)('%s', async (_what, brand, make, problem) => {
    const request = await orderRequest({ brand, csrPem: (await make()).pem });
    await expect(world.adapter.placeOrder(request)).rejects.toThrow(problem);
  });
});
