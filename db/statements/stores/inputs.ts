/** What an order's workflow is started with beside its own row. */
import type { Brand, CertificateType } from '../../../domain/catalogue/words.js';
import type { Queryable } from '../../database.js';

/** The plan of the certificate that the order follows, where that is another one. */
export async function predecessorPlanOf(database: Queryable, orderId: string): Promise<string | undefined> {
  const { rows } = await database.query<{ planId: string }>(
    `select certificates.plan_id as "planId"
       from orders join certificates on certificates.certificate_id = orders.predecessor_certificate_id
      where orders.order_id = $1 and certificates.plan_id <> orders.plan_id`,
    [orderId],
  );
  return rows[0]?.planId;
}

export interface OrderOfCertificate {
  readonly orderId: string;
  readonly account: string;
  readonly brand: Brand;
  readonly type: CertificateType;
}

export async function orderOfCertificate(
  database: Queryable,
  certificateId: string,
): Promise<OrderOfCertificate | undefined> {
  const { rows } = await database.query<OrderOfCertificate>(
    `select orders.order_id as "orderId", orders.account, brand, certificate_type as type
       from certificates join orders on orders.order_id = certificates.order_id
      where certificates.certificate_id = $1`,
    [certificateId],
  );
  return rows[0];
}
