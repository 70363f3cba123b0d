/** How long orders took: from their being sent to the CA to the certificate, by product. */
import { BRANDS, type Brand, type CertificateType } from '../../../domain/catalogue/words.js';
import type { Queryable } from '../../database.js';

export interface UsualTime {
  readonly brand: Brand;
  readonly type: CertificateType;
  /** Orders that were looked at. */
  readonly count: number;
  readonly medianSeconds: number;
  /** Nine of ten took no longer. */
  readonly ninetiethSeconds: number;
}

/** House limit: of each brand the newest issued ones; a walk through all of a large account's is not worth more. */
const MOST_OF_A_BRAND = 500;

/**
 * Of the account's issued orders placed since then, led by `orders_in_state_of_brand`, brand by brand. Re-issues are left out: they take
 * the proofs of the order that they follow. A product of which there is none has no row.
 */
export async function usualTimes(database: Queryable, account: string, since: Date): Promise<UsualTime[]> {
  const { rows } = await database.query<UsualTime>(
    `select o.brand, o.certificate_type as type, count(*)::int as count,
            percentile_cont(0.5) within group (order by o.seconds) as "medianSeconds",
            percentile_cont(0.9) within group (order by o.seconds) as "ninetiethSeconds"
       from unnest($3::text[]) as wanted (brand)
      cross join lateral (
        select o.brand, o.certificate_type,
               greatest(extract(epoch from c.created_at - o.placement_intended_at), 0)::float8 as seconds
          from orders o
          join certificates c on c.certificate_id = o.certificate_id
         where o.account = $1 and o.state = 'issued' and o.brand = wanted.brand and o.created_at >= $2
           and o.placement_intended_at is not null and o.purpose not in ('plan-reissue', 'reissue')
         order by o.created_at desc, o.order_id desc
         limit ${MOST_OF_A_BRAND}) o
      group by o.brand, o.certificate_type`,
    [account, since, BRANDS],
  );
  return rows;
}
