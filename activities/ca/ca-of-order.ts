/** The CA as the steps of one order see it: its answers fit the order, and its words are rid of personal data. */
import type { Database } from '../../db/database.js';
import type { CertificateAuthority } from './certificate-authority.js';
import type { OrderAtCa } from './decision.js';
import { discreetCa } from './discreet-ca.js';
import { fittingCa } from './fitting-ca.js';
import { loadPlacedOrder, type SubmittedOrder } from './order-at-ca.js';

/** `alsoKnown`: personal values beside those of the order's form. */
export async function caOfOrder(
  database: Database,
  ca: CertificateAuthority,
  order: Pick<SubmittedOrder, 'orderId' | 'terms' | 'names'> & Partial<Pick<SubmittedOrder, 'companyForm'>>,
  alsoKnown: readonly string[] = [],
): Promise<CertificateAuthority> {
  return await discreetCa(database, fittingCa(ca, order), order, alsoKnown);
}

/** An order that the CA has, and that CA. Throws OrderFailure `CaOrderUnknown`, `OrderDataUnusable`. */
export async function openOrderAtCa(
  { database, ca }: { readonly database: Database; readonly ca: CertificateAuthority },
  orderId: string,
): Promise<OrderAtCa> {
  const order = await loadPlacedOrder(database, orderId);
  return { ca: await caOfOrder(database, ca, order), caReference: order.caReference };
}
