/** SM2 orders from form to download: the pair is issued, compared, stored and delivered as one object (ordering rules, section 10). */
import { createECDH, createPrivateKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CertificateDownload } from '../../../client/certificates/download.js';
import { openSm2Envelope } from '../../../domain/sm2/envelope.js';
import { readSm2Pkcs8, sm2Spki } from '../../../domain/sm2/keys.js';
import { X509Certificate } from '../../../domain/certificates/x509-engine.js';
import { openssl } from '../../support/openssl.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { ended, eventsOf, order } from '../../support/orders.js';
import { refusalOf } from '../../support/refusal-of.js';
import { signedByTheBook } from '../../support/sm2-by-the-book.js';
import { makeSm2Csr } from '../../support/sm2-csr.js';

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld();
});
afterAll(() => world.stop());

type Fields = Parameters<typeof order>[2];

async function issued(name: string, fields: Fields = {}): Promise<{ orderId: string; download: Pair }> {
  const orderId = await order(world, name, { brand: 'dnspod-sm2', csr: undefined, ...fields });
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  return { orderId, download: pairOf(await world.orders.certificates.download(orderId)) };
}

type Pair = CertificateDownload & { encryption: NonNullable<CertificateDownload['encryption']> };

function pairOf(download: CertificateDownload): Pair {
  const { encryption } = download;
  if (!encryption) throw new Error('the encryption half is missing');
  return { ...download, encryption };
}

/** Whether a private key, PEM, is that of a certificate. */
function isKeyOf(privateKeyPem: string | null, certificatePem: string): boolean {
  const der = createPrivateKey(privateKeyPem ?? '').export({ type: 'pkcs8', format: 'der' });
  const ecdh = createECDH('SM2');
  ecdh.setPrivateKey(readSm2Pkcs8(der).privateKey);
  const certified = Buffer.from(new X509Certificate(certificatePem).publicKey.rawData);
  return sm2Spki(ecdh.getPublicKey()).equals(certified);
}

it('a form that names no key is issued the pair, with both keys, and both halves verify twice over', async () => {
  const { orderId, download } = await issued('pair.example.com');
  const { certificatePem, chainPem, encryption } = download;
  const issuer = new X509Certificate(chainPem).publicKey.rawData;
  for (const leaf of [certificatePem, encryption.certificatePem]) {
    expect(signedByTheBook(new X509Certificate(leaf), issuer)).toBe(true);
    const options = ['-vfyopt', 'distid:1234567812345678', '-x509_strict', '-partial_chain'];
    const judged = await openssl(['verify', ...options, '-trusted', '{chain}', '{leaf}'], {
      chain: chainPem,
      leaf,
    });
    expect(judged).toContain('leaf: OK');
  }
  expect(encryption.fullchainPem).toBe(encryption.certificatePem + chainPem);
  expect(isKeyOf(download.privateKeyPem, certificatePem)).toBe(true);
  expect(isKeyOf(encryption.privateKeyPem, encryption.certificatePem)).toBe(true);
  expect(encryption.envelopedKey).toBeNull();
  expect(JSON.stringify(await eventsOf(world, orderId))).not.toContain('CERTIFICATE');
});

it('with a pasted CSR the envelope is delivered, and the key that made the CSR opens it', async () => {
  const { pem, pair } = await makeSm2Csr(['pasted-sm2.example.com']);
  const { download } = await issued('pasted-sm2.example.com', { csr: { mode: 'paste', pem } });
  const { encryption } = download;
  expect(download.privateKeyPem).toBeNull();
  expect(encryption.privateKeyPem).toBeNull();
  expect(encryption.privateKeyMissing).toMatch(/only the signing key opens/);
  const opened = openSm2Envelope(Buffer.from(encryption.envelopedKey ?? '', 'base64'), pair.privateKey);
  const certified = Buffer.from(new X509Certificate(encryption.certificatePem).publicKey.rawData);
  expect(sm2Spki(opened.publicKey)).toEqual(certified);
});

it('with a key password the encryption key needs it as well', async () => {
  const keyPassword = 'sm2-correct-horse';
  const { orderId, download } = await issued('locked-sm2.example.com', { keyPassword });
  expect(download.privateKeyPem).toContain('ENCRYPTED PRIVATE KEY');
  expect(download.encryption.privateKeyPem).toBeNull();
  expect(download.encryption.privateKeyMissing).toMatch(/needs its key password/);
  const opened = pairOf(await world.orders.certificates.download(orderId, { keyPassword }));
  expect(isKeyOf(opened.privateKeyPem, opened.certificatePem)).toBe(true);
  expect(isKeyOf(opened.encryption.privateKeyPem, opened.encryption.certificatePem)).toBe(true);
});

describe('is refused at the door:', () => {
  const create = (fields: Fields) => refusalOf(order(world, 'refused.example.com', fields));
  const pasted = async (id?: string) => (await makeSm2Csr(['refused.example.com'], id)).pem;

  it('another key for SM2, and SM2 for another brand', async () => {
    const rsa = { mode: 'generate', algorithm: 'rsa-2048' } as const;
    expect(await create({ brand: 'dnspod-sm2', csr: rsa })).toMatchObject({ field: 'csr.algorithm' });
    const sm2 = { mode: 'generate', algorithm: 'sm2' } as const;
    expect(await create({ csr: sm2 })).toMatchObject({ field: 'csr.algorithm' });
    expect(await create({ csr: { mode: 'paste', pem: await pasted() } })).toMatchObject({
      field: 'csr',
      message: 'The key of the CSR is SM2, which this product does not take',
    });
  });

  it('a pasted CSR signed with another id', async () => {
    const pem = await pasted('8765432187654321');
    expect(await create({ brand: 'dnspod-sm2', csr: { mode: 'paste', pem } })).toMatchObject({
      field: 'csr',
      message: expect.stringContaining('or with another id') as string,
    });
  });
});
