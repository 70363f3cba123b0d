/** Plans: what was bought, from the first certificate's first day to the end of its years. */
import { SUCCESSION_LIMITS } from '../../../domain/plans/succession-rules.js';
import type { Brand, CertificateType, ValidationMethod } from '../../../domain/catalogue/words.js';
import type { OrderTerms } from '../../../domain/orders/terms.js';
import { UNAWAITED, type Queryable } from '../../database.js';
import { toldOfCertificate, type ToldOfCertificate } from '../notices/of-certificates.js';
import { insertRenewalWindows } from './renewal-windows.js';

/**
 * SQL that stores the plans that orders bought, of the certificates of a relation named `certificates`: a plan's first day
 * stands. Years are calendar years in UTC; a renewal has what was left of the plan before added, up to the rule's days.
 */
export function insertPlans(certificates: string, condition: string): string {
  return `
    insert into plans (plan_id, account, kind, years, begins_at, ends_at, reissue_before_days, keeps_configuration,
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
      join ${certificates} first on first.order_id = orders.order_id
      left join certificates predecessor
             on predecessor.certificate_id = orders.predecessor_certificate_id and orders.purpose = 'renewal'
      left join plans before on before.plan_id = predecessor.plan_id
     cross join lateral (select coalesce((orders.form ->> 'planYears')::integer, 1) as years) bought
     cross join lateral (
             select least(greatest(coalesce(before.ends_at - first.not_before, '0'), '0'),
                          make_interval(days => ${SUCCESSION_LIMITS.carriedOverDays})) as time
           ) carried_over
     where ${condition} and coalesce(orders.plan_id, orders.order_id) = orders.order_id
    on conflict (plan_id) do nothing`;
}

/** Stores the plans that these orders bought, where their first certificate is there. Idempotent. */
export async function storePlans(database: Queryable, orderIds: readonly string[]): Promise<void> {
  await database.query(insertPlans('certificates', 'orders.order_id = any ($1)'), [orderIds]);
}

/** A plan with its certificate of today, as the lifecycle decides from it. */
export interface PlanRecord {
  readonly planId: string;
  readonly account: string;
  readonly kind: 'series' | 'single' | 'uploaded';
  readonly years: number;
  readonly beginsAt: Date;
  readonly endsAt: Date;
  readonly reissueBeforeDays: number | null;
  readonly keepsConfiguration: boolean;
  readonly autoRenew: boolean;
  /** Certificates that the plan has had. */
  readonly issued: number;
  /** Another plan's certificate has taken the place of one of this plan's. */
  readonly renewed: boolean;
  /** An order that follows one of its certificates has ended, and nobody has noted when. */
  readonly hasUnnotedEnds: boolean;
  /** Occasions of the notices that told of its renewal. */
  readonly renewalsTold: readonly string[];
  /** The newest one that nothing has replaced; else the newest one. */
  readonly newest: NewestCertificate | null;
}

/** The order's columns are null for a certificate from elsewhere. */
export interface NewestCertificate {
  readonly certificateId: string;
  readonly orderId: string | null;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly revokedAt: Date | null;
  readonly isReplaced: boolean;
  readonly brand: Brand | null;
  readonly certificateType: CertificateType | null;
  readonly validationMethod: ValidationMethod | null;
  readonly terms: OrderTerms | null;
  /** The oldest proof that the certificate rests on. */
  readonly domainValidatedAt: Date | null;
  readonly organizationValidatedAt: Date | null;
  /** When its CA wants it replaced, where it says so, and a page that tells why. */
  readonly windowStartsAt: Date | null;
  readonly windowEndsAt: Date | null;
  readonly windowExplanationUrl: string | null;
  readonly told: readonly ToldOfCertificate[];
}

/** SQL: of the plan of the row `plans`. */
const HAS_UNNOTED_ENDS = `
  exists (select from orders
           where ended_at is null and state in ('issued', 'cancelled', 'rejected', 'expired')
             and predecessor_certificate_id in (select certificate_id from certificates where plan_id = plans.plan_id))`;

/** SQL: of the plan of the row `plans`; a re-issue is told for all of its certificates. */
const RENEWALS_TOLD = `
  case when auto_renew then
    (select array_agg(occasion) from account_notices
      where kind = 'renewing'
        and certificate_id in (select certificate_id from certificates where plan_id = plans.plan_id)) end`;

