/** Signs a subscriber's certificate: the profile of BR 7.1.2.7; an SM2 one says which half of the pair it is. */
import { CERTIFICATE_POLICY_OIDS } from '../../domain/certificates/policies.js';
import { certificateLifetime, notAfterOf } from '../../domain/catalogue/dated-rules.js';
import type { Brand, CertificateType, SignatureHash } from '../../domain/catalogue/words.js';
import type { Company } from '../../domain/organization/form.js';
import { isIpAddress } from '../../domain/names/forms.js';
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
  Name,
  PublicKey,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '../../domain/certificates/x509-engine.js';
import { type Issuer, newSerialNumber } from './authority.js';
import type { IssuedCertificate, SubjectKey } from './stored-order.js';
import { subjectOf } from './subject.js';

/** SM2 is outside the Forum's rules: as the contract says, a year here (ordering rules, section 10). */
const SM2_DAYS = 365;

export interface LeafRequest {
  readonly brand: Brand;
  readonly type: CertificateType;
  readonly key: SubjectKey;
  /** Absent: as the chain of its key is signed. */
  readonly signatureHash?: SignatureHash;
  /** What an SM2 key is for; without it the key's type decides. */
  readonly half?: 'signing' | 'encryption';
  /** Whom the certificate names, besides its names. */
  readonly company?: Company;
  /** All names of the certificate; the first that is short enough becomes the common name. */
  readonly names: readonly string[];
  /** The term that was bought ends then. */
  readonly validUntil?: string;
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
    const subject = subjectOf(request);
    const certificate = await X509CertificateGenerator.create({
      serialNumber,
      subject: new Name(subject),
      issuer: this.issuer.certificate.subjectName,
      ...validityPeriod(request, now),
      publicKey,
      signingKey: this.issuer.privateKey,
      signingAlgorithm: this.issuer.algorithm,
      extensions: [
        ...this.commonExtensions,
        ...(await ownExtensions(request, publicKey, subject.length === 0)),
      ],
    });
    return { serialNumber, certificatePem: certificate.toString('pem'), at: now.toISOString() };
  }
}

function validityPeriod(request: LeafRequest, now: Date): { notBefore: Date; notAfter: Date } {
  const lifetime = certificateLifetime(request.brand, now, request.type);
  const notBefore = new Date(Math.floor(now.getTime() / 1000) * 1000);
  const longest = notAfterOf(notBefore, lifetime?.advisedDays ?? SM2_DAYS);
  const termEnds = request.validUntil === undefined ? Infinity : Date.parse(request.validUntil);
  // Dates in certificates have whole seconds: a fraction more would outlive the term.
  const notAfter = new Date(Math.floor(Math.min(longest.getTime(), termEnds) / 1000) * 1000);
  return { notBefore, notAfter };
}

/** RFC 5280, section 4.2.1.6: without a subject, the alternative names are critical. */
async function ownExtensions(
  { key, half, names, type }: LeafRequest,
  publicKey: PublicKey,
  namesAreCritical: boolean,
): Promise<Extension[]> {
  const items = names.map((value) => ({
    type: isIpAddress(value) ? ('ip' as const) : ('dns' as const),
    value,
  }));
  return [
    new KeyUsagesExtension(half ? SM2_USAGE[half] : keyUsage(key), true),
    new SubjectAlternativeNameExtension(items, namesAreCritical),
    new CertificatePolicyExtension([CERTIFICATE_POLICY_OIDS[type]]),
    await SubjectKeyIdentifierExtension.create(publicKey),
  ];
}

/** GB/T 38636 (TLCP) wants the halves told apart by what they may do (ordering rules, section 10). */
const SM2_USAGE: Readonly<Record<'signing' | 'encryption', KeyUsageFlags>> = {
  signing: KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation,
  encryption: KeyUsageFlags.keyEncipherment | KeyUsageFlags.dataEncipherment | KeyUsageFlags.keyAgreement,
};

/** Key encipherment is for RSA only (BR 7.1.2.7.11). */
function keyUsage(key: SubjectKey): KeyUsageFlags {
  if (key.type === 'ec') return KeyUsageFlags.digitalSignature;
  return KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment;
}
