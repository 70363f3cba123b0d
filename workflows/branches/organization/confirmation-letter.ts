/** GlobalSign, CFCA: a stamped confirmation letter, every time (ordering rules, section 6c). */
import { inTurn, sideBySide, type Proof, type ProofsOfOrder } from '../proof.js';

export async function byConfirmationLetter({ organization, domain }: ProofsOfOrder): Promise<Proof> {
  return await sideBySide(domain, () =>
    inTurn(
      () => organization.open(),
      // Upload, review; a rejected letter is waited for anew, with the CA's reason.
      () => organization.passed('letter'),
    ),
  );
}
