/** DNSPod international: the phone and the mailbox given in the order, no letter (ordering rules, section 6e). */
import { inTurn, sideBySide, type Proof, type ProofsOfOrder } from '../proof.js';

export async function byPhoneAndMailbox({ organization, domain }: ProofsOfOrder): Promise<Proof> {
  return await sideBySide(domain, () =>
    inTurn(
      () => organization.open(),
      () => organization.passed('phone-call', 'mailbox'),
    ),
  );
}
