/** What the reseller's API knows of an order beside the order itself: how it was bought, what was handed in, what became of it. */
import type { TencentInformation } from '../../../domain/tencent/information.js';
import type { Queryable } from '../../database.js';
import type { SealedValue } from '../../sealed-values.js';

export interface TencentPurchase {
  /** Null of an order that another door placed. */
  readonly productId: number | null;
  readonly domainCount: number;
  readonly years: number;
}

export interface NewTencentCertificate extends TencentPurchase {
  readonly rootOrderId: string;
  readonly account: string;
  /** The certificate that it was applied for to follow, by the API's id. */
  readonly renews?: string | undefined;
}

/** What is there stays: the same purchase again is no other one. */
export async function insertTencentCertificate(
  database: Queryable,
  { rootOrderId, account, productId, domainCount, years, renews }: NewTencentCertificate,
): Promise<void> {
  await database.query(
    `insert into tencent_certificates (root_order_id, account, order_id, product_id, domain_count, years, renews)
     values ($1, $2, $1, $3, $4, $5, $6)
     on conflict (root_order_id) do nothing`,
    [rootOrderId, account, productId, domainCount, years, renews ?? null],
  );
}

/** What was handed in for the form, and the password of the key; locked until the transaction ends. */
export async function lockInformation(
  transaction: Queryable,
  account: string,
  rootOrderId: string,
): Promise<
  { readonly information: TencentInformation; readonly sealedKeyPassword: SealedValue | null } | undefined
> {
  const { rows } = await transaction.query<{
    information: TencentInformation;
    sealedKeyPassword: SealedValue | null;
  }>(
    `select information, sealed_key_password as "sealedKeyPassword" from tencent_certificates
      where account = $1 and root_order_id = $2 for update`,
    [account, rootOrderId],
  );
  return rows[0];
}

/** `sealedKeyPassword`: undefined leaves it, null takes it away. */
export async function storeInformation(
  transaction: Queryable,
  account: string,
  rootOrderId: string,
  information: TencentInformation,
  sealedKeyPassword?: SealedValue | null,
): Promise<void> {
  await transaction.query(
    `update tencent_certificates set information = $3 where account = $1 and root_order_id = $2`,
    [account, rootOrderId, JSON.stringify(information)],
  );
  if (sealedKeyPassword === undefined) return;
  await transaction.query(
    `update tencent_certificates set sealed_key_password = $3, written_off_at = null
      where account = $1 and root_order_id = $2`,
    [account, rootOrderId, sealedKeyPassword && JSON.stringify(sealedKeyPassword)],
  );
}

/** The form is with the order now, as is the password. */
export async function markHandedOn(
  database: Queryable,
  account: string,
  rootOrderId: string,
  at: string,
): Promise<void> {
  await database.query(
    `update tencent_certificates
        set submitted_at = coalesce(submitted_at, $3), sealed_key_password = null, written_off_at = null
      where account = $1 and root_order_id = $2`,
    [account, rootOrderId, at],
  );
}

/** Null takes it back: the order was not withdrawn. */
export async function markCancelAsked(
  database: Queryable,
  account: string,
  rootOrderId: string,
  at: string | null,
): Promise<void> {
  await database.query(
    'update tencent_certificates set cancel_asked_at = $3 where account = $1 and root_order_id = $2',
    [account, rootOrderId, at],
  );
}

/** Another order stands for the certificate from now on: false where it does already, or another one does. */
export async function openAnew(
  database: Queryable,
  account: string,
  { rootOrderId, before, orderId }: { rootOrderId: string; before: string; orderId: string },
): Promise<boolean> {
  const { rowCount } = await database.query(
    `update tencent_certificates set order_id = $4, submitted_at = null, cancel_asked_at = null
      where account = $1 and root_order_id = $2 and order_id = $3`,
    [account, rootOrderId, before, orderId],
  );
  return rowCount === 1;
}

/** Not listed any more; the order and what came of it stay on record. */
export async function markRemoved(
  database: Queryable,
  account: string,
  rootOrderId: string,
  at: string,
): Promise<void> {
  await database.query(
    `update tencent_certificates set removed_at = coalesce(removed_at, $3)
      where account = $1 and root_order_id = $2`,
    [account, rootOrderId, at],
  );
}

/** Deleted through the API: whoever asks by the deletion's number is told. */
export async function noteDeletion(
  database: Queryable,
  account: string,
  tencentId: string,
  at: string,
): Promise<void> {
  await database.query(
    `insert into tencent_deletions (account, tencent_id, deleted_at) values ($1, $2, $3)
     on conflict (account, tencent_id) do update set deleted_at = excluded.deleted_at`,
    [account, tencentId, at],
  );
}

/** When each of these was deleted (ISO 8601, UTC), as far as it was. */
export async function deletedAmong(
  database: Queryable,
  account: string,
  tencentIds: readonly string[],
): Promise<{ readonly id: string; readonly at: string }[]> {
  const { rows } = await database.query<{ id: string; at: Date }>(
    `select tencent_id as id, deleted_at as at from tencent_deletions
      where account = $1 and tencent_id = any($2)`,
    [account, tencentIds],
  );
  return rows.map(({ id, at }) => ({ id, at: at.toISOString() }));
}
