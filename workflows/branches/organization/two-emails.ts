/** WoTrus: after domain validation two e-mails with link and code (ordering rules, section 6a). */
import { inTurn, type Proof } from '../proof.js';
import { type ProofsOfOrder } from './proofs-of-order.js';

export async function byTwoEmails({ organization, domain }: ProofsOfOrder): Promise<Proof> {
  return await inTurn(
    domain,
    () => organization.open(),
    // Both must be confirmed. They can't be sent again and the address can't be changed: the way out is a new order.
    () => organization.passed('email-1', 'email-2'),
    // The CA may also phone; where it doesn't, this step has passed already.
    () => organization.passed('email-1', 'email-2', 'phone-call'),
  );
}
