/** What a forecast begins with: the account's open orders, and its plans with their certificate of today. */
import type { ForecastPlan, OpenOrder } from '../../../domain/plans/forecast.js';
import type { OrderTrack } from '../../../domain/orders/tracks.js';
import type {
  Brand,
  CertificateType,
  OrganizationWay,
  ValidationMethod,
} from '../../../domain/catalogue/words.js';
import { reissueFactsOf } from '../../../domain/plans/reissue-facts.js';
import type { Wait } from '../../../domain/waits.js';
import type { Queryable } from '../../database.js';

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
  readonly domainValidatedAt: Date | null;
  readonly organizationValidatedAt: Date | null;
}

/** Orders that run and have not ended. */
export async function openOrders(database: Queryable, account: string): Promise<OpenOrder[]> {
  const { rows } = await database.query<OrderRow>(
    `select order_id as "orderId", brand, certificate_type as "certificateType", names, waiting_on as "waitingOn",
            deadline, tracks, ${DOMAIN_VALIDATED} as "domainValidatedAt",
            ${ORGANIZATION_VALIDATED} as "organizationValidatedAt"
       from orders
      where account = $1 and state not in ('issued', 'cancelled', 'rejected', 'expired')
        and (started_at is not null or progress_sequence > 0)
      order by created_at, order_id`,
    [account],
  );
  return rows.map((row) => ({
    ...row,
    waits: waitsOf(row),
    domainValidatedAt: row.domainValidatedAt?.getTime(),
    organizationValidatedAt: row.organizationValidatedAt?.getTime(),
  }));
}

/** Two proofs side by side have a wait each; the order's own fields tell the more pressing one. */
function waitsOf({ tracks, waitingOn, deadline }: OrderRow): OpenOrder['waits'] {
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
  readonly autoRenew: boolean;
  readonly reissueBeforeDays: number | null;
  readonly issued: number;
  readonly certificateId: string;
  readonly names: string[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly brand: Brand | null;
  readonly certificateType: CertificateType | null;
  readonly validationMethod: ValidationMethod | null;
  readonly organizationWay: OrganizationWay | null;
  readonly domainValidatedAt: Date | null;
  readonly organizationValidatedAt: Date | null;
  readonly renewing: boolean;
  readonly successorUnderWay: boolean;
  readonly failedAttempts: number;
}

/** Plans whose newest certificate stands: neither replaced nor revoked, nor expired before `now` (milliseconds). */
export async function livingPlans(
  database: Queryable,
  account: string,
  now: number,
): Promise<ForecastPlan[]> {
  const { rows } = await database.query<PlanRow>(
    `select plans.plan_id as "planId", plans.kind, plans.ends_at as "endsAt", plans.auto_renew as "autoRenew",
            plans.reissue_before_days as "reissueBeforeDays", newest.issued, newest.certificate_id as "certificateId",
            newest.names, newest.not_before as "notBefore", newest.not_after as "notAfter", orders.brand,
            orders.certificate_type as "certificateType", orders.validation_method as "validationMethod",
            orders.terms -> 'organization' ->> 'way' as "organizationWay",
            ${DOMAIN_VALIDATED} as "domainValidatedAt", ${ORGANIZATION_VALIDATED} as "organizationValidatedAt",
            coalesce(followed.renewing, false) as renewing, coalesce(followed.living, false) as "successorUnderWay",
            coalesce(followed.failed, 0) as "failedAttempts"
       from plans
       join lateral (
              select *, count(*) over ()::integer as issued from certificates
               where certificates.plan_id = plans.plan_id
               order by (replaced_by is null) desc, not_before desc, certificate_id desc
               limit 1
            ) newest on newest.replaced_by is null and newest.revoked_at is null
       left join orders on orders.order_id = newest.order_id
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
      where plans.account = $1 and (newest.not_after >= $2 or plans.ends_at >= $2)
      order by plans.plan_id`,
    [account, new Date(now)],
  );
  return rows.map(forecastPlan);
}

function forecastPlan(row: PlanRow): ForecastPlan {
  const { planId, kind, names, autoRenew, renewing, successorUnderWay, failedAttempts, brand } = row;
  const { certificateType, validationMethod, certificateId, issued } = row;
  const organizationWay = row.organizationWay ?? undefined;
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
    },
    reissue: brand && certificateType ? reissueFactsOf({ ...product, brand, certificateType }) : undefined,
  };
}
