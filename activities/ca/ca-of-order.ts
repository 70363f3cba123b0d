/** The CA as the steps of one order see it: its answers fit the order, and its words are rid of personal data. */
import type { Database } from '../../db/database.js';
import type { CertificateAuthority } from './certificate-authority.js';
import { discreetCa } from './discreet-ca.js';
import { fittingCa } from './fitting-ca.js';
import type { SubmittedOrder } from './order-at-ca.js';

/** `alsoKnown`: personal values beside those of the order's form. */
export async function caOfOrder(
  database: Database,
  ca: CertificateAuthority,
  order: Pick<SubmittedOrder, 'orderId' | 'terms' | 'names'>,
  alsoKnown: readonly string[] = [],
): Promise<CertificateAuthority> {
  return await discreetCa(database, fittingCa(ca, order), order, alsoKnown);
}
