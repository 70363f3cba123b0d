/** What a workflow may ask about the CA's check of a company. */
import type { OrganizationActivities } from '../../workflows/activity-contract/organization.js';
import { withClassifiedFailures } from '../failures.js';
import { handInDetails } from './details-hand-in.js';
import { handInLetter, type LetterDesk } from './letter-hand-in.js';
import { lookAt, openOrganizationOrder, type OrganizationOrder } from './check-at-ca.js';
import { awaitOrganization, type WaitDependencies } from './waiting.js';

export type OrganizationDependencies = WaitDependencies;

export function createOrganizationActivities(dependencies: OrganizationDependencies): OrganizationActivities {
  return withClassifiedFailures({
    lookAtOrganization: async (orderId) =>
      await lookAt(dependencies, await openOrganizationOrder(dependencies, orderId)),

    awaitOrganization: (request) => awaitOrganization(dependencies, request),

    handInLetter: ({ orderId, reference }) =>
      handInLetter(dependencies.database, {
        subject: { orderId },
        letterId: reference,
        openDesk: async () => deskOf(await openOrganizationOrder(dependencies, orderId)),
      }),

    handInDetails: (request) => handInDetails(dependencies, request),

    async renewOrganization(orderId) {
      const { order, ca } = await openOrganizationOrder(dependencies, orderId);
      await ca.renewOrganization(order.caReference);
    },
  } satisfies OrganizationActivities);
}

/** Where letters of a company's check go. */
function deskOf({ order, ca }: OrganizationOrder): LetterDesk {
  return {
    ca,
    received: async () => (await ca.orderStatus(order.caReference)).organization?.letters ?? [],
    send: (letter) => ca.uploadLetter(order.caReference, letter),
  };
}
