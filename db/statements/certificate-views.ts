/** What people read of certificates: one account sees its own. */
import type { Queryable } from '../database.js';

export interface CertificateRecord {
  readonly certificateId: string;
  readonly orderId: string;
  readonly names: readonly string[];
  /** Lower-case hex. */
  readonly serialNumber: string;
  readonly fingerprintSha256: string;
  readonly issuer: string;
  /** ISO 8601, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
}

export interface CertificateContent extends CertificateRecord {
  readonly certificatePem: string;
  /** The issuing certificates, leaf and root excluded. */
  readonly chainPem: string;
}

const COLUMNS =
  'certificate_id, order_id, names, serial_number, fingerprint_sha256, issuer, not_before, not_after';

/** Newest first. */
export async function listCertificates(
  database: Queryable,
  account: string,
  limit: number,
): Promise<CertificateRecord[]> {
  const { rows } = await database.query<CertificateRow>(
    `select ${COLUMNS} from certificates where account = $1 order by created_at desc, certificate_id desc limit $2`,
    [account, limit],
  );
  return rows.map(certificateRecord);
}

/** By the certificate's id, or by the id of the order that it was issued for. */
export async function readCertificate(
  database: Queryable,
  account: string,
  id: string,
): Promise<CertificateContent | undefined> {
  const { rows } = await database.query<CertificateRow & { certificate_pem: string; chain_pem: string }>(
    `select ${COLUMNS}, certificate_pem, chain_pem
       from certificates where account = $1 and (certificate_id = $2 or order_id = $2)`,
    [account, id],
  );
  const [row] = rows;
  return row && { ...certificateRecord(row), certificatePem: row.certificate_pem, chainPem: row.chain_pem };
}

interface CertificateRow {
  readonly certificate_id: string;
  readonly order_id: string;
  readonly names: string[];
  readonly serial_number: string;
  readonly fingerprint_sha256: string;
  readonly issuer: string;
  readonly not_before: Date;
  readonly not_after: Date;
}

function certificateRecord(row: CertificateRow): CertificateRecord {
  return {
    certificateId: row.certificate_id,
    orderId: row.order_id,
    names: row.names,
    serialNumber: row.serial_number,
    fingerprintSha256: row.fingerprint_sha256,
    issuer: row.issuer,
    notBefore: row.not_before.toISOString(),
    notAfter: row.not_after.toISOString(),
  };
}
