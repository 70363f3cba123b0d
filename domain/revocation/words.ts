/** The words of revocation: why, on what proof, and where it stands. Stored in histories: add, never rename. */

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
