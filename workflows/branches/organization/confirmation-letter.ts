/** GlobalSign, CFCA: a stamped confirmation letter, every time (ordering rules, section 6c). */
import { inTurn, sideBySide, type Proof } from '../proof.js';
import { type ProofsOfOrder } from './proofs-of-order.js';

export async function byConfirmationLetter({ organization, domain }: ProofsOfOrder): Promise<Proof> {
  return await sideBySide(domain, () =>
    inTurn(
      () => organization.open(),
      // Upload, review; a rejected letter is waited for anew, with the CA's reason.
      () => organization.passed('letter'),
    ),
  );
}
