/** Storing issued certificates. No secrets: the private key stays with the order (statements/keys.ts), an envelope opens with it. */
import type { Queryable } from '../database.js';

/** Times are ISO 8601, UTC; serial number and fingerprint are lower-case hex. */
export interface StoredCertificate {
  readonly certificateId: string;
  readonly orderId: string;
  readonly account: string;
  readonly names: readonly string[];
  readonly serialNumber: string;
  readonly fingerprintSha256: string;
  readonly issuer: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly certificatePem: string;
  /** The issuing certificates in order, leaf and root excluded. */
  readonly chainPem: string;
  readonly rootPem: string | null;
  /** The other half of an SM2 pair, both or neither: its certificate, and SM2EnvelopedKey (DER, base64). */
  readonly encryptionCertificatePem: string | null;
  readonly encryptionEnvelopedKey: string | null;
}

/** Stores the certificate and names it in its order, both or neither. Idempotent: an order has one certificate. */
export async function insertCertificate(database: Queryable, certificate: StoredCertificate): Promise<void> {
  await database.query(
    `with named as (
       update orders set certificate_id = $1, updated_at = now() where order_id = $2 and certificate_id is null
     )
     insert into certificates (certificate_id, order_id, account, names, serial_number, fingerprint_sha256,
                               issuer, not_before, not_after, certificate_pem, chain_pem, root_pem,
                               encryption_certificate_pem, encryption_enveloped_key)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     on conflict (order_id) do nothing`,
    valuesOf(certificate),
  );
}

function valuesOf(certificate: StoredCertificate): unknown[] {
  return [
    certificate.certificateId,
    certificate.orderId,
    certificate.account,
    certificate.names,
    certificate.serialNumber,
    certificate.fingerprintSha256,
    certificate.issuer,
    certificate.notBefore,
    certificate.notAfter,
    certificate.certificatePem,
    certificate.chainPem,
    certificate.rootPem,
    certificate.encryptionCertificatePem,
    certificate.encryptionEnvelopedKey,
  ];
}
