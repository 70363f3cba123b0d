/** What a workflow may ask to have a certificate taken out of use. */
import { loadRevocation } from '../../db/statements/revocation/row.js';
import type { RevocationActivities } from '../../workflows/activity-contract/revocation.js';
import { withClassifiedFailures } from '../failures.js';
import { removeAll } from '../control/publication.js';
import { handInLetter, type LetterDesk } from '../organization/letter-hand-in.js';
import { recordRevocation, type EndingDependencies } from './ending.js';
import { openRevocation, type OpenRevocation } from './at-ca.js';
import { requestRevocation, revokeWithdrawn } from './request.js';
import { awaitRevocation, type WaitDependencies } from './waiting.js';

export type RevocationDependencies = EndingDependencies & WaitDependencies;

export function createRevocationActivities(dependencies: RevocationDependencies): RevocationActivities {
  const { database } = dependencies;
  return withClassifiedFailures({
    recordRevocation: (progress) => recordRevocation(dependencies, progress),

    requestRevocation: (revocationId) => requestRevocation(dependencies, revocationId),

    awaitRevocation: (request) => awaitRevocation(dependencies, request),

    handInRevocationLetter: ({ revocationId, letterId }) =>
      handInLetter(database, {
        subject: { revocationId },
        letterId,
        openDesk: async () => deskOf(await openRevocation(dependencies, revocationId)),
      }),

    async removeRevocationProof(revocationId) {
      const revocation = await loadRevocation(database, revocationId);
      if (revocation) await removeAll(dependencies, revocation.orderId);
    },

    revokeWithdrawn: (orderId) => revokeWithdrawn(dependencies, orderId),
  } satisfies RevocationActivities);
}

/** Where letters that ask for the revocation go. */
function deskOf({ ca, caReference }: OpenRevocation): LetterDesk {
  return {
    ca,
    received: async () => (await ca.findRevocation(caReference))?.letters ?? [],
    send: (letter) => ca.uploadRevocationLetter(caReference, letter),
  };
}
