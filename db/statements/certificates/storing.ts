/** Storing issued certificates, with all that follows for plan and predecessor. No secrets: the private key stays with the order (statements/keys.ts), an envelope opens with it. */
import type { Queryable } from '../../database.js';
import { markStatuses, statusColumns, type ToldStatus } from '../control/domain-validations.js';
import { insertPlans } from '../plans/row.js';

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

/**
 * Stores the certificate, names it in its order, begins the plan where the order bought one, puts it in its predecessor's
 * place, and notes what its CA said of the proofs that it rests on: one statement, and so all or nothing. Idempotent: an
 * order has one certificate.
 */
export async function insertCertificate(
  database: Queryable,
  certificate: StoredCertificate,
  restsOn: readonly ToldStatus[] = [],
): Promise<void> {
  await database.query(INSERT_CERTIFICATE, [...valuesOf(certificate), ...statusColumns(restsOn)]);
}

/** The old certificate stays until this very moment; `replaced_at` is the new one's first. */
const INSERT_CERTIFICATE = `
  with named as (
    update orders set certificate_id = $1, updated_at = now() where order_id = $2 and certificate_id is null
  ), stored as (
    insert into certificates (certificate_id, order_id, account, names, serial_number, fingerprint_sha256,
                              issuer, not_before, not_after, certificate_pem, chain_pem, root_pem,
                              encryption_certificate_pem, encryption_enveloped_key, plan_id, alias, tags, project)
    select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, coalesce(plan_id, order_id), alias, tags, project
      from orders
     where order_id = $2
    on conflict (order_id) do nothing
    returning certificate_id, order_id, not_before, not_after
  ), bought as (
    ${insertPlans('stored', 'true')}
  ), replaced as (
    update certificates as predecessor
       set replaced_by = stored.certificate_id, replaced_at = stored.not_before
      from orders
      join stored on stored.order_id = orders.order_id
     where predecessor.certificate_id = orders.predecessor_certificate_id
       and predecessor.account = orders.account and predecessor.replaced_by is null
  )
  ${markStatuses('$2', ['$15', '$16', '$17'])}`;

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
