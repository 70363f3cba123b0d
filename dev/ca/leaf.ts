/** Signs a subscriber's certificate: the profile of BR 7.1.2.7. */
import { CERTIFICATE_POLICY_OIDS } from '../../domain/certificate-policies.js';
import { certificateLifetime, notAfterOf } from '../../domain/dated-rules.js';
import type { Brand, CertificateType } from '../../domain/order.js';
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
  PublicKey,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '../../domain/x509-engine.js';
import { type Issuer, newSerialNumber } from './authority.js';
import type { IssuedCertificate, SubjectKey } from './stored-order.js';

/** X.520: `ub-common-name`. A longer first name stands among the alternative names only. */
const LONGEST_COMMON_NAME = 64;

export interface LeafRequest {
  readonly brand: Brand;
  readonly type: CertificateType;
  readonly key: SubjectKey;
  /** All names of the certificate; the first that is short enough becomes the common name. */
  readonly names: readonly string[];
}

/** Where relying parties find what they need to verify. */
export interface LeafUrls {
  readonly intermediate: string;
  readonly crl: string;
}

export class LeafIssuer {
  private constructor(
    private readonly issuer: Issuer,
    /** Encoding them costs more than signing: what is the same in every certificate is made once. */
    private readonly commonExtensions: readonly Extension[],
  ) {}

  static async create(issuer: Issuer, urls: LeafUrls): Promise<LeafIssuer> {
    return new LeafIssuer(issuer, [
      new BasicConstraintsExtension(false, undefined, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new CRLDistributionPointsExtension([urls.crl]),
      new AuthorityInfoAccessExtension({ caIssuers: [urls.intermediate] }),
      await AuthorityKeyIdentifierExtension.create(issuer.certificate.publicKey),
    ]);
  }

  async issue(request: LeafRequest, now: Date): Promise<IssuedCertificate> {
    const publicKey = new PublicKey(Buffer.from(request.key.spkiBase64, 'base64'));
    const serialNumber = newSerialNumber();
    const commonName = request.names.find((name) => name.length <= LONGEST_COMMON_NAME);
    const certificate = await X509CertificateGenerator.create({
      serialNumber,
      subject: commonName === undefined ? '' : [{ CN: [commonName] }],
      issuer: this.issuer.certificate.subjectName,
      ...validityPeriod(request, now),
      publicKey,
      signingKey: this.issuer.privateKey,
      signingAlgorithm: this.issuer.algorithm,
      extensions: [...this.commonExtensions, ...(await ownExtensions(request, publicKey, !commonName))],
    });
    return { serialNumber, certificatePem: certificate.toString('pem'), at: now.toISOString() };
  }
}

function validityPeriod(request: LeafRequest, now: Date): { notBefore: Date; notAfter: Date } {
  const lifetime = certificateLifetime(request.brand, now, request.type);
  if (!lifetime) throw new Error(`There is no lifetime for certificates of ${request.brand}`);
  const notBefore = new Date(Math.floor(now.getTime() / 1000) * 1000);
  return { notBefore, notAfter: notAfterOf(notBefore, lifetime.advisedDays) };
}

/** RFC 5280, section 4.2.1.6: without a subject, the alternative names are critical. */
async function ownExtensions(
  { key, names, type }: LeafRequest,
  publicKey: PublicKey,
  namesAreCritical: boolean,
): Promise<Extension[]> {
  const dnsNames = names.map((value) => ({ type: 'dns' as const, value }));
  return [
    new KeyUsagesExtension(keyUsage(key), true),
    new SubjectAlternativeNameExtension(dnsNames, namesAreCritical),
    new CertificatePolicyExtension([CERTIFICATE_POLICY_OIDS[type]]),
    await SubjectKeyIdentifierExtension.create(publicKey),
  ];
}

/** Key encipherment is for RSA only (BR 7.1.2.7.11). */
function keyUsage(key: SubjectKey): KeyUsageFlags {
  if (key.type === 'ec') return KeyUsageFlags.digitalSignature;
  return KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment;
}
