/** Certificates of any shape, good and bad, from a root and an intermediate made for the test. */
import { randomBytes, webcrypto } from 'node:crypto';
import { sha256Hex } from '../../domain/certificates/csr.js';
import {
  BasicConstraintsExtension,
  CertificatePolicyExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '../../domain/certificates/x509-engine.js';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 86_400_000;

export interface TestCa {
  readonly rootPem: string;
  readonly chainPem: string;
  issue(plan: LeafPlan): Promise<IssuedLeaf>;
}

export interface LeafPlan {
  readonly names: readonly string[];
  readonly notBefore: Date;
  readonly days: number;
  readonly commonName?: string;
  readonly policy?: string;
  readonly isCa?: boolean;
  readonly usage?: ExtendedKeyUsage;
}

export interface IssuedLeaf {
  readonly certificatePem: string;
  readonly spkiSha256: string;
}

export function makeKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

/** A root and an intermediate, valid from ten days before `now` to ten years after. */
export async function createTestCa(now: Date, name = 'Test'): Promise<TestCa> {
  const [rootKeys, issuingKeys] = [await makeKeys(), await makeKeys()];
  const dates = {
    notBefore: new Date(now.getTime() - 10 * DAY_MS),
    notAfter: new Date(now.getTime() + 3650 * DAY_MS),
  };
  const extensions = [
    new BasicConstraintsExtension(true, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
  ];
  const common = { ...dates, extensions, signingAlgorithm: ALGORITHM };
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
    chainPem: issuing.toString('pem'),
    issue: (plan) => issueLeaf(plan, issuing.subject, issuingKeys.privateKey),
  };
}

async function issueLeaf(
  plan: LeafPlan,
  issuer: string,
  signingKey: webcrypto.CryptoKey,
): Promise<IssuedLeaf> {
  const { publicKey } = await makeKeys();
  const leaf = await X509CertificateGenerator.create({
    serialNumber: newSerial(),
    subject: plan.commonName === undefined ? '' : `CN=${plan.commonName}`,
    issuer,
    notBefore: plan.notBefore,
    notAfter: new Date(plan.notBefore.getTime() + plan.days * DAY_MS - 1000),
    publicKey,
    signingKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(plan.isCa ?? false, undefined, true),
      new ExtendedKeyUsageExtension([plan.usage ?? ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(plan.names.map((value) => ({ type: 'dns', value }))),
      new CertificatePolicyExtension([plan.policy ?? '2.23.140.1.2.1']),
    ],
  });
  return { certificatePem: leaf.toString('pem'), spkiSha256: sha256Hex(leaf.publicKey.rawData) };
}

/** Positive and without a leading zero octet, so that it reads the same everywhere. */
function newSerial(): string {
  return `4${randomBytes(15).toString('hex').slice(1)}`;
}
