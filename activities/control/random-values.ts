/** Other random values for an order at its CA: where its method changes, or the present ones have aged. */
import type { Database } from '../../db/database.js';
import { recordValidationMethod } from '../../db/statements/orders/row.js';
import type { DomainValidation } from '../../domain/control/validations.js';
import type { ValidationsRequest } from '../../workflows/activity-contract/ca.js';
import { caOfOrder } from '../ca/ca-of-order.js';
import { isNothingMore, unlessDecided } from '../ca/decision.js';
import { loadPlacedOrder } from '../ca/order-at-ca.js';
import type { CaDoor } from '../connections/reaching.js';
import { keepProofs, withoutStatus } from './proofs-asked.js';

export async function obtainValidations(
  dependencies: CaDoor & { readonly database: Database },
  { orderId, method }: ValidationsRequest,
): Promise<DomainValidation[]> {
  const { database } = dependencies;
  const order = await loadPlacedOrder(database, orderId);
  const { caReference } = order;
  const ca = await caOfOrder(dependencies, order);
  // A CA that asks for nothing any more has no use for another proof: what it has stands, and the order goes on.
  const done = await unlessDecided(
    () => Promise.resolve({ ca, caReference }),
    () => ca.challenges(caReference, method),
  );
  const atCa = isNothingMore(done) ? done.nothingMore : done;
  const validations = atCa.validations.map(withoutStatus);
  await recordValidationMethod(database, orderId, validations[0]?.method ?? method);
  await keepProofs(database, orderId, atCa.validations);
  return validations;
}
