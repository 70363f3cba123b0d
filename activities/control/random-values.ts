/** Other random values for an order at its CA: where its method changes, or the present ones have aged. */
import type { Database } from '../../db/database.js';
import { recordValidationMethod } from '../../db/statements/orders/row.js';
import { OrderFailure } from '../../domain/failures.js';
import type { DomainValidation } from '../../domain/control/validations.js';
import type { ValidationsRequest } from '../../workflows/activity-contract/ca.js';
import type { CaValidation, CertificateAuthority } from '../ca/certificate-authority.js';
import { discreetCa } from '../ca/discreet-ca.js';
import { loadPlacedOrder } from '../ca/order-at-ca.js';
import { keepProofs, withoutStatus } from './proofs-asked.js';

export async function obtainValidations(
  dependencies: { readonly database: Database; readonly ca: CertificateAuthority },
  { orderId, method }: ValidationsRequest,
): Promise<DomainValidation[]> {
  const { database } = dependencies;
  const order = await loadPlacedOrder(database, orderId);
  const { caReference } = order;
  const ca = await discreetCa(database, dependencies.ca, order);
  const asked = await ca
    .challenges(caReference, method)
    .catch((error: unknown) => validationsOfProven(ca, caReference, error));
  const validations = asked.map(withoutStatus);
  await recordValidationMethod(database, orderId, validations[0]?.method ?? method);
  await keepProofs(database, orderId, asked);
  return validations;
}

/** A CA that took the proof meanwhile has no use for another one: what it has stands, and the order goes on. */
async function validationsOfProven(
  ca: CertificateAuthority,
  caReference: string,
  error: unknown,
): Promise<readonly CaValidation[]> {
  if (!(error instanceof OrderFailure) || error.type !== 'OrderRefusedByCa') throw error;
  const { status, validations } = await ca.orderStatus(caReference);
  if (status !== 'issuing' && status !== 'issued') throw error;
  return validations;
}
