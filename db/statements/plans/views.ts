/** What people read of plans: one account sees its own. */
import type { CertificateSource } from '../../../domain/certificates/words.js';
import type { Brand, CertificateType, OrderPurpose } from '../../../domain/catalogue/words.js';
import type { Queryable } from '../../database.js';
import { FENCE, pageOf, Parameters, placeColumn, type Page, type PageWanted } from '../pages.js';

export interface PlanSummaryRecord {
  readonly planId: string;
  readonly kind: 'series' | 'single' | 'uploaded';
  /** Null for a certificate from elsewhere. */
  readonly brand: Brand | null;
  readonly type: CertificateType | null;
  readonly names: readonly string[];
  readonly years: number;
  /** ISO 8601, UTC. */
  readonly beginsAt: string;
  readonly endsAt: string;
  readonly autoRenew: boolean;
  readonly keepsConfiguration: boolean;
  /** Null: the house's own schedule. */
  readonly reissueBeforeDays: number | null;
  readonly certificates: number;
}

interface PlanRow extends Omit<PlanSummaryRecord, 'beginsAt' | 'endsAt'> {
  readonly beginsAt: Date;
  readonly endsAt: Date;
}

const COLUMNS = `
  plans.plan_id as "planId", plans.kind, orders.brand, orders.certificate_type as type, years, begins_at as "beginsAt",
  ends_at as "endsAt", auto_renew as "autoRenew", keeps_configuration as "keepsConfiguration",
  reissue_before_days as "reissueBeforeDays",
  coalesce((select newest.names from certificates newest where newest.plan_id = plans.plan_id
             order by newest.not_before desc, newest.created_at desc limit 1), '{}') as names,
  (select count(*)::integer from certificates where certificates.plan_id = plans.plan_id) as certificates`;

/** The one that ends first comes first. */
export async function listPlans(
  database: Queryable,
  account: string,
  { limit, after }: PageWanted,
): Promise<Page<PlanSummaryRecord>> {
  const parameters = new Parameters();
  const whose = `account = ${parameters.add(account)}`;
  const behind = after
    ? ` and (ends_at, plan_id) > (${parameters.add(after.at, 'timestamptz')}, ${parameters.add(after.id)})`
    : '';
  const { rows } = await database.query<PlanRow & { placeAt: string }>(
    `select ${COLUMNS}, ${placeColumn('ends_at')}
       from (select * from plans where ${whose}${behind}
              order by ends_at, plan_id limit ${parameters.add(limit + 1)}) plans
       left join lateral (select brand, certificate_type from orders where order_id = plans.plan_id ${FENCE}) orders on true
      order by ends_at, plans.plan_id`,
    parameters.values,
  );
  return pageOf(rows, limit, ({ planId }) => planId, summary);
}

/** By the plan's id, or by a certificate or an order of it. */
export async function readPlan(
  database: Queryable,
  account: string,
  id: string,
): Promise<PlanSummaryRecord | undefined> {
  const { rows } = await database.query<PlanRow>(
    `select ${COLUMNS} from plans left join orders on orders.order_id = plans.plan_id
      where plans.account = $1
        and plans.plan_id = coalesce(
              (select found.plan_id from certificates found
                where found.account = $1 and (found.certificate_id = $2 or found.order_id = $2)), $2)`,
    [account, id],
  );
  return rows[0] && summary(rows[0]);
}

function summary({ beginsAt, endsAt, ...row }: PlanRow): PlanSummaryRecord {
  return { ...row, beginsAt: beginsAt.toISOString(), endsAt: endsAt.toISOString() };
}

export interface PlanCertificateRecord {
  readonly certificateId: string;
  readonly orderId: string | null;
  readonly source: CertificateSource;
  /** Why its order was placed; null for a certificate from elsewhere. */
  readonly purpose: OrderPurpose | null;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly revokedAt: Date | null;
  readonly replacedBy: string | null;
  readonly replacedAt: Date | null;
}

/** Oldest first. */
export async function certificatesOfPlan(
  database: Queryable,
  account: string,
  planId: string,
): Promise<PlanCertificateRecord[]> {
  const { rows } = await database.query<PlanCertificateRecord>(
    `select certificates.certificate_id as "certificateId", certificates.order_id as "orderId", source, purpose,
            not_before as "notBefore", not_after as "notAfter", revoked_at as "revokedAt", replaced_by as "replacedBy",
            replaced_at as "replacedAt"
       from certificates left join orders on orders.order_id = certificates.order_id
      where certificates.account = $1 and certificates.plan_id = $2
      order by not_before, certificates.created_at, certificates.certificate_id`,
    [account, planId],
  );
  return rows;
}
