/** What follows a certificate, and what an order was to follow: read before anything of it is decided. */
import type { Brand, CertificateType } from '../../../domain/catalogue/words.js';
import type { Succeeded } from '../../../domain/plans/succession-rules.js';
import type { Queryable } from '../../database.js';
import type { Succession } from '../orders/requests.js';

/** A certificate of the account with all that decides how it may be followed. */
export interface SucceededCertificate extends Succeeded {
  readonly certificateId: string;
  /** Null for one from elsewhere, as are brand and type. */
  readonly orderId: string | null;
  readonly brand: Brand | null;
  readonly certificateType: CertificateType | null;
  readonly planId: string;
  readonly keepsConfiguration: boolean;
  /** The order that follows it and has not ended, also one that a crash kept from starting. */
  readonly living: { readonly orderId: string; readonly requestSha256: string } | null;
}

/** By the certificate's id or its order's. Undefined also for another account's. */
export async function loadSucceeded(
  database: Queryable,
  account: string,
  id: string,
): Promise<SucceededCertificate | undefined> {
  const { rows } = await database.query<SucceededRow>(
    `select certificates.certificate_id, certificates.order_id, certificates.source, orders.brand, orders.certificate_type,
            not_after, revoked_at is not null as revoked, replaced_by, coalesce(certificates.plan_id, orders.order_id) as plan_id,
            coalesce(plans.ends_at, not_after) as plan_ends_at, coalesce(plans.keeps_configuration, false) as keeps_configuration,
            exists (select from revocations
                     where revocations.certificate_id = certificates.certificate_id and ended_at is null) as revoking,
            (select count(*)::integer from orders reissues
              where reissues.plan_id = certificates.plan_id and reissues.purpose = 'reissue'
                and reissues.certificate_id is not null) as reissues,
            (select jsonb_build_object('orderId', living.order_id, 'requestSha256', living.request_sha256)
               from orders living
              where living.predecessor_certificate_id = certificates.certificate_id
                and living.state not in ('issued', 'cancelled', 'rejected', 'expired')) as living
       from certificates
       left join orders on orders.order_id = certificates.order_id
       left join plans on plans.plan_id = certificates.plan_id
      where certificates.account = $1 and (certificates.certificate_id = $2 or certificates.order_id = $2)`,
    [account, id],
  );
  return rows[0] && succeededCertificate(rows[0]);
}

interface SucceededRow {
  readonly certificate_id: string;
  readonly order_id: string | null;
  readonly source: Succeeded['source'];
  readonly brand: Brand | null;
  readonly certificate_type: CertificateType | null;
  readonly not_after: Date;
  readonly revoked: boolean;
  readonly revoking: boolean;
  readonly replaced_by: string | null;
  readonly plan_id: string;
  readonly plan_ends_at: Date;
  readonly keeps_configuration: boolean;
  readonly reissues: number;
  readonly living: SucceededCertificate['living'];
}

function succeededCertificate(row: SucceededRow): SucceededCertificate {
  return {
    certificateId: row.certificate_id,
    orderId: row.order_id,
    source: row.source,
    brand: row.brand,
    certificateType: row.certificate_type,
    isFree: row.certificate_type === 'dv-free',
    notAfter: row.not_after.getTime(),
    revoked: row.revoked,
    revocationUnderWay: row.revoking,
    replacedBy: row.replaced_by,
    planId: row.plan_id,
    planEndsAt: row.plan_ends_at.getTime(),
    keepsConfiguration: row.keeps_configuration,
    successorUnderWay: row.living?.orderId ?? null,
    living: row.living,
    reissues: row.reissues,
  };
}

/** How an order follows a certificate; undefined for a purchase. */
export async function loadSuccession(database: Queryable, orderId: string): Promise<Succession | undefined> {
  const { rows } = await database.query<SuccessionRow>(
    `select orders.purpose, coalesce(orders.plan_id, orders.order_id) as plan_id,
            orders.predecessor_certificate_id, certificates.plan_id as predecessor_plan_id,
            orders.keeps_key_of_order_id, orders.valid_until, orders.plan_number, orders.plan_attempt
       from orders
       join certificates on certificates.certificate_id = orders.predecessor_certificate_id
      where orders.order_id = $1 and orders.purpose <> 'purchase'`,
    [orderId],
  );
  return rows[0] && succession(rows[0]);
}

interface SuccessionRow {
  readonly purpose: Succession['purpose'];
  readonly plan_id: string;
  readonly predecessor_certificate_id: string;
  readonly predecessor_plan_id: string;
  readonly keeps_key_of_order_id: string | null;
  readonly valid_until: Date | null;
  readonly plan_number: number | null;
  readonly plan_attempt: number | null;
}

function succession(row: SuccessionRow): Succession {
  return {
    purpose: row.purpose,
    planId: row.plan_id,
    predecessorCertificateId: row.predecessor_certificate_id,
    predecessorPlanId: row.predecessor_plan_id,
    ...(row.keeps_key_of_order_id !== null && { keepsKeyOfOrderId: row.keeps_key_of_order_id }),
    ...(row.valid_until && { validUntil: row.valid_until.toISOString() }),
    ...(row.plan_number !== null && { planNumber: row.plan_number }),
    ...(row.plan_attempt !== null && { planAttempt: row.plan_attempt }),
  };
}
