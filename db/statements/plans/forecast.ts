/** What a forecast begins with, in pages: the account's open orders, and its plans with their certificate of today. */
import type { ForecastPlan, OpenOrder } from '../../../domain/plans/forecast.js';
import { OPEN_STATES } from '../../../domain/orders/states.js';
import type { OrderTrack } from '../../../domain/orders/tracks.js';
import type {
  Brand,
  CertificateType,
  OrganizationWay,
  ValidationMethod,
} from '../../../domain/catalogue/words.js';
import { reissueFactsOf } from '../../../domain/plans/reissue-facts.js';
import type { Wait } from '../../../domain/waits.js';
import { longestLifetimeDays } from '../../../domain/catalogue/dated-rules.js';
import { momentWithin } from '../../../domain/plans/renewal-window.js';
import type { Queryable } from '../../database.js';
import { inPages } from '../../pages.js';
import { windowOf } from './renewal-windows.js';

const DAY_MS = 86_400_000;

const DOMAIN_VALIDATED = `(select min(validated_at) from domain_validations
                            where order_id = orders.order_id and status = 'valid')`;
const ORGANIZATION_VALIDATED = `(select validated_at from organization_checks
                                  where order_id = orders.order_id and status = 'valid')`;

interface OrderRow {
  readonly orderId: string;
  readonly brand: Brand;
  readonly certificateType: CertificateType;
  readonly names: string[];
  readonly waitingOn: Wait | null;
  readonly deadline: Date | null;
  readonly tracks: readonly OrderTrack[] | null;
  /** As Postgres has it, to the microsecond: where the next page begins. */
  readonly createdAtExactly: string;
  readonly domainValidatedAt: Date | null;
  readonly organizationValidatedAt: Date | null;
}

/** Bounds what is held at a time, and how long the program is busy with it: some milliseconds. */
const PAGE = 500;

/** Orders that run and have not ended, by their states, brands and age: as `orders_in_state_of_brand` has them. */
export async function* openOrders(
  transaction: Queryable,
  account: string,
): AsyncGenerator<OpenOrder[], void, undefined> {
  for (const state of OPEN_STATES) {
    const pages = inPages<OrderRow>(PAGE, async (after) => {
      const { brand = '', createdAtExactly = '-infinity', orderId = '' } = after ?? {};
      const place = [brand, createdAtExactly, orderId];
      const { rows } = await transaction.query<OrderRow>(OPEN, [account, state, ...place]);
      return rows;
    });
    for await (const page of pages) yield page.map(openOrder);
  }
}

const OPEN = `
  select order_id as "orderId", brand, certificate_type as "certificateType", names, waiting_on as "waitingOn",
         deadline, tracks, created_at::text as "createdAtExactly", ${DOMAIN_VALIDATED} as "domainValidatedAt",
         ${ORGANIZATION_VALIDATED} as "organizationValidatedAt"
    from orders
   where account = $1 and state = $2 and (brand, created_at, order_id) > ($3, $4::timestamptz, $5)
     and (started_at is not null or progress_sequence > 0)
   order by brand, created_at, order_id limit ${PAGE}`;

function openOrder({ createdAtExactly: _, ...row }: OrderRow): OpenOrder {
  return {
    ...row,
    waits: waitsOf(row),
    domainValidatedAt: row.domainValidatedAt?.getTime(),
    organizationValidatedAt: row.organizationValidatedAt?.getTime(),
  };
}

/** Two proofs side by side have a wait each; the order's own fields tell the more pressing one. */
function waitsOf({
  tracks,
  waitingOn,
  deadline,
}: Pick<OrderRow, 'tracks' | 'waitingOn' | 'deadline'>): OpenOrder['waits'] {
  const open = (tracks ?? []).flatMap(({ status, waitingOn: wait, deadline: end }) =>
    status === 'open' && wait && end !== undefined ? [{ wait, deadline: Date.parse(end) }] : [],
  );
  if (open.length > 0) return open;
  return waitingOn && deadline ? [{ wait: waitingOn, deadline: deadline.getTime() }] : [];
}

