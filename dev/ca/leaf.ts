/** Signs a subscriber's certificate: the profile of BR 7.1.2.7. */
import { createPublicKey } from 'node:crypto';
import {
  AuthorityInfoAccessExtension,
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  CertificatePolicyExtension,
  CRLDistributionPointsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  type PublicKey,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '../../domain/x509-engine.js';
import type { Brand, CertificateType } from '../../domain/order.js';
import { CERTIFICATE_POLICY_OIDS } from '../../domain/certificate-policies.js';
import { certificateLifetime, notAfterOf } from '../../domain/dated-rules.js';
import { type Issuer, newSerialNumber } from './authority.js';
import { parse as parseCsr } from './csr-check.js';
import type { IssuedCertificate } from './stored-order.js';

/** X.520: `ub-common-name`. A longer first name stands among the alternative names only. */
const LONGEST_COMMON_NAME = 64;

export interface LeafRequest {
  readonly brand: Brand;
  readonly type: CertificateType;
  readonly csrPem: string;
  /** All names of the certificate; the first becomes the common name. */
  readonly names: readonly string[];
}

/** Where relying parties find what they need to verify: this CA's base URL. */
export interface LeafUrls {
  readonly intermediate: string;
  readonly crl: string;
}

export async function issueLeaf(
  issuer: Issuer,
  request: LeafRequest,
  urls: LeafUrls,
  now: Date,
): Promise<IssuedCertificate> {
  const { publicKey } = parseCsr(request.csrPem);
  const serialNumber = newSerialNumber();
  const commonName = request.names.find((name) => name.length <= LONGEST_COMMON_NAME);
  const certificate = await X509CertificateGenerator.create({
    serialNumber,
    subject: commonName === undefined ? '' : [{ CN: [commonName] }],
    issuer: issuer.certificate.subject,
    ...validityPeriod(request, now),
    publicKey,
    signingKey: issuer.privateKey,
    signingAlgorithm: issuer.algorithm,
    extensions: await leafExtensions(issuer, request, publicKey, urls, commonName === undefined),
  });
  return { serialNumber, certificatePem: certificate.toString('pem'), at: now.toISOString() };
}

function validityPeriod(request: LeafRequest, now: Date): { notBefore: Date; notAfter: Date } {
  const lifetime = certificateLifetime(request.brand, now, request.type);
  if (!lifetime) throw new Error(`There is no lifetime for certificates of ${request.brand}`);
  const notBefore = new Date(Math.floor(now.getTime() / 1000) * 1000);
  return { notBefore, notAfter: notAfterOf(notBefore, lifetime.advisedDays) };
}

async function leafExtensions(
  issuer: Issuer,
  request: LeafRequest,
  publicKey: PublicKey,
  urls: LeafUrls,
  namesAreCritical: boolean,
): Promise<Extension[]> {
  const dnsNames = request.names.map((value) => ({ type: 'dns' as const, value }));
  return [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(keyUsage(publicKey), true),
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
    new SubjectAlternativeNameExtension(dnsNames, namesAreCritical),
    new CertificatePolicyExtension([CERTIFICATE_POLICY_OIDS[request.type]]),
    new CRLDistributionPointsExtension([urls.crl]),
    new AuthorityInfoAccessExtension({ caIssuers: [urls.intermediate] }),
    await SubjectKeyIdentifierExtension.create(publicKey),
    await AuthorityKeyIdentifierExtension.create(issuer.certificate.publicKey),
  ];
}

/** Key encipherment is for RSA only (BR 7.1.2.7.11). */
function keyUsage(publicKey: PublicKey): KeyUsageFlags {
  const key = createPublicKey({ key: Buffer.from(publicKey.rawData), format: 'der', type: 'spki' });
  if (key.asymmetricKeyType !== 'rsa') return KeyUsageFlags.digitalSignature;
  return KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment;
}
