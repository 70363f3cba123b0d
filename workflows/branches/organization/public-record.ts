/** GeoTrust, SecureSite, TrustAsia: phone or e-mail, found on public record (ordering rules, section 6b). */
import { inTurn, sideBySide, type Proof } from '../proof.js';
import { type ProofsOfOrder } from './proofs-of-order.js';

export async function byPublicRecord({ organization, domain }: ProofsOfOrder): Promise<Proof> {
  return await sideBySide(domain, () =>
    inTurn(
      // A check of this company that is young enough is taken again.
      () => organization.open(),
      // The CA calls or writes. Where it reached nobody, the subscriber names another channel, in place.
      () => organization.passed('public-record-check'),
    ),
  );
}
