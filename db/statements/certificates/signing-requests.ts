/** Certificate signing requests that accounts make beside their orders: drafts that may change, and made ones with their keys. */
import type { KeyAlgorithm } from '../../../domain/catalogue/words.js';
import type { Tag } from '../../../domain/orders/labels.js';
import type { Queryable } from '../../database.js';
import type { SealedValue } from '../../sealed-values.js';

/** What stands in the request, as it was given. */
export interface SigningRequestDetails {
  readonly domain: string;
  readonly organization: string;
  readonly department: string;
  readonly email: string;
  readonly province: string;
  readonly city: string;
  readonly country: string;
  readonly algorithm: KeyAlgorithm;
}

export interface SigningRequestRecord {
  readonly id: string;
  readonly details: SigningRequestDetails;
  readonly remark: string | null;
  readonly tags: readonly Tag[];
  /** PEM; null until it is made. */
  readonly csrPem: string | null;
  readonly keyHasPassword: boolean;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly generatedAt: string | null;
}

/** The request, made: its key sealed. */
export interface MadeSigningRequest {
  readonly csrPem: string;
  readonly sealedPrivateKey: SealedValue;
  readonly keyHasPassword: boolean;
  readonly generatedAt: string;
}

export async function insertSigningRequest(
  database: Queryable,
  account: string,
  { id, details, remark, tags }: Pick<SigningRequestRecord, 'id' | 'details' | 'remark' | 'tags'>,
): Promise<void> {
  await database.query(
    `insert into signing_requests (request_id, account, details, remark, tags) values ($1, $2, $3, $4, $5)`,
    [id, account, JSON.stringify(details), remark, JSON.stringify(tags)],
  );
}

/** False for a made one, an unknown one, and another account's. */
export async function updateSigningRequest(
  database: Queryable,
  account: string,
  { id, details, remark }: Pick<SigningRequestRecord, 'id' | 'details' | 'remark'>,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `update signing_requests set details = $3, remark = $4
      where account = $1 and request_id = $2 and removed_at is null and generated_at is null`,
    [account, id, JSON.stringify(details), remark],
  );
  return rowCount === 1;
}

/** Once: false where it was made before. */
export async function storeMadeRequest(
  database: Queryable,
  account: string,
  id: string,
  { csrPem, sealedPrivateKey, keyHasPassword, generatedAt }: MadeSigningRequest,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `update signing_requests
        set csr_pem = $3, sealed_private_key = $4, password_protected = $5, generated_at = $6
      where account = $1 and request_id = $2 and removed_at is null and generated_at is null`,
    [account, id, csrPem, JSON.stringify(sealedPrivateKey), keyHasPassword, generatedAt],
  );
  return rowCount === 1;
}

export async function removeSigningRequest(
  database: Queryable,
  account: string,
  id: string,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `update signing_requests set removed_at = now(), sealed_private_key = null, written_off_at = null
      where account = $1 and request_id = $2 and removed_at is null`,
    [account, id],
  );
  return rowCount === 1;
}

export async function readSigningRequest(
  database: Queryable,
  account: string,
  id: string,
): Promise<SigningRequestRecord | undefined> {
  const { rows } = await database.query<Row>(
    `select ${COLUMNS} from signing_requests where account = $1 and request_id = $2 and removed_at is null`,
    [account, id],
  );
  return rows[0] && recordOf(rows[0]);
}

/** The sealed key of a made one; undefined where there is none, or nobody can open it any more. */
export async function loadSigningKey(
  database: Queryable,
  account: string,
  id: string,
): Promise<{ readonly sealed: SealedValue; readonly keyHasPassword: boolean } | undefined> {
  const { rows } = await database.query<{ sealed: SealedValue; keyHasPassword: boolean }>(
    `select sealed_private_key as sealed, password_protected as "keyHasPassword" from signing_requests
      where account = $1 and request_id = $2 and removed_at is null and sealed_private_key is not null
        and written_off_at is null`,
    [account, id],
  );
  return rows[0];
}

/** Newest first: all that an account has; it makes a few. */
export async function listSigningRequests(
  database: Queryable,
  account: string,
): Promise<SigningRequestRecord[]> {
  const { rows } = await database.query<Row>(
    `select ${COLUMNS} from signing_requests where account = $1 and removed_at is null
      order by created_at desc, request_id desc`,
    [account],
  );
  return rows.map(recordOf);
}

const COLUMNS = `request_id, details, remark, tags, csr_pem, password_protected, created_at, generated_at`;

interface Row {
  readonly request_id: string;
  readonly details: SigningRequestDetails;
  readonly remark: string | null;
  readonly tags: readonly Tag[];
  readonly csr_pem: string | null;
  readonly password_protected: boolean;
  readonly created_at: Date;
  readonly generated_at: Date | null;
}

function recordOf(row: Row): SigningRequestRecord {
  return {
    id: row.request_id,
    details: row.details,
    remark: row.remark,
    tags: row.tags,
    csrPem: row.csr_pem,
    keyHasPassword: row.password_protected,
    createdAt: row.created_at.toISOString(),
    generatedAt: row.generated_at?.toISOString() ?? null,
  };
}
