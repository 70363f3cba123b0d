/** Showing domain control: publish, look, ask, tidy up. */
import type { DomainValidation } from '../../domain/control/validations.js';
import type { ValidationActivities } from '../../workflows/activity-contract/control.js';
import { openOrderAtCa } from '../ca/ca-of-order.js';
import { unlessDecided } from '../ca/decision.js';
import { withClassifiedFailures } from '../failures.js';
import type { ReachingOrder } from '../connections/reaching.js';
import { confirm, type ConfirmationDependencies } from './confirmation.js';
import { publishAll, removeAll, type PublicationDependencies } from './publication.js';

export type ValidationDependencies = ConfirmationDependencies & PublicationDependencies;

export function createValidationActivities(dependencies: ValidationDependencies): ValidationActivities {
  return withClassifiedFailures({
    publishValidations: ({ orderId, validations }) =>
      publishUnlessDecided(dependencies, orderId, validations),
    confirmDomainControl: (request) => confirm(dependencies, request),
    removeValidations: (orderId) => removeAll(dependencies, orderId),
  } satisfies ValidationActivities);
}

/** What is left to the subscriber is told by the look that follows: it names what stands in the way. */
export async function publishUnlessDecided(
  dependencies: ValidationDependencies,
  orderId: string,
  validations: readonly DomainValidation[],
  order?: ReachingOrder,
): Promise<void> {
  await unlessDecided(
    () => openOrderAtCa(dependencies, orderId),
    () => publishAll(dependencies, orderId, validations, order),
  );
}
