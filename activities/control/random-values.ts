/** Other random values for an order at its CA: where its method changes, or the present ones have aged. */
import type { Database } from '../../db/database.js';
import { recordValidationMethod } from '../../db/statements/orders/row.js';
import { OrderFailure } from '../../domain/failures.js';
import type { DomainValidation } from '../../domain/control/validations.js';
import type { ValidationsRequest } from '../../workflows/activity-contract/ca.js';
import type { CaOrder, CertificateAuthority } from '../ca/certificate-authority.js';
import { caOfOrder } from '../ca/ca-of-order.js';
import { loadPlacedOrder } from '../ca/order-at-ca.js';
import { keepProofs, withoutStatus } from './proofs-asked.js';

export async function obtainValidations(
  dependencies: { readonly database: Database; readonly ca: CertificateAuthority },
  { orderId, method }: ValidationsRequest,
): Promise<DomainValidation[]> {
  const { database } = dependencies;
  const order = await loadPlacedOrder(database, orderId);
  const { caReference } = order;
  const ca = await caOfOrder(database, dependencies.ca, order);
  const atCa = await ca
    .challenges(caReference, method)
    .catch((error: unknown) => whereProven(ca, caReference, error));
  const validations = atCa.validations.map(withoutStatus);
  await recordValidationMethod(database, orderId, validations[0]?.method ?? method);
  await keepProofs(database, orderId, atCa.validations);
  return validations;
}

/** A CA that took the proof meanwhile has no use for another one: what it has stands, and the order goes on. */
async function whereProven(ca: CertificateAuthority, caReference: string, error: unknown): Promise<CaOrder> {
  if (!(error instanceof OrderFailure) || error.type !== 'OrderRefusedByCa') throw error;
  const atCa = await ca.orderStatus(caReference);
  if (atCa.status !== 'issuing' && atCa.status !== 'issued') throw error;
  return atCa;
}
