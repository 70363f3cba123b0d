/** Plans: what was bought, from the first certificate's first day to the end of its years. */
import { SUCCESSION_LIMITS } from '../../domain/succession-rules.js';
import type { Queryable } from '../database.js';

/**
 * Stores the plans that these orders bought, as soon as their first certificate is there. Idempotent: a plan's first day
 * stands. Years are calendar years in UTC; a renewal has what was left of the plan before added, up to the rule's days.
 */
export async function storePlans(transaction: Queryable, orderIds: readonly string[]): Promise<void> {
  await transaction.query(
    `insert into plans (plan_id, account, kind, years, begins_at, ends_at, reissue_before_days, keeps_configuration,
                        auto_renew)
     select orders.order_id, orders.account,
            case orders.certificate_type when 'dv-free' then 'single' else 'series' end,
            bought.years, first.not_before,
            case orders.certificate_type when 'dv-free' then first.not_after
              else (first.not_before at time zone 'UTC' + make_interval(years => bought.years)) at time zone 'UTC'
                   + carried_over.time end,
            (orders.form ->> 'reissueBeforeDays')::integer,
            coalesce((orders.form ->> 'reuseConfiguration')::boolean, false),
            coalesce((orders.form ->> 'autoRenew')::boolean, false)
       from orders
       join certificates first on first.order_id = orders.order_id
       left join certificates predecessor
              on predecessor.certificate_id = orders.predecessor_certificate_id and orders.purpose = 'renewal'
       left join plans before on before.plan_id = predecessor.plan_id
      cross join lateral (select coalesce((orders.form ->> 'planYears')::integer, 1) as years) bought
      cross join lateral (
              select least(greatest(coalesce(before.ends_at - first.not_before, '0'), '0'), make_interval(days => $2))
                     as time
            ) carried_over
      where orders.order_id = any ($1) and coalesce(orders.plan_id, orders.order_id) = orders.order_id
     on conflict (plan_id) do nothing`,
    [orderIds, SUCCESSION_LIMITS.carriedOverDays],
  );
}
