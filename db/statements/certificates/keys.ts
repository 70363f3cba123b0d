/** CSRs, sealed private keys, and the key passwords on their way to them. */
import type { Queryable } from '../../database.js';
import type { SealedValue } from '../../sealed-values.js';
import { IS_GIVEN_UP } from '../orders/ends.js';

export interface StoredKey {
  readonly orderId: string;
  readonly csrPem: string;
  /** SHA-256 of the subject public key info, lower-case hex. */
  readonly spkiSha256: string;
  /** Null where the CSR was pasted: the private key is not here. Null as well where it was given up. */
  readonly sealedPrivateKey: SealedValue | null;
  readonly passwordProtected: boolean;
  /** When the key was given up, its master key being lost. */
  readonly writtenOffAt?: Date | null;
}

const KEY_COLUMNS = `order_id as "orderId", csr_pem as "csrPem", spki_sha256 as "spkiSha256",
  case when written_off_at is null then sealed_private_key end as "sealedPrivateKey",
  password_protected as "passwordProtected", written_off_at as "writtenOffAt"`;

/** SQL: a row of order_keys as one value, but for when it was given up; null where there is none. */
export function keyAsJson(row: string): string {
  return `
  case when ${row}.order_id is not null then jsonb_build_object(
    'orderId', ${row}.order_id, 'csrPem', ${row}.csr_pem, 'spkiSha256', ${row}.spki_sha256,
    'sealedPrivateKey', case when ${row}.written_off_at is null then ${row}.sealed_private_key end,
    'passwordProtected', ${row}.password_protected) end`;
}

export async function loadKey(database: Queryable, orderId: string): Promise<StoredKey | undefined> {
  const { rows } = await database.query<StoredKey>(
    `select ${KEY_COLUMNS} from order_keys where order_id = $1`,
    [orderId],
  );
  return rows[0];
}

/** What became of storing a key. */
export interface KeyStored {
  /** False where another key was stored first: that one counts, read it again. */
  readonly isStored: boolean;
  /** Of a placement that is noted with it: an earlier call may have reached the CA. */
  readonly mayHaveReachedCa: boolean;
  /** The connection to the CA that the order names in the moment of that note; null: none, or noted before. */
  readonly placesAt: string | null;
  /** It is being undone: the CA is not to hear of it any more, and nothing was noted. */
  readonly isGivenUp: boolean;
}

/**
 * SQL of an intent to call the CA. The row is locked first: between this and who gives the order up one is before the other, and
 * both know which.
 */
export const INTENT = {
  noted: (which: string) => `standing as (
       select placement_intended_at, ${IS_GIVEN_UP} as is_given_up from orders where ${which} for update
     ), intended as (
       update orders set placement_intended_at = now(), updated_at = now()
         from standing
        where ${which} and standing.placement_intended_at is null and not standing.is_given_up
       returning terms -> 'connections' ->> 'ca' as ca
     )`,
  told: `select not exists (select from intended) as "mayHaveReachedCa", (select ca from intended) as "placesAt",
            coalesce((select is_given_up from standing), false) as "isGivenUp"`,
} as const;

/** Of a row that is gone: whoever goes on finds that out. */
export const UNKNOWN_INTENT = { mayHaveReachedCa: true, placesAt: null, isGivenUp: false } as const;

/**
 * Stores the order's one key and deletes the password that was waiting for it, in one statement. With `placing`, that
 * statement notes as well that the CA is about to be called (`markPlacementIntended`).
 */
export async function storeKey(
  database: Queryable,
  key: StoredKey,
  { placing = false }: { readonly placing?: boolean } = {},
): Promise<KeyStored> {
  const { rows } = await database.query<KeyStored>(
    `with key as (
       insert into order_keys (order_id, csr_pem, spki_sha256, sealed_private_key, password_protected, written_off_at)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (order_id) do nothing
       returning order_id
     ), password as (
       delete from pending_key_passwords where order_id = $1
     ), ${INTENT.noted('$7 and order_id = $1')}
     ${INTENT.told}, exists (select from key) as "isStored"`,
    [
      key.orderId,
      key.csrPem,
      key.spkiSha256,
      key.sealedPrivateKey && JSON.stringify(key.sealedPrivateKey),
      key.passwordProtected,
      key.writtenOffAt ?? null,
      placing,
    ],
  );
  return rows[0] ?? { isStored: false, ...UNKNOWN_INTENT };
}

/** The password that waits for the order's key; `lost` where it was given up with its master key. */
export async function loadPendingKeyPassword(
  database: Queryable,
  orderId: string,
): Promise<SealedValue | 'lost' | undefined> {
  const { rows } = await database.query<{ sealed: SealedValue; writtenOff: boolean }>(
    `select sealed_password as sealed, written_off_at is not null as "writtenOff"
       from pending_key_passwords where order_id = $1`,
    [orderId],
  );
  return rows[0]?.writtenOff ? 'lost' : rows[0]?.sealed;
}

/** Idempotent: for an order that ends before its key is made. */
export async function deletePendingKeyPassword(database: Queryable, orderId: string): Promise<void> {
  await database.query('delete from pending_key_passwords where order_id = $1', [orderId]);
}

/** PEM, generated here or pasted; null before there is one. */
export async function loadCsr(database: Queryable, orderId: string): Promise<string | null> {
  const { rows } = await database.query<{ csrPem: string }>(
    'select csr_pem as "csrPem" from order_keys where order_id = $1',
    [orderId],
  );
  return rows[0]?.csrPem ?? null;
}

/** Had the order's key a password, or one that still waits for the key? Not of a pasted CSR. */
export async function keyHasPassword(database: Queryable, orderId: string): Promise<boolean> {
  const { rowCount } = await database.query(
    `select 1 from order_keys where order_id = $1 and password_protected
      union all select 1 from pending_key_passwords where order_id = $1`,
    [orderId],
  );
  return rowCount > 0;
}
