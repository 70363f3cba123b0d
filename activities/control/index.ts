/** Showing domain control: publish, look, ask, tidy up. */
import type { ValidationActivities } from '../../workflows/activity-contract/control.js';
import { withClassifiedFailures } from '../failures.js';
import { confirm, type ConfirmationDependencies } from './confirmation.js';
import { publishAll, removeAll, type PublicationDependencies } from './publication.js';

export type ValidationDependencies = ConfirmationDependencies & PublicationDependencies;

export function createValidationActivities(dependencies: ValidationDependencies): ValidationActivities {
  return withClassifiedFailures({
    // What is left to the subscriber is told by the look that follows: it names what stands in the way.
    publishValidations: async ({ orderId, validations }) =>
      void (await publishAll(dependencies, orderId, validations)),
    confirmDomainControl: (request) => confirm(dependencies, request),
    removeValidations: (orderId) => removeAll(dependencies, orderId),
  } satisfies ValidationActivities);
}
