/** What a changed contact or channel means for the check (ordering rules, section 6). */
import { isDeepStrictEqual } from 'node:util';
import { ORGANIZATION_RULES } from '../../../domain/organization/ways.js';
import type { CheckChannel, Person } from '../../../domain/organization/form.js';
import { ApiError } from '../api-error.js';
import type { StoredOrder } from '../stored-order.js';
import type { StoredOrganization, StoredStep } from './stored-organization.js';
import { firstSteps } from './ways.js';

export type ChangedDetails = { readonly contact: Person } | { readonly channel: CheckChannel };

/** The order with the details; the same object where nothing changes. Throws ApiError `details-refused`. */
export function withDetails(order: StoredOrder, details: ChangedDetails, now: Date): StoredOrder {
  const { organization } = order;
  const part = 'contact' in details ? 'contact' : 'channel';
  if (!organization || !ORGANIZATION_RULES[organization.way].repairs.includes(part))
    throw refused(`${order.brand} ${order.type} does not take another ${part}: cancel and order anew`);
  const edited = { ...organization, ...details };
  const isSame = isDeepStrictEqual(edited, organization);
  if (isSame && !isWaitedFor(organization)) return order;
  if (order.status !== 'validating')
    throw refused(`The order is ${order.status}: it is too late for a change`);
  if (organization.validatedAt !== undefined)
    throw refused('The company is validated: nothing is to be changed');
  return { ...order, organization: { ...edited, steps: stepsAfter(edited, isSame, now) } };
}

function refused(message: string): ApiError {
  return new ApiError('details-refused', message);
}

/** On public record, the same details again ask for another look. */
function isWaitedFor({ way, steps }: StoredOrganization): boolean {
  return way === 'public-record' && steps.some(({ status }) => status === 'with-subscriber');
}

function stepsAfter(organization: StoredOrganization, isSame: boolean, now: Date): readonly StoredStep[] {
  const { way, steps, channel } = organization;
  // A letter names no contact: its review goes on.
  if (way === 'confirmation-letter') return steps;
  if (isSame && channel === undefined) return steps;
  return firstSteps(way, channel !== undefined, now, steps);
}
