/** Certificates with their keys, as somebody brings them from elsewhere: a root, an issuing CA, server certificates. */
import { randomBytes, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '../../domain/certificates/x509-engine.js';

const ECC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: 'SHA-256',
};
const ALGORITHMS = { ecc: ECC, rsa: RSA };
const DAY_MS = 86_400_000;

export interface OwnLeafPlan {
  readonly names: readonly string[];
  readonly commonName?: string;
  readonly notBefore: number;
  readonly days: number;
}

export interface OwnLeaf {
  readonly certificatePem: string;
  /** PKCS#8. */
  readonly privateKeyPem: string;
}

export interface OwnChain {
  readonly rootPem: string;
  readonly issuingPem: string;
  issue(plan: OwnLeafPlan): Promise<OwnLeaf>;
}

/** A CA of this name, valid from a hundred days before `now` to ten years after. */
export async function createOwnChain(
  kind: 'ecc' | 'rsa',
  now: number,
  name = 'Elsewhere',
): Promise<OwnChain> {
  const signingAlgorithm = ALGORITHMS[kind];
  const [rootKeys, issuingKeys] = [await makeKeys(kind), await makeKeys(kind)];
  const ca = {
    notBefore: new Date(now - 100 * DAY_MS),
    notAfter: new Date(now + 3650 * DAY_MS),
    extensions: [new BasicConstraintsExtension(true, undefined, true)],
    signingAlgorithm,
  };
  const root = await X509CertificateGenerator.createSelfSigned({
    ...ca,
    serialNumber: newSerial(),
    name: `CN=${name} Root`,
    keys: rootKeys,
  });
  const issuing = await X509CertificateGenerator.create({
    ...ca,
    serialNumber: newSerial(),
    subject: `CN=${name} Issuing`,
    issuer: root.subject,
    publicKey: issuingKeys.publicKey,
    signingKey: rootKeys.privateKey,
  });
  return {
    rootPem: root.toString('pem'),
    issuingPem: issuing.toString('pem'),
    async issue({ names, commonName, notBefore, days }) {
      const keys = await makeKeys(kind);
      const leaf = await X509CertificateGenerator.create({
        serialNumber: newSerial(),
        subject: commonName === undefined ? '' : `CN=${commonName}`,
        issuer: issuing.subject,
        notBefore: new Date(notBefore),
        notAfter: new Date(notBefore + days * DAY_MS - 1000),
        publicKey: keys.publicKey,
        signingKey: issuingKeys.privateKey,
        signingAlgorithm,
        extensions:
          names.length === 0
            ? []
            : [new SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns', value })))],
      });
      return { certificatePem: leaf.toString('pem'), privateKeyPem: await keyPem(keys) };
    },
  };
}

function makeKeys(kind: 'ecc' | 'rsa'): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHMS[kind], true, ['sign', 'verify']);
}

async function keyPem({ privateKey }: webcrypto.CryptoKeyPair): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', privateKey));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`;
}

/** Positive and without a leading zero octet, so that it reads the same everywhere. */
function newSerial(): string {
  return `4${randomBytes(15).toString('hex').slice(1)}`;
}
