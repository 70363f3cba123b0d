/** DNSPod international: the phone and the mailbox given in the order, no letter (ordering rules, section 6e). */
import { inTurn, sideBySide, type Proof } from '../proof.js';
import { type ProofsOfOrder } from './proofs-of-order.js';

export async function byPhoneAndMailbox({ organization, domain }: ProofsOfOrder): Promise<Proof> {
  return await sideBySide(domain, () =>
    inTurn(
      () => organization.open(),
      () => organization.passed('phone-call', 'mailbox'),
    ),
  );
}
