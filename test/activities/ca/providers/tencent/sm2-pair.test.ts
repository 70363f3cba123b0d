// Both halves of an SM2 pair: the encryption key in its envelope, and, where it is handed out bare, in one of ours.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { X509CertificateGenerator } from '../../../../../domain/certificates/x509-engine.js';
import { pemOf } from '../../../../../domain/certificates/pem.js';
import { SM2_SIGNING, sm2CryptoKeys } from '../../../../../domain/sm2/crypto.js';
import { openSm2Envelope, sealSm2Envelope } from '../../../../../domain/sm2/envelope.js';
import { newSm2KeyPair, sm2Pkcs8, type Sm2KeyPair } from '../../../../../domain/sm2/keys.js';
import { requestOf } from '../../../../conformance/ca/candidate.js';
import { ownDatabase } from '../../../../support/own-database.js';
import { failureOf, startTencentWorld, type TencentWorld } from './world.js';

const database = await ownDatabase();
let world: TencentWorld;
beforeEach(async () => {
  world = await startTencentWorld(database);
});
afterEach(() => world.reseller.stop());

const signing = newSm2KeyPair();
const encryption = newSm2KeyPair();

async function certificateOf(pair: Sm2KeyPair): Promise<string> {
  const made = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=shop.example.com',
    notBefore: new Date(),
    notAfter: new Date(Date.now() + 86_400_000),
    keys: sm2CryptoKeys(pair),
    signingAlgorithm: SM2_SIGNING,
  });
  return made.toString('pem');
}

/** An issued order, and what the service hands out of it. */
async function handedOut(EncryptPrivateKey: string): Promise<string> {
  const { caReference } = await world.open().placeOrder(await requestOf('dnspod-sm2'));
  const bought = world.reseller.certificates.get(caReference);
  if (!bought) throw new Error('Nothing was bought.');
  bought.status = 1;
  bought.pem = await certificateOf(signing);
  bought.detail = { EncryptCert: await certificateOf(encryption), EncryptPrivateKey };
  return caReference;
}

const envelope = () => sealSm2Envelope(encryption, signing.publicKey).toString('base64');

it.each([
  ['an envelope', envelope],
  ['an envelope in PEM', () => pemOf('SM2 ENVELOPED KEY', Buffer.from(envelope(), 'base64'))],
  ['the key itself', () => pemOf('PRIVATE KEY', sm2Pkcs8(encryption))],
])('%s opens with the signing key, and with nothing else', async (_, handOut) => {
  const caReference = await handedOut(handOut());
  const chain = await world.open().fetchCertificate(caReference);
  expect(chain.encryption?.certificatePem).toMatch(/BEGIN CERTIFICATE/);
  const der = Buffer.from(chain.encryption?.envelopedKey ?? '', 'base64');
  expect(openSm2Envelope(der, signing.privateKey).privateKey.equals(encryption.privateKey)).toBe(true);
  expect(() => openSm2Envelope(der, encryption.privateKey)).toThrow();
});

it('what is neither is asked for again, and nothing of it is repeated', async () => {
  const caReference = await handedOut('-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----');
  const failure = await failureOf(world.open().fetchCertificate(caReference));
  expect(failure.type).toBe('CaProtocolBroken');
  expect(JSON.stringify(failure.words)).not.toContain('c2VjcmV0');
});
