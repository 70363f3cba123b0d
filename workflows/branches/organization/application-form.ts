/** DNSPod SM2: the stamped application form first, then the names, then manual review (ordering rules, section 6d). */
import { inTurn, type Proof } from '../proof.js';
import { type ProofsOfOrder } from './proofs-of-order.js';

export async function byApplicationForm({ organization, domain }: ProofsOfOrder): Promise<Proof> {
  return await inTurn(
    // The same type with the same information was issued before: neither form nor review.
    () => organization.open(),
    // One upload only.
    () => organization.passed('application-form'),
    async () => {
      await organization.rest();
      return await domain();
    },
    () => organization.passed('application-form', 'manual-review'),
  );
}
