/** How an order ends at a directory otherwise than issued, and how what was issued is revoked. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { openUnprotectedKey } from '../../../../db/private-keys.js';
import type { MasterKey } from '../../../../db/sealed-values.js';
import { loadKey } from '../../../../db/statements/certificates/keys.js';
import {
  cancelAcmeOrder,
  loadAcmeOrder,
  recordAcmeRevocation,
  sharedAcmeAuthorizations,
} from '../../../../db/statements/connections/acme-orders.js';
import { ACME_REQUESTS, ACME_TEXTS } from '../../../../domain/connections/acme-texts.js';
import { OrderFailure } from '../../../../domain/failures.js';
import type { RevocationReason } from '../../../../domain/revocation/words.js';
import type { CaRevocation, IssuedChain } from '../../certificate-authority.js';
import { AcmeSession, asFailures, type DirectoryAccess } from './client.js';
import { chainIn } from '../../chain-in-pem.js';
import { orderThere } from './order-flow.js';
import type { OrderPorts } from './order-there.js';
import { AcmeProblem, detailOfProblem, failureOf } from './problems.js';
import type { WireOrder } from './wire.js';

/**
 * ACME knows no cancelling: what can be is that nobody of us asks to issue any more, and that the directory forgets what was to
 * be validated (RFC 8555, section 7.5.2). An authorization that another living order of ours rests on stays.
 */
export async function cancel(ports: OrderPorts, reference: string): Promise<'cancelled' | 'already-issued'> {
  const { database, connectionId, ca } = ports;
  const key = { connectionId, reference };
  const isOurs = await cancelAcmeOrder(database, key);
  const row = await loadAcmeOrder(database, key);
  if (!row) throw new OrderFailure('CaOrderUnknown', ACME_TEXTS.noOrder(ca, reference));
  if (row.orderUrl === null) return 'cancelled';
  const { order } = await orderThere(ports, reference);
  if (order.status === 'valid') return 'already-issued';
  if (order.status === 'processing') throw new OrderFailure('CaUnavailable', ACME_TEXTS.finalizing(ca));
  // Asked to issue before, and the directory has not begun: then it never will, since nobody asks again.
  if (!isOurs && order.status === 'ready') throw new OrderFailure('CaUnavailable', ACME_TEXTS.finalizing(ca));
  if (order.status === 'pending') await giveUp(ports, reference, order);
  return 'cancelled';
}

async function giveUp(ports: OrderPorts, reference: string, { authorizations }: WireOrder): Promise<void> {
  const { database, connectionId, ca, session } = ports;
  const shared = await sharedAcmeAuthorizations(database, { connectionId, reference }, authorizations);
  for (const url of authorizations.filter((each) => !shared.has(each))) {
    const { status } = await asFailures(ca, ACME_REQUESTS.authorization, session.authorization(url));
    if (status === 'pending') await asFailures(ca, ACME_REQUESTS.deactivation, session.deactivate(url));
  }
}

/** Throws OrderFailure `CaUnavailable` where it is not issued (yet), `CaProtocolBroken` for an answer without a certificate. */
export async function fetchChain(ports: OrderPorts, reference: string): Promise<IssuedChain> {
  const { ca, session, form } = ports;
  const { order } = await orderThere(ports, reference);
  if (order.status !== 'valid' || order.certificate === undefined)
    throw new OrderFailure('CaUnavailable', ACME_TEXTS.noCertificateYet(ca));
  const pem = await asFailures(
    ca,
    ACME_REQUESTS.certificate,
    session.certificate(order, form.preferredChain),
  );
  const chain = chainIn(pem);
  if (chain) return chain;
  throw new OrderFailure('CaProtocolBroken', ACME_TEXTS.notAsAgreed(ca, ACME_REQUESTS.certificate, ['-']));
}

/** RFC 5280, section 5.3.1. */
const REASON_CODES: Readonly<Record<RevocationReason, number>> = {
  unspecified: 0,
  keyCompromise: 1,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
};

export interface RevocationPorts extends OrderPorts {
  readonly access: DirectoryAccess;
  readonly masterKeys: readonly MasterKey[];
}

/**
 * By the account; where the directory does not take it from there, by the certificate's own key, if it is here (RFC 8555,
 * section 7.6). Idempotent. Throws AcmeProblem where the directory takes neither.
 */
async function revoked(ports: RevocationPorts, reference: string, reason: RevocationReason): Promise<Date> {
  const { database, connectionId, session, clock } = ports;
  const { certificatePem } = await fetchChain(ports, reference);
  const code = REASON_CODES[reason];
  try {
    await session.revoke(new X509Certificate(certificatePem).raw, code);
  } catch (error) {
    if (!(error instanceof AcmeProblem)) throw error;
    if (error.type !== 'alreadyRevoked') {
      if (error.type !== 'unauthorized' && error.status !== 403) throw error;
      await revokedByItsKey(ports, reference, certificatePem, { code, error });
    }
  }
  return await recordAcmeRevocation(database, { connectionId, reference }, new Date(clock()));
}

async function revokedByItsKey(
  { database, masterKeys, access }: RevocationPorts,
  reference: string,
  certificatePem: string,
  { code, error }: { readonly code: number; readonly error: AcmeProblem },
): Promise<void> {
  const stored = await loadKey(database, reference);
  const opened = stored && openUnprotectedKey(stored, masterKeys);
  if (!opened) throw error;
  try {
    const key = createPrivateKey({ key: Buffer.from(opened), format: 'der', type: 'pkcs8' });
    const keyPem = key.export({ type: 'pkcs8', format: 'pem' }).toString();
    const session = new AcmeSession(access, { keyPem });
    await session.revoke(new X509Certificate(certificatePem).raw, code, 'its-key');
  } catch (failure) {
    if (!(failure instanceof AcmeProblem) || failure.type !== 'alreadyRevoked') throw failure;
  } finally {
    opened.fill(0);
  }
}

export async function revokeAtOnce(
  ports: RevocationPorts,
  reference: string,
  reason: RevocationReason,
): Promise<void> {
  await asFailures(ports.ca, ACME_REQUESTS.revocation, revoked(ports, reference, reason));
}

/** Nothing is to be shown: whoever has the account, or the key, may revoke. */
const NOTHING_TO_SHOW = { proof: 'domain-control', validations: [], letters: [] } as const;

/** A no of the directory is an answer: the certificate is what it was. */
export async function askToRevoke(
  ports: RevocationPorts,
  reference: string,
  reason: RevocationReason,
): Promise<CaRevocation> {
  try {
    const revokedAt = await revoked(ports, reference, reason);
    return { status: 'revoked', ...NOTHING_TO_SHOW, revokedAt: revokedAt.toISOString() };
  } catch (error) {
    if (!(error instanceof AcmeProblem)) throw error;
    if (!NOES.includes(error.type)) throw failureOf(error, { ca: ports.ca, asked: ACME_REQUESTS.revocation });
    return { status: 'refused', ...NOTHING_TO_SHOW, detail: detailOfProblem(error.document) };
  }
}

const NOES: readonly string[] = ['badRevocationReason', 'unauthorized'];

export async function knownRevocation(
  { database, connectionId }: OrderPorts,
  reference: string,
): Promise<CaRevocation | undefined> {
  const row = await loadAcmeOrder(database, { connectionId, reference });
  if (!row?.revokedAt) return undefined;
  return { status: 'revoked', ...NOTHING_TO_SHOW, revokedAt: row.revokedAt.toISOString() };
}
