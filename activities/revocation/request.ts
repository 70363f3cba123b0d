/** Asking the CA to revoke: once, whatever was lost on the way. */
import { recordRevokedAtOnce } from '../../db/statements/revocation/ends.js';
import { markRevocationIntended } from '../../db/statements/revocation/row.js';
import type { RevocationStanding } from '../../workflows/activity-contract/revocation.js';
import type { Clock } from '../attempt-clock.js';
import type { CaRevocation } from '../ca/certificate-authority.js';
import { caOfOrder } from '../ca/ca-of-order.js';
import { loadPlacedOrder } from '../ca/order-at-ca.js';
import { keepLook, openRevocation, type LookDependencies, type OpenRevocation } from './at-ca.js';

export async function requestRevocation(
  dependencies: LookDependencies,
  revocationId: string,
): Promise<RevocationStanding> {
  const { database } = dependencies;
  const opened = await openRevocation(dependencies, revocationId);
  // Noted before the call: a process that dies during it leaves a trace, and the next one asks before it sends.
  const mayHaveReachedCa = await markRevocationIntended(database, revocationId);
  const known = mayHaveReachedCa ? await knownRequest(opened) : undefined;
  return await keepLook(database, revocationId, known ?? (await ask(opened)));
}

/** Idempotent at the CA while a request is under way; also for one that says, later on, that it knows of none. */
export async function ask({ ca, caReference, revocation }: OpenRevocation): Promise<CaRevocation> {
  return await ca.requestRevocation(caReference, revocation.reason);
}

/** A refusal may be the answer to an earlier request for this certificate: then this one has not reached the CA. */
async function knownRequest({ ca, caReference }: OpenRevocation): Promise<CaRevocation | undefined> {
  const known = await ca.findRevocation(caReference);
  return known?.status === 'refused' ? undefined : known;
}

/**
 * Without a proof: nobody has had the certificate in hands yet. The subscriber withdrew the order, and so will not use it:
 * that is what `cessationOfOperation` says (BR 4.9.1).
 */
export async function revokeWithdrawn(
  dependencies: LookDependencies & { readonly clock: Clock },
  orderId: string,
): Promise<void> {
  const { database, clock } = dependencies;
  const order = await loadPlacedOrder(database, orderId);
  const discreet = await caOfOrder(dependencies, order);
  await discreet.revokeCertificate(order.caReference, 'cessationOfOperation');
  const revokedAt = new Date(clock()).toISOString();
  await recordRevokedAtOnce(database, orderId, { revokedAt, reason: 'cessationOfOperation' });
}
