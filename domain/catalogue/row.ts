/** What one line of the catalogue says of a product. */
import type { CertificateKind } from '../names/kinds.js';
import type {
  OrganizationWay,
  Brand,
  CertificateType,
  KeyAlgorithm,
  SignatureHash,
  ValidationMethod,
} from './words.js';

/** `none`: the CA asks nothing about the organization. */
export type OrganizationValidation = 'none' | OrganizationWay;

/** One line of the catalogue. `kinds` are the kinds of name lists it is sold for. */
export interface CatalogueRow {
  readonly brand: Brand;
  readonly certificateType: CertificateType;
  readonly kinds: readonly CertificateKind[];
  readonly organizationValidation: OrganizationValidation;
  /** Lengths in years a plan may have. */
  readonly planYears: readonly number[];
  /** Recommended one first. */
  readonly keyAlgorithms: readonly KeyAlgorithm[];
  /** What a CSR may be signed with, the usual one first; SM2 keys sign with SM3 and nothing else. */
  readonly signatureHashes: readonly SignatureHash[];
  readonly ipAddresses: boolean;
  readonly maxNames: number;
  readonly validationMethods: readonly ValidationMethod[];
  /** Plans of several years re-issue by themselves, so they may accept fewer methods (ordering rules, section 5). */
  readonly validationMethodsOfLongPlans: readonly ValidationMethod[];
  readonly source: string;
}
