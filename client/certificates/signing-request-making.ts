/** Makes a key and its certificate signing request (RFC 2986) in the client's own process: for the account, not for an order. */
import { createPrivateKey, webcrypto } from 'node:crypto';
import type { SigningRequestDetails } from '../../db/statements/certificates/signing-requests.js';
import type { KeyAlgorithm } from '../../domain/catalogue/words.js';
import {
  Pkcs10CertificateRequestGenerator,
  SubjectAlternativeNameExtension,
} from '../../domain/certificates/x509-engine.js';

export interface MadeRequest {
  readonly csrPem: string;
  /** DER of PKCS#8, encrypted where a password was given: fill it with zeros after use. */
  readonly privateKeyDer: Buffer;
}

type Signing = webcrypto.RsaHashedKeyGenParams | (webcrypto.EcKeyGenParams & { hash: string });

const rsa = (modulusLength: number): Signing => ({
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength,
  // 65537: BR 6.1.6.
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: 'SHA-256',
});

const SIGNING: Readonly<Record<Exclude<KeyAlgorithm, 'sm2'>, Signing>> = {
  'rsa-2048': rsa(2048),
  'rsa-4096': rsa(4096),
  'ecc-p256': { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  'ecc-p384': { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' },
};

export async function makeSigningRequest(
  { domain, organization, department, email, province, city, country, algorithm }: SigningRequestDetails,
  keyPassword: string | undefined,
): Promise<MadeRequest> {
  const signingAlgorithm = SIGNING[algorithm === 'sm2' ? 'ecc-p256' : algorithm];
  const keys = await webcrypto.subtle.generateKey(signingAlgorithm, true, ['sign', 'verify']);
  const csr = await Pkcs10CertificateRequestGenerator.create({
    name: [
      { C: [country] },
      { ST: [province] },
      { L: [city] },
      { O: [organization] },
      { OU: [department] },
      { CN: [domain] },
      { E: [email] },
    ],
    keys,
    signingAlgorithm,
    extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: domain }])],
  });
  const plain = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const privateKeyDer = keyPassword === undefined ? plain : protectedBy(plain, keyPassword);
  return { csrPem: `${csr.toString('pem').trim()}\n`, privateKeyDer };
}

/** AES-256 under PBES2, as any OpenSSL reads it. */
function protectedBy(der: Buffer, passphrase: string): Buffer {
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  der.fill(0);
  return key.export({ format: 'der', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase });
}
