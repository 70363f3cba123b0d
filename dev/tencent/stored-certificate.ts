/** What the double knows of a certificate that was bought from it; one JSON file each. Company and people: stays here. */
import { z } from 'zod';
import type { TencentInformation } from '../../domain/tencent/information.js';
import type { CaOrder, CaRevocation } from './ca-wire.js';

/** `VerifyType` of requests. */
export type VerifyType = 'DNS_AUTO' | 'DNS' | 'FILE';

const STANDINGS = ['open', 'reviewing', 'cancelling', 'cancelled', 'failed', 'issued', 'refunded'] as const;
/** `open`: bought, its information is handed in. The number that callers see is derived of it (status.ts). */
export type Standing = (typeof STANDINGS)[number];

export interface StoredCertificate {
  /** `CertificateId`. */
  readonly id: string;
  readonly productId: number;
  readonly years: number;
  readonly domainCount: number;
  /** ISO 8601, UTC, as every instant here. */
  readonly boughtAt: string;
  /** Empty for what cost nothing. */
  readonly dealId: string;
  readonly resourceId: string;
  /** Whole fen. */
  readonly paid: number;
  readonly alias: string;
  /** A number in text. */
  readonly projectId: string;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  readonly standing: Standing;
  readonly information: TencentInformation;
  readonly hasKeyPassword: boolean;
  /** How often it was handed on to the CA: each time is an order of its own there. */
  readonly round: number;
  readonly order?: PlacedOrder;
  /** What is to be shown, and how far people are, as the CA told last. */
  readonly seen?: CaOrder;
  /** A Chinese sentence, as `StatusMsg` has it; present once it failed. */
  readonly failure?: string;
  /** When the cancelling is done. */
  readonly cancelledAt?: string;
  readonly issued?: Issued;
  readonly revocation?: CaRevocation & { readonly requestedAt: string };
  readonly revokedAt?: string;
  /** The certificate that this one re-issues, and the other way round. */
  readonly replacedFor?: string;
  readonly replacedBy?: string;
  /** The certificate that this one renews, and the other way round. */
  readonly renews?: string;
  readonly renewedBy?: string;
}

export interface PlacedOrder {
  /** The CA's id. */
  readonly caId: string;
  /** What the CA's people know the order by. */
  readonly reference: string;
  /** `OrderId`. */
  readonly number: string;
  readonly placedAt: string;
  readonly verifyType: VerifyType;
  readonly deletesDnsRecord: boolean;
  readonly csrPem: string;
  /** Absent where the client made its own key. */
  readonly privateKeyPem?: string;
  /** SHA-256 of the subject public key info. */
  readonly keySha256: string;
  /** Company and manager were audited beforehand: no letter, no check. */
  readonly isAudited: boolean;
  /** While its own staff look at the material: nothing is shown, nothing looked at. */
  readonly preReviewUntil?: string;
  readonly letterAt?: string;
  /** When all names were proven. */
  readonly provenAt?: string;
  /** Records that were put into the own DNS. */
  readonly published?: readonly { readonly type: string; readonly name: string; readonly value: string }[];
}

export interface Issued {
  readonly certificatePem: string;
  readonly chainPem: string;
  readonly rootPem: string;
  readonly at: string;
  readonly notBefore: string;
  readonly notAfter: string;
  /** The other half of an SM2 pair; the key as PEM, or, where the double has not the signing key, enveloped as the CA made it. */
  readonly encryption?: { readonly certificatePem: string; readonly key: string };
}

/** As much of a kept certificate as its damage would show in. */
export const KEPT_CERTIFICATE = z
  .looseObject({
    id: z.string().min(1),
    productId: z.number(),
    boughtAt: z.iso.datetime(),
    standing: z.enum(STANDINGS),
    information: z.looseObject({}),
    round: z.number(),
  })
  .transform((kept) => kept as unknown as StoredCertificate);

/** The names it is for, the common name first; as they were handed in, in lower case. */
export function namesOf({ information }: Pick<StoredCertificate, 'information'>): string[] {
  const { CertificateDomain, DomainList = [] } = information;
  const given = CertificateDomain === undefined ? [] : [CertificateDomain, ...DomainList];
  return [...new Set(given.map((name) => name.trim().toLowerCase()))];
}
