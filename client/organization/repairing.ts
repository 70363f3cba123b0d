/** Putting the check of the organization right on the living order: another contact, another channel. */
import {
  insertDetails,
  removeProposed,
  type OrganizationDetails,
} from '../../db/statements/organization/details.js';
import { withoutUnaskedIdentity } from '../../domain/organization/identity-rules.js';
import { problemsOfChannel, problemsOfIdentity } from '../../domain/organization/checks.js';
import type { CheckChannel, Person } from '../../domain/organization/form.js';
import { parseChannel, parsePerson } from '../../domain/organization/input.js';
import { Refusal, type RefusalDetails } from '../../domain/refusals.js';
import { repairOrganization, type OrderStatus } from '../../workflows/messages.js';
import { askLivingOrder } from '../orders/acting.js';
import { DEEDS } from '../orders/deeds.js';
import { Contacts } from './contacts.js';
import type { ClientContext } from '../context.js';
import { newId } from '../orders/identity.js';
import { livingOrder, type SubmittedOrder } from './checked-order.js';

/**
 * `contact`: a person, or a saved one. Throws Refusal: InvalidInput by field and where the brand takes no other contact
 * (ordering rules, section 6), NotFound, RefusedInThisState once the check is done; Unavailable: the change may still be taken.
 */
export async function repairContact(
  context: ClientContext,
  orderId: string,
  contact: Person | { readonly existing: string },
): Promise<OrderStatus> {
  const order = await livingOrder(context, orderId, DEEDS.repair);
  const person =
    'existing' in contact
      ? (await new Contacts(context).get(contact.existing)).details
      : parsePerson(contact);
  refuseAll(problemsOfIdentity(order.brand, person, 'contact'));
  const details = withoutUnaskedIdentity(order.brand, person);
  return await propose(context, order, { part: 'contact', details });
}

/** Where and how the CA shall reach the company (section 6b). Throws as `repairContact`. */
export async function repairChannel(
  context: ClientContext,
  orderId: string,
  channel: CheckChannel,
): Promise<OrderStatus> {
  const order = await livingOrder(context, orderId, DEEDS.repair);
  const details = parseChannel(channel);
  refuseAll(problemsOfChannel(details, order.names, 'organizationCheck'));
  return await propose(context, order, { part: 'channel', details });
}

/** Stored before the order is told: the order carries the id only. What it refuses is not kept. */
async function propose(
  context: ClientContext,
  { orderId }: SubmittedOrder,
  proposed: OrganizationDetails,
): Promise<OrderStatus> {
  const { database, account } = context;
  const detailsId = newId('det_', Date.now());
  await insertDetails(database, { ...proposed, detailsId, orderId, createdBy: account });
  try {
    const repair = { part: proposed.part, detailsId };
    return await askLivingOrder(context, orderId, DEEDS.repair, (handle) =>
      handle.executeUpdate(repairOrganization, { args: [repair] }),
    );
  } catch (error) {
    // After an unknown outcome it stays: the order may have taken it.
    if (error instanceof Refusal) await removeProposed(database, detailsId);
    throw error;
  }
}

function refuseAll([first, ...others]: readonly RefusalDetails[]): void {
  if (first) throw new Refusal(first, others);
}
