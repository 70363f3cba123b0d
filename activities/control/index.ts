/** Showing domain control: publish, look, ask, tidy up. */
import type { ValidationActivities } from '../../workflows/activity-contract/control.js';
import { openOrderAtCa } from '../ca/ca-of-order.js';
import { unlessDecided } from '../ca/decision.js';
import { withClassifiedFailures } from '../failures.js';
import { confirm, type ConfirmationDependencies } from './confirmation.js';
import { publishAll, removeAll, type PublicationDependencies } from './publication.js';

export type ValidationDependencies = ConfirmationDependencies & PublicationDependencies;

export function createValidationActivities(dependencies: ValidationDependencies): ValidationActivities {
  return withClassifiedFailures({
    // What is left to the subscriber is told by the look that follows: it names what stands in the way.
    async publishValidations({ orderId, validations }) {
      await unlessDecided(
        () => openOrderAtCa(dependencies, orderId),
        () => publishAll(dependencies, orderId, validations),
      );
    },
    confirmDomainControl: (request) => confirm(dependencies, request),
    removeValidations: (orderId) => removeAll(dependencies, orderId),
  } satisfies ValidationActivities);
}
