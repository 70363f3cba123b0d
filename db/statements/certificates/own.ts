/** Certificates that were bought elsewhere: stored with a plan of one, and with their key where it was given. */
import type { Tag } from '../../../domain/orders/labels.js';
import type { Queryable } from '../../database.js';
import type { SealedValue } from '../../sealed-values.js';
import type { StoredKey } from './keys.js';

/** Times are ISO 8601, UTC; serial number and fingerprint lower-case hex. */
export interface OwnCertificateRow {
  readonly certificateId: string;
  readonly account: string;
  readonly names: readonly string[];
  readonly serialNumber: string;
  readonly fingerprintSha256: string;
  /** Of its subject public key info. */
  readonly spkiSha256: string;
  readonly issuer: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly certificatePem: string;
  readonly chainPem: string;
  readonly rootPem: string | null;
  readonly alias: string | null;
  readonly tags: readonly Tag[];
  readonly project: string | null;
  readonly sealedPrivateKey: SealedValue | null;
  readonly uploadedAt: string;
}

/** Two uploads of the same certificate wait for each other until the transaction ends. Resolves to the one there is. */
export async function lockFingerprint(
  transaction: Queryable,
  account: string,
  fingerprintSha256: string,
): Promise<string | undefined> {
  await transaction.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `${account}/${fingerprintSha256}`,
  ]);
  const { rows } = await transaction.query<{ certificateId: string }>(
    `select certificate_id as "certificateId" from certificates
      where account = $1 and fingerprint_sha256 = $2
      order by created_at, certificate_id
      limit 1`,
    [account, fingerprintSha256],
  );
  return rows[0]?.certificateId;
}

/** Was it stored by the same request before? */
export async function hasOwnCertificate(
  transaction: Queryable,
  { account, certificateId }: Pick<OwnCertificateRow, 'account' | 'certificateId'>,
): Promise<boolean> {
  const { rowCount } = await transaction.query(
    'select 1 from certificates where account = $1 and certificate_id = $2',
    [account, certificateId],
  );
  return rowCount > 0;
}

/** Certificate, plan and key: all or nothing, as one statement is. */
export async function insertOwnCertificate(database: Queryable, row: OwnCertificateRow): Promise<void> {
  await database.query(
    `with stored as (
       insert into certificates (certificate_id, account, source, plan_id, names, serial_number, fingerprint_sha256,
                                 issuer, not_before, not_after, certificate_pem, chain_pem, root_pem, alias, tags,
                                 project, created_at, spki_sha256)
       values ($1, $2, 'uploaded', $1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $16, $17)
     ), planned as (
       insert into plans (plan_id, account, kind, years, begins_at, ends_at, created_at)
       values ($1, $2, 'uploaded', 1, $7, $8, $16)
     )
     insert into certificate_keys (certificate_id, sealed_private_key, created_at)
     select $1, $15::jsonb, $16 where $15::jsonb is not null`,
    [
      row.certificateId,
      row.account,
      row.names,
      row.serialNumber,
      row.fingerprintSha256,
      row.issuer,
      row.notBefore,
      row.notAfter,
      row.certificatePem,
      row.chainPem,
      row.rootPem,
      row.alias,
      JSON.stringify(row.tags),
      row.project,
      row.sealedPrivateKey && JSON.stringify(row.sealedPrivateKey),
      row.uploadedAt,
      row.spkiSha256,
    ],
  );
}

/** With its key, its plan and what was told of it. False where it is not there, or was ordered here. */
export async function deleteOwnCertificate(
  database: Queryable,
  account: string,
  certificateId: string,
): Promise<boolean> {
  const { rows } = await database.query<{ gone: boolean }>(
    `with gone as (
       delete from certificates where account = $1 and certificate_id = $2 and source = 'uploaded'
       returning certificate_id
     ), over as (
       delete from plans using gone where plans.plan_id = gone.certificate_id
     )
     select exists (select from gone) as gone`,
    [account, certificateId],
  );
  return rows[0]?.gone === true;
}

/** The key that was uploaded with a certificate, as `StoredKey` has an order's. */
export async function loadOwnKey(
  database: Queryable,
  certificateId: string,
): Promise<Pick<StoredKey, 'sealedPrivateKey' | 'writtenOffAt'> | undefined> {
  const { rows } = await database.query<Pick<StoredKey, 'sealedPrivateKey' | 'writtenOffAt'>>(
    `select case when written_off_at is null then sealed_private_key end as "sealedPrivateKey",
            written_off_at as "writtenOffAt"
       from certificate_keys where certificate_id = $1`,
    [certificateId],
  );
  return rows[0];
}