interface PlanRow {
  readonly planId: string;
  readonly kind: ForecastPlan['kind'];
  readonly endsAt: Date;
  /** As Postgres has it, to the microsecond: where the next page begins. */
  readonly endsAtExactly: string;
  readonly autoRenew: boolean;
  readonly reissueBeforeDays: number | null;
  readonly issued: number;
  /** Null where the plan has no certificate that stands. */
  readonly certificateId: string | null;
  readonly names: string[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly brand: Brand | null;
  readonly certificateType: CertificateType | null;
  readonly validationMethod: ValidationMethod | null;
  readonly organizationWay: OrganizationWay | null;
  readonly domainValidatedAt: Date | null;
  readonly organizationValidatedAt: Date | null;
  readonly windowStartsAt: Date | null;
  readonly windowEndsAt: Date | null;
  readonly renewing: boolean;
  readonly successorUnderWay: boolean;
  readonly failedAttempts: number;
}

type LivingPlanRow = PlanRow & { readonly certificateId: string };

/**
 * Plans whose newest certificate stands: neither replaced nor revoked, nor expired before `now` (milliseconds). By their ends.
 * Plans that ended longer ago than any certificate lives are not even read.
 */
export async function* livingPlans(
  transaction: Queryable,
  account: string,
  now: number,
): AsyncGenerator<ForecastPlan[], void, undefined> {
  const oldestEnd = new Date(now - longestLifetimeDays() * DAY_MS).toISOString();
  const pages = inPages<PlanRow>(PAGE, async (after) => {
    const { rows } = await transaction.query<PlanRow>(PLANS, [
      account,
      new Date(now),
      after?.endsAtExactly ?? oldestEnd,
      after?.planId ?? '',
    ]);
    return rows;
  });
  for await (const page of pages) yield page.filter(isLiving).map(forecastPlan);
}

/** The page is cut before anything is looked up beside its plans: a page is a page, however many of them are over. */
const PLANS = `
  select plans.plan_id as "planId", plans.kind, plans.ends_at as "endsAt", plans.ends_at::text as "endsAtExactly",
         plans.auto_renew as "autoRenew", plans.reissue_before_days as "reissueBeforeDays", newest.issued,
         newest.certificate_id as "certificateId", newest.names, newest.not_before as "notBefore",
         newest.not_after as "notAfter", orders.brand, orders.certificate_type as "certificateType",
         orders.validation_method as "validationMethod", orders.terms -> 'organization' ->> 'way' as "organizationWay",
         ${DOMAIN_VALIDATED} as "domainValidatedAt", ${ORGANIZATION_VALIDATED} as "organizationValidatedAt",
         renewal_windows.starts_at as "windowStartsAt", renewal_windows.ends_at as "windowEndsAt",
         coalesce(followed.renewing, false) as renewing, coalesce(followed.living, false) as "successorUnderWay",
         coalesce(followed.failed, 0) as "failedAttempts"
    from (select * from plans
           where account = $1 and (ends_at, plan_id) > ($3::timestamptz, $4)
           order by ends_at, plan_id limit ${PAGE}) plans
    left join lateral (
           select * from (
             select certificate_id, order_id, names, not_before, not_after, replaced_by, revoked_at,
                    count(*) over ()::integer as issued
               from certificates
              where certificates.plan_id = plans.plan_id
              order by (replaced_by is null) desc, not_before desc, certificate_id desc
              limit 1) one
            where replaced_by is null and revoked_at is null and (not_after >= $2 or plans.ends_at >= $2)
         ) newest on true
    left join orders on orders.order_id = newest.order_id
    left join renewal_windows on renewal_windows.certificate_id = newest.certificate_id
    left join lateral (
           select bool_or(living) as living, bool_or(living and purpose = 'renewal') as renewing,
                  (count(*) filter (where failed))::integer as failed
             from (
               select purpose,
                      state not in ('issued', 'cancelled', 'rejected', 'expired')
                        and (started_at is not null or progress_sequence > 0) as living,
                      plan_attempt is not null and state in ('cancelled', 'rejected', 'expired') as failed
                 from orders successor
                where successor.predecessor_certificate_id = newest.certificate_id
             ) successors
         ) followed on true
   order by plans.ends_at, plans.plan_id`;

function isLiving(row: PlanRow): row is LivingPlanRow {
  return row.certificateId !== null;
}

function forecastPlan(row: LivingPlanRow): ForecastPlan {
  const { planId, kind, names, autoRenew, renewing, successorUnderWay, failedAttempts, brand } = row;
  const { certificateType, validationMethod, certificateId, issued } = row;
  const organizationWay = row.organizationWay ?? undefined;
  const window = windowOf(row);
  const product = {
    validationMethod,
    organizationWay,
    domainValidatedAt: row.domainValidatedAt?.getTime(),
    organizationValidatedAt: row.organizationValidatedAt?.getTime(),
    beforeDays: row.reissueBeforeDays ?? undefined,
  };
  return {
    ...{
      planId,
      kind,
      names,
      autoRenew,
      successorUnderWay,
      failedAttempts,
      validationMethod,
      organizationWay,
    },
    renewed: renewing,
    endsAt: row.endsAt.getTime(),
    current: {
      certificateId,
      number: issued,
      notBefore: row.notBefore.getTime(),
      notAfter: row.notAfter.getTime(),
      ...(window && { suggestedAt: momentWithin(window, certificateId) }),
    },
    reissue: brand && certificateType ? reissueFactsOf({ ...product, brand, certificateType }) : undefined,
  };
}
