/** Keys of programs, and their sealed secrets: two count at the same time while one takes the other's place. */
import type { Role } from '../../../domain/accounts/roles.js';
import type { Queryable } from '../../database.js';
import type { SealedValue } from '../../sealed-values.js';

export interface NewApiKey {
  readonly keyId: string;
  readonly account: string;
  readonly name: string;
  readonly role: Role;
  readonly expiresAt: Date | null;
  readonly at: Date;
  /** Identities of whoever gets its secret in hand (domain/orders/approval.ts). */
  readonly heldBy: readonly string[];
  readonly madeByName: string;
}

/** False where the account has a key of this name that counts. */
export async function insertApiKey(
  transaction: Queryable,
  { keyId, account, name, role, expiresAt, at, heldBy, madeByName }: NewApiKey,
): Promise<boolean> {
  const { rowCount } = await transaction.query(
    `insert into api_keys (key_id, account, name, role, expires_at, created_at, held_by, made_by_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (account, name) where revoked_at is null do nothing`,
    [keyId, account, name, role, expiresAt, at, heldBy, madeByName],
  );
  return rowCount === 1;
}

export async function insertKeySecret(
  transaction: Queryable,
  { secretId, keyId, sealed, at }: { secretId: string; keyId: string; sealed: SealedValue; at: Date },
): Promise<void> {
  await transaction.query(
    'insert into api_key_secrets (secret_id, key_id, sealed_secret, created_at) values ($1, $2, $3, $4)',
    [secretId, keyId, JSON.stringify(sealed), at],
  );
}

export interface LiveSecret {
  readonly secretId: string;
  readonly sealed: SealedValue;
}

export interface LiveKey {
  readonly keyId: string;
  readonly account: string;
  readonly name: string;
  readonly role: Role;
  readonly lastUsedAt: Date | null;
  /** The newest first. */
  readonly secrets: readonly LiveSecret[];
}

/** One that counts at `now`, with the secrets that do. */
export async function findLiveKey(
  database: Queryable,
  keyId: string,
  now: Date,
): Promise<LiveKey | undefined> {
  const { rows } = await database.query<LiveKey>(
    `select key_id as "keyId", account, name, role, last_used_at as "lastUsedAt",
            coalesce((select jsonb_agg(jsonb_build_object('secretId', secret_id, 'sealed', sealed_secret)
                                       order by created_at desc)
                        from api_key_secrets
                       where api_key_secrets.key_id = api_keys.key_id and (ends_at is null or ends_at > $2)), '[]')
              as secrets
       from api_keys
      where key_id = $1 and revoked_at is null and (expires_at is null or expires_at > $2)`,
    [keyId, now],
  );
  return rows[0];
}

/** The one of this name that counts at `now`: its id. */
export async function findLiveKeyNamed(
  database: Queryable,
  account: string,
  name: string,
  now: Date,
): Promise<string | undefined> {
  const { rows } = await database.query<{ keyId: string }>(
    `select key_id as "keyId" from api_keys
      where account = $1 and name = $2 and revoked_at is null and (expires_at is null or expires_at > $3)`,
    [account, name, now],
  );
  return rows[0]?.keyId;
}

export async function noteKeyUsed(database: Queryable, keyId: string, at: Date): Promise<void> {
  await database.query(
    'update api_keys set last_used_at = $2 where key_id = $1 and (last_used_at is null or last_used_at < $2)',
    [keyId, at],
  );
}

/** Who has had a secret of it in hand, whether it counts still or not. */
export async function keyHolders(database: Queryable, keyId: string): Promise<readonly string[]> {
  const { rows } = await database.query<{ heldBy: string[] }>(
    'select held_by as "heldBy" from api_keys where key_id = $1',
    [keyId],
  );
  return rows[0]?.heldBy ?? [];
}

/** Somebody gets another secret of it. */
export async function addKeyHolders(
  transaction: Queryable,
  keyId: string,
  heldBy: readonly string[],
): Promise<void> {
  await transaction.query(
    `update api_keys
        set held_by = held_by || array(select holder from unnest($2::text[]) holder where holder <> all(held_by))
      where key_id = $1`,
    [keyId, heldBy],
  );
}

export interface ApiKeyRow {
  readonly keyId: string;
  readonly name: string;
  readonly role: Role;
  /** Null: made by a version before. */
  readonly madeByName: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  /** Of those that count at `now`, the newest first; null: as long as the key. */
  readonly secrets: readonly { readonly createdAt: string; readonly endsAt: string | null }[];
}

const KEY_ROW = `
  select key_id as "keyId", name, role, made_by_name as "madeByName", created_at as "createdAt", expires_at as "expiresAt",
         last_used_at as "lastUsedAt", revoked_at as "revokedAt",
         coalesce((select jsonb_agg(jsonb_build_object('createdAt', created_at, 'endsAt', ends_at) order by created_at desc)
                     from api_key_secrets
                    where api_key_secrets.key_id = api_keys.key_id and (ends_at is null or ends_at > $2)), '[]')
           as secrets
    from api_keys`;

/** The newest first; those that count no more as well. */
export async function listApiKeys(database: Queryable, account: string, now: Date): Promise<ApiKeyRow[]> {
  const { rows } = await database.query<ApiKeyRow>(
    `${KEY_ROW} where account = $1 order by created_at desc, key_id desc limit 1000`,
    [account, now],
  );
  return rows;
}

/** The account's own, by id, or the one that counts of this name; locked until the transaction ends. */
export async function lockApiKey(
  transaction: Queryable,
  account: string,
  named: string,
  now: Date,
): Promise<ApiKeyRow | undefined> {
  const { rows } = await transaction.query<ApiKeyRow>(
    `${KEY_ROW} where account = $1 and (key_id = $3 or (name = $3 and revoked_at is null))
      order by (key_id = $3) desc limit 1 for update`,
    [account, now, named],
  );
  return rows[0];
}

export async function countLiveKeys(transaction: Queryable, account: string): Promise<number> {
  const { rows } = await transaction.query<{ count: number }>(
    'select count(*)::int as count from api_keys where account = $1 and revoked_at is null',
    [account],
  );
  return rows[0]?.count ?? 0;
}

/** Those that have no earlier end. */
export async function endSecretsAt(transaction: Queryable, keyId: string, endsAt: Date): Promise<void> {
  await transaction.query(
    'update api_key_secrets set ends_at = $2 where key_id = $1 and (ends_at is null or ends_at > $2)',
    [keyId, endsAt],
  );
}

/** What counts no more is taken away: there is nothing left to be opened. */
export async function deleteEndedSecrets(transaction: Queryable, keyId: string, now: Date): Promise<void> {
  await transaction.query('delete from api_key_secrets where key_id = $1 and ends_at <= $2', [keyId, now]);
}

/** Its secrets are gone with it. */
export async function markKeyRevoked(transaction: Queryable, keyId: string, at: Date): Promise<void> {
  await transaction.query('update api_keys set revoked_at = $2 where key_id = $1 and revoked_at is null', [
    keyId,
    at,
  ]);
  await transaction.query('delete from api_key_secrets where key_id = $1', [keyId]);
}

/** Those of this name that count. */
export async function revokeKeysNamed(
  transaction: Queryable,
  account: string,
  name: string,
  at: Date,
): Promise<void> {
  const { rows } = await transaction.query<{ keyId: string }>(
    'select key_id as "keyId" from api_keys where account = $1 and name = $2 and revoked_at is null for update',
    [account, name],
  );
  for (const { keyId } of rows) await markKeyRevoked(transaction, keyId, at);
}
