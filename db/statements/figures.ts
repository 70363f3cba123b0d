/** How much of everything there is, over all accounts, for whoever watches the installation: numbers and public words only. */
import { FREE_PLACES } from '../../domain/catalogue/free-places.js';
import { UNSUCCEEDED_FROM_DAYS } from '../../domain/monitoring.js';
import { abandonedBefore } from '../../domain/orders/unstarted.js';
import { REISSUE_LEAD_DAYS } from '../../domain/plans/reissue-schedule.js';
import type { Queryable } from '../database.js';
import { ENDS } from './orders/ends.js';

export type FigureName =
  | 'orders'
  | 'orders-unstarted'
  | 'revocations'
  | 'notices'
  | 'payments-owed'
  | 'certificates-unsucceeded'
  | 'closed-values';

/** One row: how many, since when at the longest, how much money. What does not apply is null. */
export interface Figure {
  readonly figure: FigureName;
  /** A state, channel, currency, table or standing, as the figure has it. */
  readonly word: string | null;
  readonly waitingOn: string | null;
  readonly count: number;
  readonly oldestSeconds: number | null;
  readonly pastDeadline: number | null;
  /** In the currency's smallest unit. */
  readonly amount: number | null;
}

/**
 * One statement, each part of it by an index that holds open things alone. $1: now. `one_living_successor` is such an index
 * of orders: it has every open one, whether it follows a certificate or not.
 */
const FIGURES = `
  select 'orders' as figure, state as word, waiting_on, count(*) as count, min(since) as oldest,
         count(*) filter (where deadline < $1) as past_deadline, null::bigint as amount
    from orders where state not in (${ENDS}) and (started_at is not null or progress_sequence > 0)
   group by state, waiting_on
  union all
  select 'orders-unstarted', null, null, count(*), min(updated_at), null, null
    from orders where started_at is null and progress_sequence = 0 and plan_attempt is null and updated_at < $2
  union all
  select 'revocations', null, waiting_on, count(*), min(since), count(*) filter (where deadline < $1), null
    from revocations where ended_at is null group by waiting_on
  union all
  select 'notices', channel, null, count(*), min(posted_at), null, null
    from notice_deliveries join account_notices using (notice_id) where outcome = 'pending' group by channel
  union all
  select 'payments-owed', currency, null, count(*), min(owed_since), null, sum(amount)
    from payments where state = 'owed' group by currency
  union all
  select 'certificates-unsucceeded', case when under_way then 'late' else 'missing' end, null, count(*), null, null, null
    from (select exists (select from orders successor
                          where successor.predecessor_certificate_id = certificates.certificate_id
                            and successor.state not in (${ENDS})) as under_way
            from certificates join plans using (plan_id)
           where revoked_at is null and replaced_by is null and source = 'ordered'
             and not_after between $1 and $1 + interval '${UNSUCCEEDED_FROM_DAYS} days'
             -- half of the lead that its plan has, at most these days
             and not_after < $1 + interval '12 hours'
                               * coalesce(reissue_before_days, ${REISSUE_LEAD_DAYS.runsByItself})
             and (auto_renew or plans.ends_at > not_after + interval '1 hour')) due
   group by under_way
  union all
  select 'closed-values', table_name, null, sum(count), null, null, null from closed_values group by table_name`;

/** `now`: milliseconds since the epoch. */
export async function loadFigures(database: Queryable, now: number): Promise<Figure[]> {
  const { rows } = await database.query<Figure>(
    `select figure, word, waiting_on as "waitingOn", count::float8 as count,
            greatest(0, extract(epoch from $1 - oldest))::float8 as "oldestSeconds",
            past_deadline::float8 as "pastDeadline", amount::float8 as amount
       from (${FIGURES}) figures`,
    [new Date(now), abandonedBefore(now)],
  );
  return rows;
}

export interface MostPlaces {
  readonly ofAccount: number;
  readonly ofDomain: number;
}

/** Below this share of the limit nobody asks how many of the places are still alive. */
const NEAR = 0.8;

/**
 * The most places of free certificates that one account, and one registrable domain, have taken. Of those far from the limit
 * the number of rows is told, which is never less: places are looked at one by one only where it could matter.
 */
export async function loadMostFreePlaces(database: Queryable, now: number): Promise<MostPlaces> {
  const [ofAccount, ofDomain] = [
    await mostPlaces(database, 'account', FREE_PLACES.perAccount, now),
    await mostPlaces(database, 'registrable_domain', FREE_PLACES.perRegistrableDomain, now),
  ];
  return { ofAccount, ofDomain };
}

async function mostPlaces(
  database: Queryable,
  column: 'account' | 'registrable_domain',
  limit: number,
  now: number,
): Promise<number> {
  const { rows } = await database.query<{ most: number }>(
    `with held as (select ${column} as holder, count(*) as rows from free_places
                    where given_back_at is null and ${column} is not null group by ${column})
     select greatest(
              (select max(rows) from held where rows < $2),
              (select max(living)
                 from held
                 cross join lateral (
                        select count(*) as living
                          from free_places place
                          left join lateral (
                                 select least(not_after, revoked_at)
                                          + interval '${FREE_PLACES.releaseHoursAfterEnd} hours' as release_at
                                   from certificates
                                  where certificates.plan_id = place.order_id
                                  order by (replaced_by is null) desc, not_before desc, certificate_id desc
                                  limit 1) newest on true
                         where place.${column} = held.holder and given_back_at is null
                           and (release_at is null or release_at > $1)) counted
                where rows >= $2),
              0)::float8 as most`,
    [new Date(now), Math.ceil(limit * NEAR)],
  );
  return rows[0]?.most ?? 0;
}

/** The order that a notice or a revocation belongs to; undefined where there is none. */
export async function orderOfSubject(
  database: Queryable,
  subject: { readonly notice: string } | { readonly revocation: string },
): Promise<string | undefined> {
  const { rows } =
    'notice' in subject
      ? await database.query<{ order_id: string | null }>(
          `select coalesce(account_notices.order_id, certificates.order_id, revocations.order_id) as order_id
             from account_notices
             left join certificates on certificates.certificate_id = account_notices.certificate_id
             left join revocations on revocations.revocation_id = account_notices.revocation_id
            where notice_id = $1`,
          [subject.notice],
        )
      : await database.query<{ order_id: string | null }>(
          'select order_id from revocations where revocation_id = $1',
          [subject.revocation],
        );
  return rows[0]?.order_id ?? undefined;
}
