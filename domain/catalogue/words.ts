/** The words of an order: what it is, where it stands, what it is asked to prove. Plain values; stored in histories. */
import type { Price } from '../payments/words.js';
import type { OrganizationWaitPolicies, WaitPolicies } from '../waits.js';

export const BRANDS = [
  'securesite',
  'geotrust',
  'trustasia',
  'globalsign',
  'cfca',
  'wotrus',
  'dnspod',
  'dnspod-sm2',
] as const;
export type Brand = (typeof BRANDS)[number];

/** What is bought. `dv-free` is TrustAsia's free 90-day product (ordering rules, sections 2 and 7). */
export const CERTIFICATE_TYPES = ['dv', 'dv-free', 'ov', 'ev', 'ov-pro', 'ev-pro'] as const;
export type CertificateType = (typeof CERTIFICATE_TYPES)[number];

/** Inferred from the names, never asked for (ordering rules, section 2). */
export const CERTIFICATE_KINDS = ['single', 'multi', 'wildcard', 'wildcard-multi'] as const;
export type CertificateKind = (typeof CERTIFICATE_KINDS)[number];

/** How control of a name is shown (ordering rules, section 5). */
export const VALIDATION_METHODS = ['auto-dns', 'manual-dns', 'file', 'auto-file'] as const;
export type ValidationMethod = (typeof VALIDATION_METHODS)[number];

/** How the CA makes sure that the company is who it says (ordering rules, section 6 a to e). */
export const ORGANIZATION_WAYS = [
  'two-emails',
  'public-record',
  'confirmation-letter',
  'application-form',
  'phone-and-mailbox',
] as const;
export type OrganizationWay = (typeof ORGANIZATION_WAYS)[number];

/** What a CA may ask for to be sure of the company, in our words (ordering rules, section 6). */
export const ORGANIZATION_STEPS = [
  'email-1',
  'email-2',
  'phone-call',
  'public-record-check',
  'letter',
  'application-form',
  'manual-review',
  'mailbox',
] as const;
export type OrganizationStep = (typeof ORGANIZATION_STEPS)[number];

/** What of an organization's check can be put right on the living order. */
export const ORGANIZATION_PARTS = ['contact', 'channel', 'letter'] as const;
export type OrganizationPart = (typeof ORGANIZATION_PARTS)[number];

export const KEY_ALGORITHMS = ['rsa-2048', 'rsa-4096', 'ecc-p256', 'ecc-p384', 'sm2'] as const;
export type KeyAlgorithm = (typeof KEY_ALGORITHMS)[number];

/** SM3 goes with SM2 keys, and with no other. */
export const SIGNATURE_HASHES = ['sha256', 'sha384', 'sm3'] as const;
export type SignatureHash = (typeof SIGNATURE_HASHES)[number];

/** Ordering rules, section 8. The last four are ends. */
export const ORDER_STATES = [
  'pending-submission',
  'validating',
  'issuing',
  'issued',
  'cancelled',
  'rejected',
  'expired',
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

export const FINAL_STATES = ['issued', 'cancelled', 'rejected', 'expired'] as const satisfies OrderState[];
export type FinalState = (typeof FINAL_STATES)[number];

export function isFinal(state: OrderState): state is FinalState {
  return (FINAL_STATES as readonly OrderState[]).includes(state);
}

/** A text that subscribers read: always in both languages. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** The rules one order lives under, copied from the catalogue when it is placed: a later edit cannot reach it. */
export interface OrderTerms {
  readonly brand: Brand;
  readonly certificateType: CertificateType;
  readonly kind: CertificateKind;
  readonly validationMethods: readonly ValidationMethod[];
  readonly keyAlgorithms: readonly KeyAlgorithm[];
  /** Days after which the CA's random value is replaced (ordering rules, section 5). */
  readonly randomValueDays: number;
  readonly waits: WaitPolicies;
  /** Absent where the CA asks nothing about the organization (DV). */
  readonly organization?: OrganizationTerms;
  /** Absent where nothing is paid through this installation: free products, re-issues, billing elsewhere. */
  readonly price?: Price;
}

/** How one product validates the organization (domain/organization/ways.ts has the rows). */
export interface OrganizationTerms {
  readonly way: OrganizationWay;
  /** What may be put right while the check runs. */
  readonly repairs: readonly OrganizationPart[];
  readonly waits: OrganizationWaitPolicies;
}

/** What the subscriber asked for, once the form is submitted. Names are A-labels, lower case, without a trailing dot. */
export interface Submission {
  readonly names: readonly string[];
  readonly validationMethod: ValidationMethod;
  readonly terms: OrderTerms;
}

/** The proof asked for one name. `name` is what the CA checks: a wildcard's own base, never the `*.` form. */
export interface DomainValidation {
  readonly name: string;
  readonly method: ValidationMethod;
  readonly record?: ValidationRecord;
  readonly file?: ValidationFile;
  /** When the CA chose the random value; ISO 8601, UTC. */
  readonly issuedAt: string;
}

/** Key, value and type are the CA's opaque words (ordering rules, section 5). `name` is fully qualified. */
export interface ValidationRecord {
  readonly type: 'TXT' | 'CNAME';
  readonly name: string;
  readonly value: string;
}

/** `url` is the plain-HTTP one; the same path by HTTPS serves as well. */
export interface ValidationFile {
  readonly url: string;
  readonly content: string;
}
