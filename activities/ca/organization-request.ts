/** The company and the people of an order, as its CA is told them. Personal data: handed over, kept nowhere on the way. */
import { ORDER_DATA_FAILURES } from '../../domain/failure-texts.js';
import { OrderFailure } from '../../domain/failures.js';
import type { OrganizationWay } from '../../domain/catalogue/words.js';
import type { Company, Person } from '../../domain/organization/form.js';
import type { PeopleOfForm } from '../../domain/organization/form.js';
import type { CaOrganizationRequest } from './certificate-authority.js';

/**
 * `form` is the order's own copy, in which saved companies and contacts were filled in when it was submitted. Throws
 * OrderFailure `OrderDataUnusable`, naming the field, where one is missing or still names a saved one.
 */
export function organizationRequestOf(
  orderId: string,
  way: OrganizationWay,
  form: unknown,
): CaOrganizationRequest {
  // The form was parsed before it was stored: its shape is known.
  const { company, manager, contact, organizationCheck } = (form ?? {}) as PeopleOfForm;
  const ofOrder = {
    company: filledIn<Company>(company, 'company', orderId),
    manager: filledIn<Person>(manager, 'manager', orderId),
  };
  return {
    way,
    ...ofOrder,
    contact:
      contact === undefined || contact === 'same-as-manager'
        ? ofOrder.manager
        : filledIn<Person>(contact, 'contact', orderId),
    ...(organizationCheck ? { channel: organizationCheck } : {}),
  };
}

function filledIn<Part extends Company | Person>(
  part: Part | SavedName | undefined,
  field: 'company' | 'manager' | 'contact',
  orderId: string,
): Part {
  if (part && !isSavedName(part)) return part;
  const isSavedOne = part !== undefined;
  throw new OrderFailure('OrderDataUnusable', ORDER_DATA_FAILURES.noPart(orderId, field, isSavedOne));
}

interface SavedName {
  readonly existing: string;
}

function isSavedName(part: Company | Person | SavedName): part is SavedName {
  return 'existing' in part;
}
