/** Certificates as far as it matters for revoking them: an account's own, by certificate or order, or all of a plan. */
import type { RevocationReason } from '../../../domain/revocation/words.js';
import type { Brand, CertificateType } from '../../../domain/catalogue/words.js';
import type { Queryable } from '../../database.js';

export interface RevocableCertificate {
  readonly certificateId: string;
  /** Null of a certificate from elsewhere, as are brand and type. */
  readonly orderId: string | null;
  readonly brand: Brand | null;
  readonly type: CertificateType | null;
  /** Of certificates of before: their order. */
  readonly planId: string | null;
  readonly names: readonly string[];
  /** ISO 8601, UTC. */
  readonly notAfter: string;
  readonly revokedAt: string | null;
  /** The request that is under way. */
  readonly underWay: LivingRevocation | null;
}

export interface LivingRevocation {
  readonly revocationId: string;
  readonly reason: RevocationReason;
  /** False after a crash between storing the request and starting its workflow. */
  readonly started: boolean;
}

/** By the certificate's id, or by the id of the order that it was issued for. */
export async function readRevocable(
  database: Queryable,
  account: string,
  id: string,
): Promise<RevocableCertificate | undefined> {
  const [found] = await select(
    database,
    'and (certificates.certificate_id = $2 or certificates.order_id = $2)',
    [account, id],
  );
  return found;
}

/** Every certificate that the plan has had, oldest first. */
export async function listOfPlan(
  database: Queryable,
  account: string,
  planId: string,
): Promise<RevocableCertificate[]> {
  return await select(
    database,
    'and (certificates.plan_id = $2 or (certificates.plan_id is null and certificates.order_id = $2))',
    [account, planId],
  );
}

interface RevocableRow extends Omit<RevocableCertificate, 'notAfter' | 'revokedAt'> {
  readonly notAfter: Date;
  readonly revokedAt: Date | null;
}

async function select(
  database: Queryable,
  which: string,
  values: readonly unknown[],
): Promise<RevocableCertificate[]> {
  const { rows } = await database.query<RevocableRow>(
    `select certificates.certificate_id as "certificateId", certificates.order_id as "orderId",
            orders.brand, orders.certificate_type as "type",
            coalesce(certificates.plan_id, certificates.order_id) as "planId", certificates.names,
            certificates.not_after as "notAfter", certificates.revoked_at as "revokedAt",
            case when living.revocation_id is not null then
              jsonb_build_object('revocationId', living.revocation_id, 'reason', living.reason,
                                 'started', living.started_at is not null)
            end as "underWay"
       from certificates
       left join orders on orders.order_id = certificates.order_id
       left join revocations living
         on living.certificate_id = certificates.certificate_id and living.ended_at is null
      where certificates.account = $1 ${which}
      order by certificates.not_before, certificates.certificate_id`,
    values,
  );
  return rows.map((row) => ({
    ...row,
    notAfter: row.notAfter.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }));
}
