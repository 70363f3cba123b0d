/** What a workflow may ask to have a certificate taken out of use. */
import { loadRevocation } from '../../db/statements/revocation/row.js';
import type { RevocationActivities } from '../../workflows/activity-contract/revocation.js';
import { withClassifiedFailures } from '../failures.js';
import { removeAll } from '../control/publication.js';
import { recordRevocation, type EndingDependencies } from './ending.js';
import { handInRevocationLetter } from './letter-hand-in.js';
import { requestRevocation, revokeWithdrawn } from './request.js';
import { awaitRevocation, type WaitDependencies } from './waiting.js';

export type RevocationDependencies = EndingDependencies & WaitDependencies;

export function createRevocationActivities(dependencies: RevocationDependencies): RevocationActivities {
  const { database } = dependencies;
  return withClassifiedFailures({
    recordRevocation: (progress) => recordRevocation(dependencies, progress),

    requestRevocation: (revocationId) => requestRevocation(dependencies, revocationId),

    awaitRevocation: (request) => awaitRevocation(dependencies, request),

    handInRevocationLetter: (request) => handInRevocationLetter(dependencies, request),

    async removeRevocationProof(revocationId) {
      const revocation = await loadRevocation(database, revocationId);
      if (revocation) await removeAll(dependencies, revocation.orderId);
    },

    revokeWithdrawn: (orderId) => revokeWithdrawn(dependencies, orderId),
  } satisfies RevocationActivities);
}
