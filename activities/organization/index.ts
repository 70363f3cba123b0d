/** What a workflow may ask about the CA's check of a company. */
import type {
  HandInOutcome,
  OrganizationActivities,
} from '../../workflows/activity-contract/organization.js';
import { isNothingMore, unlessDecided } from '../ca/decision.js';
import { openOrderAtCa } from '../ca/ca-of-order.js';
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
      handedIn(dependencies, orderId, () =>
        handInLetter(dependencies.database, {
          subject: { orderId },
          letterId: reference,
          openDesk: async () => deskOf(await openOrganizationOrder(dependencies, orderId)),
        }),
      ),

    handInDetails: (request) =>
      handedIn(dependencies, request.orderId, () => handInDetails(dependencies, request)),

    async renewOrganization(orderId) {
      await unlessDecided(
        () => openOrderAtCa(dependencies, orderId),
        async () => {
          const { order, ca } = await openOrganizationOrder(dependencies, orderId);
          await ca.renewOrganization(order.caReference);
        },
      );
    },
  } satisfies OrganizationActivities);
}

/** What can't be handed in because the CA asks for nothing any more is refused: the next look tells how far it has come. */
async function handedIn(
  dependencies: OrganizationDependencies,
  orderId: string,
  handIn: () => Promise<HandInOutcome>,
): Promise<HandInOutcome> {
  const outcome = await unlessDecided(() => openOrderAtCa(dependencies, orderId), handIn);
  if (!isNothingMore(outcome)) return outcome;
  const { ca } = await openOrderAtCa(dependencies, orderId);
  return { outcome: 'refused', reason: `${ca.name} asks for nothing any more` };
}

/** Where letters of a company's check go. */
function deskOf({ order, ca }: OrganizationOrder): LetterDesk {
  return {
    ca,
    received: async () => (await ca.orderStatus(order.caReference)).organization?.letters ?? [],
    send: (letter) => ca.uploadLetter(order.caReference, letter),
  };
}
