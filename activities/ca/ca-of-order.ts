/** The CA as the steps of one order see it: its answers fit the order, and its words are rid of personal data. */
import type { Database } from '../../db/database.js';
import { caFor, type CaDoor } from '../connections/reaching.js';
import type { CertificateAuthority } from './certificate-authority.js';
import type { OrderAtCa } from './decision.js';
import { discreetCa } from './discreet-ca.js';
import { fittingCa } from './fitting-ca.js';
import { loadPlacedOrder, type SubmittedOrder } from './order-at-ca.js';

interface CaDependencies extends CaDoor {
  readonly database: Database;
}

/** The one that it was placed at, or will be. `alsoKnown`: personal values beside those of the order's form. */
export async function caOfOrder(
  dependencies: CaDependencies,
  order: Pick<SubmittedOrder, 'orderId' | 'terms' | 'names'> & Partial<Pick<SubmittedOrder, 'companyForm'>>,
  alsoKnown: readonly string[] = [],
): Promise<CertificateAuthority> {
  const ca = await caFor(dependencies, order);
  return await discreetCa(dependencies.database, fittingCa(ca, order), order, alsoKnown);
}

/** An order that the CA has, and that CA. Throws OrderFailure `CaOrderUnknown`, `OrderDataUnusable`. */
export async function openOrderAtCa(dependencies: CaDependencies, orderId: string): Promise<OrderAtCa> {
  const order = await loadPlacedOrder(dependencies.database, orderId);
  return { ca: await caOfOrder(dependencies, order), caReference: order.caReference };
}
