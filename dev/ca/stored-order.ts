/** What the CA knows of an order; one JSON file each. */
import type {
  Brand,
  CertificateType,
  ValidationFile,
  ValidationMethod,
  ValidationRecord,
} from '../../domain/order.js';

export type CaStatus = 'validating' | 'issuing' | 'issued' | 'refused' | 'cancelled';

export interface StoredOrder {
  readonly id: string;
  /** The client's own reference: the same one always means this order. */
  readonly reference: string;
  /** SHA-256 of what was ordered: tells a repeated placement from another order under the same reference. */
  readonly contentHash: string;
  readonly brand: Brand;
  readonly type: CertificateType;
  /** As ordered. */
  readonly names: readonly string[];
  /** From the CSR, whose checks it passed. */
  readonly key: SubjectKey;
  readonly status: CaStatus;
  readonly reason?: string;
  readonly validations: readonly StoredValidation[];
  readonly placedAt: string;
  /** While `issuing`: when the certificate is due. */
  readonly issueAt?: string;
  readonly issued?: IssuedCertificate;
  readonly revoked?: { readonly at: string; readonly reason: RevocationReason };
  readonly attempts: { readonly place: number; readonly validate: number };
}

export interface StoredValidation {
  /** The name that is looked at: a wildcard's base. */
  readonly name: string;
  /** The names of the certificate that this proves, `*.` forms included. */
  readonly proves: readonly string[];
  readonly method: ValidationMethod;
  readonly randomValue: string;
  readonly issuedAt: string;
  readonly record?: ValidationRecord;
  readonly file?: ValidationFile;
  readonly status: 'pending' | 'valid' | 'failed';
  /** What the CA saw when it last looked. */
  readonly detail?: string;
}

export interface SubjectKey {
  readonly type: 'rsa' | 'ec';
  /** SubjectPublicKeyInfo, DER. */
  readonly spkiBase64: string;
}

export interface IssuedCertificate {
  readonly serialNumber: string;
  readonly certificatePem: string;
  readonly at: string;
}

/** RFC 5280, section 5.3.1, as far as subscribers may use them (BR 4.9.1). */
export const REVOCATION_REASONS = [
  'unspecified',
  'keyCompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
] as const;
export type RevocationReason = (typeof REVOCATION_REASONS)[number];
