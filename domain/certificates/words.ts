/** The words of what follows issuance: what a certificate is, what its plan is, and what comes next in its life. */

/** Ordering rules, section 8. `expiring` begins with the first expiry notice. */
export const CERTIFICATE_STATES = ['active', 'expiring', 'expired', 'revoked', 'replaced'] as const;
export type CertificateState = (typeof CERTIFICATE_STATES)[number];

/** `ordered`: issued for an order of ours. `uploaded`: bought elsewhere, and watched here. */
export const CERTIFICATE_SOURCES = ['ordered', 'uploaded'] as const;
export type CertificateSource = (typeof CERTIFICATE_SOURCES)[number];

/**
 * Why an order was placed. All but `purchase` follow a certificate (`predecessorCertificateId`), and all but `plan-reissue`
 * and `reissue` buy something. Stored: add, never rename.
 */
export const ORDER_PURPOSES = [
  'purchase',
  /** The plan's next certificate, ordered without anyone asking. */
  'plan-reissue',
  /** Asked for: new key or same CSR, names and term kept. */
  'reissue',
  /** A new plan that follows an old one of the same product. */
  'renewal',
  /** Another product or other names; the old certificate stands until the new one is issued. */
  'replacement',
  /** From a free certificate to a paid product. */
  'upgrade',
] as const;
export type OrderPurpose = (typeof ORDER_PURPOSES)[number];

/** RFC 5280, section 5.3.1, as far as subscribers may use them (BR 4.9.1). */
export const REVOCATION_REASONS = [
  'unspecified',
  'keyCompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
] as const;
export type RevocationReason = (typeof REVOCATION_REASONS)[number];

/** What a brand wants to see before it revokes on a subscriber's word (domain/revocation/rules.ts has the rows). */
export const REVOCATION_PROOFS = ['domain-control', 'letter', 'manual-review'] as const;
export type RevocationProof = (typeof REVOCATION_PROOFS)[number];

/** `revoked` and `refused` are ends; after a refusal the certificate is what it was. */
export const REVOCATION_STATES = ['requested', 'proving', 'reviewing', 'revoked', 'refused'] as const;
export type RevocationState = (typeof REVOCATION_STATES)[number];

/** What a lifecycle does next. It is decided once, by an activity, and stands in the history. `at`: ISO 8601, UTC. */
export type LifecycleStep =
  | {
      readonly do: 'announce-expiry';
      readonly at: string;
      readonly certificateId: string;
      readonly days: number;
    }
  | { readonly do: 'announce-expired'; readonly at: string; readonly certificateId: string }
  /** `number` counts the plan's certificates from 1, `attempt` the orders for this one from 1. */
  | { readonly do: 'reissue'; readonly at: string; readonly number: number; readonly attempt: number }
  /** The plan ends and another one is bought. */
  | { readonly do: 'renew'; readonly at: string; readonly attempt: number }
  | { readonly do: 'announce-place-released'; readonly at: string; readonly certificateId: string }
  /** Nothing is to be done before somebody does something. */
  | { readonly do: 'wait' }
  | { readonly do: 'end'; readonly reason: string };
