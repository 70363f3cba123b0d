/** The words of what is bought: brands, types, methods, ways, keys, purposes. Plain values; stored in histories: add, never rename. */

export const BRANDS = [
  'securesite',
  'geotrust',
  'trustasia',
  'globalsign',
  'cfca',
  'wotrus',
  'dnspod',
  'dnspod-sm2',
  /** Any directory that speaks ACME: a connection says which. */
  'acme',
] as const;
export type Brand = (typeof BRANDS)[number];

/** What is bought. `dv-free` is TrustAsia's free 90-day product (ordering rules, sections 2 and 7). */
export const CERTIFICATE_TYPES = ['dv', 'dv-free', 'ov', 'ev', 'ov-pro', 'ev-pro'] as const;
export type CertificateType = (typeof CERTIFICATE_TYPES)[number];

/** How control of a name is shown (ordering rules, section 5). */
export const VALIDATION_METHODS = ['auto-dns', 'manual-dns', 'file', 'auto-file'] as const;
export type ValidationMethod = (typeof VALIDATION_METHODS)[number];

/** Only the automatic methods are ours to publish (ordering rules, section 5). */
export function isPublishedByUs(method: ValidationMethod): boolean {
  return method === 'auto-dns' || method === 'auto-file';
}

/** How the CA makes sure that the company is who it says (ordering rules, section 6 a to e). */
export const ORGANIZATION_WAYS = [
  'two-emails',
  'public-record',
  'confirmation-letter',
  'application-form',
  'phone-and-mailbox',
] as const;
export type OrganizationWay = (typeof ORGANIZATION_WAYS)[number];
export const KEY_ALGORITHMS = ['rsa-2048', 'rsa-4096', 'ecc-p256', 'ecc-p384', 'sm2'] as const;
export type KeyAlgorithm = (typeof KEY_ALGORITHMS)[number];

/** SM3 goes with SM2 keys, and with no other. */
export const SIGNATURE_HASHES = ['sha256', 'sha384', 'sm3'] as const;
export type SignatureHash = (typeof SIGNATURE_HASHES)[number];

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
