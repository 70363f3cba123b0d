/** What people read of certificates: one account sees its own. Lists of them: lists.ts. */
import type { CertificateSource } from '../../../domain/certificates/words.js';
import type { RevocationReason, RevocationState } from '../../../domain/revocation/words.js';
import type { Labels } from '../../../domain/orders/labels.js';
import type { Queryable } from '../../database.js';

export interface CertificateRecord extends Labels {
  readonly certificateId: string;
  /** Null where it was bought elsewhere. */
  readonly orderId: string | null;
  readonly source: CertificateSource;
  readonly names: readonly string[];
  /** Lower-case hex. */
  readonly serialNumber: string;
  readonly fingerprintSha256: string;
  readonly issuer: string;
  /** ISO 8601, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly revokedAt: string | null;
  readonly revocationReason: RevocationReason | null;
  /** The certificate that took its place. */
  readonly replacedBy: string | null;
  readonly replacedAt: string | null;
  /** The request to revoke it that is under way. */
  readonly revocation: LivingRevocationRecord | null;
}

export interface LivingRevocationRecord {
  readonly revocationId: string;
  readonly state: RevocationState;
}

export interface CertificateContent extends CertificateRecord {
  readonly certificatePem: string;
  /** The issuing certificates, leaf and root excluded. */
  readonly chainPem: string;
  /** The other half of an SM2 pair; null for every other certificate. */
  readonly encryption: EncryptionContent | null;
}

export interface EncryptionContent {
  readonly certificatePem: string;
  /** DER of SM2EnvelopedKey (GM/T 0009), base64: the signing key opens it. */
  readonly envelopedKey: string;
}

export const CERTIFICATE_COLUMNS = `
  certificate_id, order_id, source, names, serial_number, fingerprint_sha256, issuer, not_before, not_after, revoked_at,
  revocation_reason, replaced_by, replaced_at, alias, tags, project,
  (select jsonb_build_object('revocationId', living.revocation_id, 'state', living.state)
     from revocations living
    where living.certificate_id = certificates.certificate_id and living.ended_at is null) as revocation`;

/** By the certificate's id, or by the id of the order that it was issued for. */
export async function readCertificate(
  database: Queryable,
  account: string,
  id: string,
): Promise<CertificateContent | undefined> {
  const { rows } = await database.query<ContentRow>(
    `select ${CERTIFICATE_COLUMNS}, certificate_pem, chain_pem, encryption_certificate_pem, encryption_enveloped_key
       from certificates where account = $1 and (certificate_id = $2 or order_id = $2)`,
    [account, id],
  );
  const [row] = rows;
  if (!row) return undefined;
  const { certificate_pem: certificatePem, chain_pem: chainPem } = row;
  return { ...certificateRecord(row), certificatePem, chainPem, encryption: encryptionContent(row) };
}

/** PEM of the root that the CA gave with a certificate; null where it gave none. */
export async function readRootCertificate(
  database: Queryable,
  account: string,
  certificateId: string,
): Promise<string | null> {
  const { rows } = await database.query<{ rootPem: string | null }>(
    'select root_pem as "rootPem" from certificates where account = $1 and certificate_id = $2',
    [account, certificateId],
  );
  return rows[0]?.rootPem ?? null;
}

export interface CertificateRow extends Labels {
  readonly certificate_id: string;
  readonly order_id: string | null;
  readonly source: CertificateSource;
  readonly names: string[];
  readonly serial_number: string;
  readonly fingerprint_sha256: string;
  readonly issuer: string;
  readonly not_before: Date;
  readonly not_after: Date;
  readonly revoked_at: Date | null;
  readonly revocation_reason: RevocationReason | null;
  readonly replaced_by: string | null;
  readonly replaced_at: Date | null;
  readonly revocation: LivingRevocationRecord | null;
}

interface ContentRow extends CertificateRow {
  readonly certificate_pem: string;
  readonly chain_pem: string;
  readonly encryption_certificate_pem: string | null;
  readonly encryption_enveloped_key: string | null;
}

function encryptionContent(row: ContentRow): EncryptionContent | null {
  const { encryption_certificate_pem: certificatePem, encryption_enveloped_key: envelopedKey } = row;
  return certificatePem === null || envelopedKey === null ? null : { certificatePem, envelopedKey };
}

export function certificateRecord(row: CertificateRow): CertificateRecord {
  return {
    certificateId: row.certificate_id,
    orderId: row.order_id,
    source: row.source,
    names: row.names,
    serialNumber: row.serial_number,
    fingerprintSha256: row.fingerprint_sha256,
    issuer: row.issuer,
    notBefore: row.not_before.toISOString(),
    notAfter: row.not_after.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
    revocationReason: row.revocation_reason,
    replacedBy: row.replaced_by,
    replacedAt: row.replaced_at?.toISOString() ?? null,
    revocation: row.revocation,
    alias: row.alias,
    tags: row.tags,
    project: row.project,
  };
}
