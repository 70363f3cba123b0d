/** What earlier orders of the same account, brand and company have proven, by our own records. */
import type { Queryable } from '../../database.js';

/**
 * When control of each name was last shown for the company of this order, by another order of its account and brand; names
 * without such a proof are left out, and so is everything where the order names no company.
 */
export async function loadProofsOfCompany(
  database: Queryable,
  orderId: string,
): Promise<ReadonlyMap<string, Date>> {
  const { rows } = await database.query<{ name: string; validatedAt: Date }>(
    `select v.name, max(v.validated_at) as "validatedAt"
       from orders as own
       join orders as earlier on earlier.account = own.account and earlier.brand = own.brand
                             and earlier.company_key = own.company_key and earlier.order_id <> own.order_id
       join domain_validations as v on v.order_id = earlier.order_id
      where own.order_id = $1 and v.status = 'valid' and v.validated_at is not null
      group by v.name`,
    [orderId],
  );
  return new Map(rows.map(({ name, validatedAt }) => [name, validatedAt]));
}
