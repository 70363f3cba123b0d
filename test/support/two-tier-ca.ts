/** A root and an issuing CA below it, made for a test: what every certificate that a test makes is signed by. */
import { randomBytes, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509CertificateGenerator,
  type Extension,
  type X509Certificate,
} from '../../domain/certificates/x509-engine.js';

const ALGORITHMS = {
  ecc: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  rsa: {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: 'SHA-256',
  },
} as const;
export type KeyKind = keyof typeof ALGORITHMS;

const DAY_MS = 86_400_000;

export interface LeafToSign {
  readonly commonName?: string;
  readonly notBefore: Date;
  readonly days: number;
  readonly publicKey: webcrypto.CryptoKey;
  readonly extensions: Extension[];
}

export interface TwoTierCa {
  readonly rootPem: string;
  readonly issuingPem: string;
  /** Valid to the last second of its days. */
  sign(leaf: LeafToSign): Promise<X509Certificate>;
}

/** Valid from a hundred days before `now` to ten years after. */
export async function createTwoTierCa(kind: KeyKind, now: Date, name: string): Promise<TwoTierCa> {
  const [rootKeys, issuingKeys] = [await makeKeys(kind), await makeKeys(kind)];
  const signingAlgorithm = ALGORITHMS[kind];
  const common = {
    notBefore: new Date(now.getTime() - 100 * DAY_MS),
    notAfter: new Date(now.getTime() + 3650 * DAY_MS),
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
    signingAlgorithm,
  };
  const root = await X509CertificateGenerator.createSelfSigned({
    ...common,
    serialNumber: newSerial(),
    name: `CN=${name} Root`,
    keys: rootKeys,
  });
  const issuing = await X509CertificateGenerator.create({
    ...common,
    serialNumber: newSerial(),
    subject: `CN=${name} Issuing`,
    issuer: root.subject,
    publicKey: issuingKeys.publicKey,
    signingKey: rootKeys.privateKey,
  });
  return {
    rootPem: root.toString('pem'),
    issuingPem: issuing.toString('pem'),
    sign: ({ commonName, notBefore, days, publicKey, extensions }) =>
      X509CertificateGenerator.create({
        serialNumber: newSerial(),
        subject: commonName === undefined ? '' : `CN=${commonName}`,
        issuer: issuing.subject,
        notBefore,
        notAfter: new Date(notBefore.getTime() + days * DAY_MS - 1000),
        publicKey,
        signingKey: issuingKeys.privateKey,
        signingAlgorithm,
        extensions,
      }),
  };
}

export function makeKeys(kind: KeyKind): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHMS[kind], true, ['sign', 'verify']);
}

/** Positive and without a leading zero octet, so that it reads the same everywhere. */
function newSerial(): string {
  return `4${randomBytes(15).toString('hex').slice(1)}`;
}
