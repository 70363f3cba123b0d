/** Certificates of any shape, good and bad, from a root and an intermediate made for the test. */
import { sha256Hex } from '../../domain/certificates/csr.js';
import {
  BasicConstraintsExtension,
  CertificatePolicyExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  SubjectAlternativeNameExtension,
} from '../../domain/certificates/x509-engine.js';
import { createTwoTierCa, makeKeys, type TwoTierCa } from './two-tier-ca.js';

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

/** Its keys are elliptic. */
export async function createTestCa(now: Date, name = 'Test'): Promise<TestCa> {
  const ca = await createTwoTierCa('ecc', now, name);
  return { rootPem: ca.rootPem, chainPem: ca.issuingPem, issue: (plan) => issueLeaf(plan, ca) };
}

async function issueLeaf(plan: LeafPlan, ca: TwoTierCa): Promise<IssuedLeaf> {
  const { commonName, notBefore, days } = plan;
  const { publicKey } = await makeKeys('ecc');
  const leaf = await ca.sign({
    commonName,
    notBefore,
    days,
    publicKey,
    extensions: [
      new BasicConstraintsExtension(plan.isCa ?? false, undefined, true),
      new ExtendedKeyUsageExtension([plan.usage ?? ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(plan.names.map((value) => ({ type: 'dns', value }))),
      new CertificatePolicyExtension([plan.policy ?? '2.23.140.1.2.1']),
    ],
  });
  return { certificatePem: leaf.toString('pem'), spkiSha256: sha256Hex(leaf.publicKey.rawData) };
}
