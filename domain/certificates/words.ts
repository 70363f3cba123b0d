/** The words of certificates: what one is, and where it came from. Stored in histories: add, never rename. */

/** Ordering rules, section 8. `expiring` begins with the first expiry notice. */
export const CERTIFICATE_STATES = ['active', 'expiring', 'expired', 'revoked', 'replaced'] as const;
export type CertificateState = (typeof CERTIFICATE_STATES)[number];

/** `ordered`: issued for an order of ours. `uploaded`: bought elsewhere, and watched here. */
export const CERTIFICATE_SOURCES = ['ordered', 'uploaded'] as const;
export type CertificateSource = (typeof CERTIFICATE_SOURCES)[number];
