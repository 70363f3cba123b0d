/** Accounts at ACME directories, made once and kept. */
import type { Queryable } from '../../database.js';
import type { SealedValue } from '../../sealed-values.js';

export interface StoredAcmeAccount {
  readonly accountRef: string;
  readonly directoryUrl: string;
  /** Null where it was given up with its master key. */
  readonly sealedKeys: SealedValue | null;
  readonly accountUrl: string | null;
  readonly contactDigest: string | null;
  readonly caaIdentities: readonly string[];
}

export async function loadAcmeAccount(
  database: Queryable,
  accountRef: string,
): Promise<StoredAcmeAccount | undefined> {
  const { rows } = await database.query<StoredAcmeAccount>(
    `select account_ref as "accountRef", directory_url as "directoryUrl",
            case when written_off_at is null then sealed_keys end as "sealedKeys", account_url as "accountUrl",
            contact_digest as "contactDigest", caa_identities as "caaIdentities"
       from acme_accounts where account_ref = $1`,
    [accountRef],
  );
  return rows[0];
}

export interface NewAcmeAccount {
  readonly accountRef: string;
  readonly account: string | null;
  readonly directoryUrl: string;
  readonly sealedKeys: SealedValue;
}

/** The first one counts: whoever comes later reads it again. */
export async function storeAcmeAccount(database: Queryable, made: NewAcmeAccount): Promise<void> {
  await database.query(
    `insert into acme_accounts (account_ref, account, directory_url, sealed_keys)
     values ($1, $2, $3, $4) on conflict (account_ref) do nothing`,
    [made.accountRef, made.account, made.directoryUrl, JSON.stringify(made.sealedKeys)],
  );
}

/** Held until the transaction ends: whoever registers, or changes the key, does it alone. */
export async function lockAcmeAccount(transaction: Queryable, accountRef: string): Promise<void> {
  await transaction.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `acme-account/${accountRef}`,
  ]);
}

export async function recordAcmeAccount(
  database: Queryable,
  accountRef: string,
  { accountUrl, contactDigest }: { readonly accountUrl: string; readonly contactDigest: string },
): Promise<void> {
  await database.query(
    `update acme_accounts set account_url = $2, contact_digest = $3, updated_at = now() where account_ref = $1`,
    [accountRef, accountUrl, contactDigest],
  );
}

export async function recordAcmeKeys(
  database: Queryable,
  accountRef: string,
  sealedKeys: SealedValue,
): Promise<void> {
  await database.query(
    `update acme_accounts set sealed_keys = $2, written_off_at = null, updated_at = now() where account_ref = $1`,
    [accountRef, JSON.stringify(sealedKeys)],
  );
}

/** In the place of an account that is gone, or whose keys are: the next one is made with these. */
export async function recordAcmeAccountAnew(
  database: Queryable,
  accountRef: string,
  sealedKeys: SealedValue,
): Promise<void> {
  await database.query(
    `update acme_accounts
        set sealed_keys = $2, written_off_at = null, account_url = null, contact_digest = null, updated_at = now()
      where account_ref = $1`,
    [accountRef, JSON.stringify(sealedKeys)],
  );
}

export async function recordCaaIdentities(
  database: Queryable,
  accountRef: string,
  caaIdentities: readonly string[],
): Promise<void> {
  await database.query(
    `update acme_accounts set caa_identities = $2
      where account_ref = $1 and caa_identities is distinct from $2::text[]`,
    [accountRef, caaIdentities],
  );
}