export async function loadPlan(database: Queryable, planId: string): Promise<PlanRecord | undefined> {
  const { rows } = await database.query<PlanRow & NewestRow>(
    `select plans.plan_id, plans.account, plans.kind, years, begins_at, ends_at, reissue_before_days, keeps_configuration,
            auto_renew,
            (select count(*)::integer from certificates where plan_id = plans.plan_id) as issued,
            exists (
              select from certificates old
                join certificates new on new.certificate_id = old.replaced_by
               where old.plan_id = plans.plan_id and new.plan_id is distinct from plans.plan_id
            ) as renewed,
            ${HAS_UNNOTED_ENDS} as has_unnoted_ends, ${RENEWALS_TOLD} as renewals_told,
            newest.*
       from plans
       left join lateral (
              select certificates.certificate_id as "certificateId", certificates.order_id as "orderId",
                     not_before as "notBefore", not_after as "notAfter", revoked_at as "revokedAt",
                     replaced_by is not null as "isReplaced", orders.brand, orders.certificate_type as "certificateType",
                     orders.validation_method as "validationMethod", orders.terms,
                     (select min(validated_at) from domain_validations
                       where order_id = certificates.order_id and status = 'valid') as "domainValidatedAt",
                     (select validated_at from organization_checks
                       where order_id = certificates.order_id and status = 'valid') as "organizationValidatedAt",
                     starts_at as "windowStartsAt", renewal_windows.ends_at as "windowEndsAt",
                     explanation_url as "windowExplanationUrl",
                     ${toldOfCertificate('certificates.certificate_id')} as told
                from certificates
                left join orders on orders.order_id = certificates.order_id
                left join renewal_windows on renewal_windows.certificate_id = certificates.certificate_id
               where certificates.plan_id = plans.plan_id
               order by (replaced_by is null) desc, not_before desc, certificates.created_at desc
               limit 1
            ) newest on true
      where plans.plan_id = $1`,
    [planId],
  );
  const [row] = rows;
  return row && planRecord(row, newestIn(row));
}

/** Null in all of its columns where the plan has had no certificate. */
type NewestRow = { readonly [Column in keyof NewestCertificate]: NewestCertificate[Column] | null };

function newestIn({ certificateId, notBefore, notAfter, ...row }: NewestRow): NewestCertificate | null {
  if (certificateId === null || !notBefore || !notAfter) return null;
  return {
    certificateId,
    notBefore,
    notAfter,
    orderId: row.orderId,
    revokedAt: row.revokedAt,
    isReplaced: row.isReplaced === true,
    brand: row.brand,
    certificateType: row.certificateType,
    validationMethod: row.validationMethod,
    terms: row.terms,
    domainValidatedAt: row.domainValidatedAt,
    organizationValidatedAt: row.organizationValidatedAt,
    windowStartsAt: row.windowStartsAt,
    windowEndsAt: row.windowEndsAt,
    windowExplanationUrl: row.windowExplanationUrl,
    told: row.told ?? [],
  };
}

interface PlanRow {
  readonly plan_id: string;
  readonly account: string;
  readonly kind: PlanRecord['kind'];
  readonly years: number;
  readonly begins_at: Date;
  readonly ends_at: Date;
  readonly reissue_before_days: number | null;
  readonly keeps_configuration: boolean;
  readonly auto_renew: boolean;
  readonly issued: number;
  readonly renewed: boolean;
  readonly has_unnoted_ends: boolean;
  readonly renewals_told: string[] | null;
}

function planRecord(row: PlanRow, newest: NewestCertificate | null): PlanRecord {
  return {
    planId: row.plan_id,
    account: row.account,
    kind: row.kind,
    years: row.years,
    beginsAt: row.begins_at,
    endsAt: row.ends_at,
    reissueBeforeDays: row.reissue_before_days,
    keepsConfiguration: row.keeps_configuration,
    autoRenew: row.auto_renew,
    issued: row.issued,
    renewed: row.renewed,
    hasUnnotedEnds: row.has_unnoted_ends,
    renewalsTold: row.renewals_told ?? [],
    newest,
  };
}

/** Whether another plan is bought by itself when this one ends. `by`: the hands that wanted it (domain/orders/approval.ts). */
export async function switchAutoRenew(
  database: Queryable,
  account: string,
  planId: string,
  { on, by }: { readonly on: boolean; readonly by: readonly string[] },
): Promise<void> {
  await database.query(
    `update plans set auto_renew = $3, renews_for = case when $3 then $4::text[] else '{}' end
      where account = $1 and plan_id = $2`,
    [account, planId, on, by],
  );
}

/**
 * Notes that a lifecycle watches the plan's certificates; from then on their CA is asked when it wants them replaced. `at`: ISO
 * 8601, UTC. Never in a transaction: it does not wait for the disk. A note that is lost with the server's last half second has
 * the plan followed once more, which changes nothing.
 */
export async function markWatched(database: Queryable, planId: string, at: string): Promise<void> {
  await database.query(
    `with unawaited as materialized (select ${UNAWAITED}),
     watched as (
       update certificates set watched_at = $2 from unawaited where plan_id = $1 and watched_at is null
       returning certificate_id, order_id)
     ${insertRenewalWindows('$2::timestamptz')}`,
    [planId, at],
  );
}

/** Plans with certificates that no lifecycle watches yet and that are valid at `at`, in the order of their ids. */
export async function unwatchedPlans(
  database: Queryable,
  at: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<{ readonly planId: string }[]> {
  const { rows } = await database.query<{ planId: string }>(
    `select distinct coalesce(plan_id, order_id) as "planId" from certificates
      where watched_at is null and not_after > $1 and coalesce(plan_id, order_id) > $3
      order by 1
      limit $2`,
    [at, limit, after],
  );
  return rows;
}

/** False once it was replaced or revoked: what was still to be told of its expiry is not told any more. */
export async function certificateStands(database: Queryable, certificateId: string): Promise<boolean> {
  const { rowCount } = await database.query(
    'select 1 from certificates where certificate_id = $1 and replaced_by is null and revoked_at is null',
    [certificateId],
  );
  return rowCount > 0;
}
