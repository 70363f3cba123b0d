/** Whose key is it? A key serves one plan, whichever account that is (ordering rules, section 4: reuse is asked for). */
import type { Queryable } from '../../database.js';

/** The key of a CSR that was handed in, and the order that it is for. */
export interface KeyForOrder {
  readonly orderId: string;
  readonly account: string;
  readonly planId: string;
  /** SHA-256 of the subject public key info, lower-case hex. */
  readonly spkiSha256: string;
  /** The order that this one is submitted anew for: it ends first. */
  readonly replacesOrderId?: string;
}

/** Two orders with the same key wait for each other until the transaction ends: the second one sees the first. */
export async function lockKey(transaction: Queryable, spkiSha256: string): Promise<void> {
  await transaction.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`csr-key/${spkiSha256}`]);
}

/**
 * True where another plan's certificate has this key, or an order under way is to have it. An order that ended without a
 * certificate leaves its key free, and a plan may go on with a key that it has already. Of an uploaded certificate, of another
 * account only where its private key was handed in: anyone can hand in what is public.
 */
export async function isKeyUsedElsewhere(
  database: Queryable,
  { orderId, account, planId, spkiSha256, replacesOrderId }: KeyForOrder,
): Promise<boolean> {
  const { rows } = await database.query<{ used: boolean }>(IS_USED_ELSEWHERE, [
    spkiSha256,
    orderId,
    planId,
    account,
    replacesOrderId ?? null,
  ]);
  return rows[0]?.used === true;
}

const IS_USED_ELSEWHERE = `
  with holders as (
    select order_id from order_keys where spki_sha256 = $1
     union
    select order_id from orders where csr_spki_sha256 = $1
  ), others as (
    select orders.order_id, coalesce(plan_id, orders.order_id) = $3 as is_own_plan,
           state not in ('cancelled', 'rejected', 'expired')
             or exists (select from certificates where certificates.order_id = orders.order_id) as is_in_use
      from orders
      join holders on holders.order_id = orders.order_id
     where orders.order_id <> $2 and orders.order_id is distinct from $5
  )
  select not exists (select from others where is_own_plan and is_in_use)
         and (exists (select from others where not is_own_plan and is_in_use)
              or exists (select from certificates
                          where source = 'uploaded' and spki_sha256 = $1
                            and (account = $4
                                 or exists (select from certificate_keys
                                             where certificate_keys.certificate_id = certificates.certificate_id))))
         as used`;

/** From now on the key is this order's; null: its form was taken back. */
export async function noteCsrKey(
  transaction: Queryable,
  orderId: string,
  spkiSha256: string | null,
): Promise<void> {
  await transaction.query('update orders set csr_spki_sha256 = $2 where order_id = $1', [
    orderId,
    spkiSha256,
  ]);
}

/** Uploaded certificates whose key nobody has read yet: those that were stored before keys were noted. */
export async function uploadsOfUnknownKey(
  database: Queryable,
  limit: number,
): Promise<{ readonly certificateId: string; readonly certificatePem: string }[]> {
  const { rows } = await database.query<{ certificateId: string; certificatePem: string }>(
    `select certificate_id as "certificateId", certificate_pem as "certificatePem"
       from certificates
      where source = 'uploaded' and spki_sha256 is null
      order by certificate_id
      limit $1`,
    [limit],
  );
  return rows;
}

export async function noteCertificateKey(
  database: Queryable,
  certificateId: string,
  spkiSha256: string,
): Promise<void> {
  await database.query('update certificates set spki_sha256 = $2 where certificate_id = $1', [
    certificateId,
    spkiSha256,
  ]);
}
