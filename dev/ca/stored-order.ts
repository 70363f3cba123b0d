/** What the CA knows of an order; one JSON file each. */
import { z } from 'zod';
import type { RevocationReason } from '../../domain/revocation/words.js';
import type { Brand, CertificateType, SignatureHash } from '../../domain/catalogue/words.js';
import type { StoredOrganization } from './organization/stored-organization.js';
import type { StoredMail } from './people/stored-mail.js';
import type { StoredRevocation } from './revocation/stored-revocation.js';
import type { StoredValidation } from './stored-validation.js';

const STATUSES = ['validating', 'issuing', 'issued', 'refused', 'cancelled'] as const;
export type CaStatus = (typeof STATUSES)[number];

export interface StoredOrder {
  readonly id: string;
  /** The client's own reference: the same one always means this order. */
  readonly reference: string;
  /** SHA-256 of what was ordered: tells a repeated placement from another order under the same reference. */
  readonly contentHash: string;
  /** Whose order it is, in the client's word; empty in orders kept from before there was one. */
  readonly accountReference: string;
  /** Which company it is for, in the client's word, also where the certificate names none. */
  readonly companyReference?: string;
  /** Of a re-issue: the reference of the order that began the purchase. */
  readonly reissueOf?: string;
  /** The term that was bought ends then: no certificate outlives it. */
  readonly validUntil?: string;
  readonly brand: Brand;
  readonly type: CertificateType;
  /** As ordered. */
  readonly names: readonly string[];
  /** From the CSR, whose checks it passed. */
  readonly key: SubjectKey;
  /** What the certificate is to be signed with; absent: as the chain of its key is. */
  readonly signatureHash?: SignatureHash;
  readonly status: CaStatus;
  readonly reason?: string;
  /** The same in Chinese, where the words are the CA's own. */
  readonly reasonChinese?: string | undefined;
  readonly validations: readonly StoredValidation[];
  /** Absent for types that name no company. */
  readonly organization?: StoredOrganization;
  /** What was sent to the contact, or is still to be sent; oldest first. */
  readonly mails?: readonly StoredMail[];
  readonly placedAt: string;
  /** While `issuing`: when the certificate is due. */
  readonly issueAt?: string;
  readonly issued?: IssuedCertificate;
  readonly revoked?: { readonly at: string; readonly reason: RevocationReason };
  /** What a subscriber asked for last. */
  readonly revocation?: StoredRevocation;
  readonly attempts: { readonly place: number; readonly validate: number };
}

export interface SubjectKey {
  readonly type: 'rsa' | 'ec' | 'sm2';
  /** SubjectPublicKeyInfo, DER. */
  readonly spkiBase64: string;
}

export interface IssuedCertificate {
  readonly serialNumber: string;
  readonly certificatePem: string;
  readonly at: string;
  /** The other half of an SM2 pair: one is never issued, shown or revoked without the other. */
  readonly encryption?: EncryptionHalf;
}

export interface EncryptionHalf {
  readonly serialNumber: string;
  readonly certificatePem: string;
  /** DER of SM2EnvelopedKey, base64; the key itself is forgotten once it is sealed. */
  readonly envelopedKey: string;
}

/** As much of a kept order as its damage would show in. Orders from before accounts were told of belong to none. */
export const KEPT_ORDER = z
  .looseObject({
    id: z.string().min(1),
    reference: z.string(),
    contentHash: z.string(),
    accountReference: z.string().default(''),
    brand: z.string(),
    type: z.string(),
    names: z.array(z.string()),
    key: z.looseObject({ type: z.string(), spkiBase64: z.string() }),
    status: z.enum(STATUSES),
    validations: z.array(z.looseObject({ name: z.string() })),
    placedAt: z.iso.datetime(),
    attempts: z.looseObject({ place: z.number(), validate: z.number() }),
  })
  .transform((kept) => kept as unknown as StoredOrder);
