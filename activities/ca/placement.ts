/** Placing and withdrawing an order at the CA: at most once, whatever was lost on the way. */
import type { Database } from '../../db/database.js';
import { replaceValidations } from '../../db/statements/domain-validations.js';
import {
  markPlacementIntended,
  placementWasIntended,
  recordCaReference,
} from '../../db/statements/orders.js';
import { OrderFailure } from '../../domain/failures.js';
import type { DomainValidation } from '../../domain/order.js';
import type { CancelOutcome, PlacedOrder } from '../../workflows/activity-contract.js';
import type { CaOrder, CaValidation, CertificateAuthority } from './certificate-authority.js';
import { loadSubmittedOrder, referenceOf, requestFor } from './order-at-ca.js';

export async function placeOnce(
  database: Database,
  ca: CertificateAuthority,
  orderId: string,
): Promise<PlacedOrder> {
  const order = await loadSubmittedOrder(database, orderId);
  const request = await requestFor(database, order);
  // Noted before the call: a process that dies during it leaves a trace, and the next one asks before it sends.
  const mayHaveReachedCa = await markPlacementIntended(database, orderId);
  const known = mayHaveReachedCa ? await lookUp(ca, orderId) : undefined;
  const placed = known ?? (await ca.placeOrder(request));
  await recordCaReference(database, orderId, placed.caReference);
  if (placed.status === 'refused' || placed.status === 'cancelled') throw refusedByCa(ca, placed);
  const validations = placed.validations.map(withoutStatus);
  await replaceValidations(database, orderId, validations);
  return { caReference: placed.caReference, validations };
}

export async function cancelOnce(
  database: Database,
  ca: CertificateAuthority,
  orderId: string,
): Promise<CancelOutcome> {
  if (!(await placementWasIntended(database, orderId))) return 'never-placed';
  const known = await lookUp(ca, orderId);
  if (!known) return 'never-placed';
  await recordCaReference(database, orderId, known.caReference);
  if (known.status === 'refused' || known.status === 'cancelled') return 'cancelled';
  return await ca.cancelOrder(known.caReference);
}

/** Throws where the CA can't be asked: then a person decides, and the order waits for them. */
async function lookUp(ca: CertificateAuthority, orderId: string): Promise<CaOrder | undefined> {
  if (ca.limits.canFindByReference) return await ca.findByReference(referenceOf(orderId));
  throw new OrderFailure(
    'CaUnavailable',
    `${ca.name} can't be asked for our reference ${referenceOf(orderId)}: look in its console whether the order exists.`,
  );
}

export function refusedByCa(ca: CertificateAuthority, { status, reason }: CaOrder): OrderFailure {
  return new OrderFailure('OrderRefusedByCa', reason ?? `${ca.name} says that the order is ${status}.`);
}

/** The proof as asked for; how far it has come is the CA's to say each time. */
export function withoutStatus({ name, method, record, file, issuedAt }: CaValidation): DomainValidation {
  return { name, method, ...(record ? { record } : {}), ...(file ? { file } : {}), issuedAt };
}
