/** What tests of revocations do over and over: ask, wait for a stand or the end, look at the CA's list. */
import type { RevocationView } from '../../client/revocation/views.js';
import { X509Certificate, X509Crl } from '../../domain/certificates/x509-engine.js';
import type { RevocationWait } from '../../domain/waits.js';
import { certificateRevocationWorkflowId } from '../../workflows/messages.js';
import { letterFile } from './letter-files.js';
import { openssl } from './openssl.js';
import type { OrderWorld } from './order-world.js';
import { until } from './until.js';

/** Waits until the newest request waits for this; fails at once when it ended. */
export async function revocationAt(
  world: OrderWorld,
  orderId: string,
  wait: RevocationWait,
): Promise<RevocationView> {
  const view = await until(`the revocation of ${orderId} at ${wait}`, async () => {
    const shown = await world.orders.certificates.revocation(orderId);
    return (shown.waitingOn === wait || shown.endedAt !== null) && shown;
  });
  if (view.waitingOn === wait) return view;
  throw new Error(`It ended as ${view.state}: ${view.detail ?? 'no reason'}`);
}

export async function revocationEnd(world: OrderWorld, orderId: string): Promise<RevocationView> {
  return await until(`the end of the revocation of ${orderId}`, async () => {
    const shown = await world.orders.certificates.revocation(orderId);
    return shown.endedAt !== null && shown;
  });
}

/**
 * The workflow as well, which tidies up after the end is recorded. Asked, not awaited: on skipped time, who awaits a result
 * lets time run, past what the plan's lifecycle has just been told to wait for.
 */
export async function revocationOver(world: OrderWorld, { revocationId }: RevocationView): Promise<void> {
  const workflow = world.temporal.workflow.getHandle(certificateRevocationWorkflowId(revocationId));
  await until(
    `the workflow of ${revocationId} is over`,
    async () => (await workflow.describe()).status.name === 'COMPLETED',
    120_000,
  );
}

/** Every `mark` is another file. */
export async function uploadRevocationLetter(
  world: OrderWorld,
  orderId: string,
  mark = '',
): Promise<unknown> {
  const content = letterFile('pdf', 2_000, `${orderId} ${mark}`);
  return await world.orders.certificates.uploadRevocationLetter(orderId, { content, sentBy: 'tests' });
}

/** Serial numbers, lower-case hex, of what the CA's list names; the list is signed by its issuer, OpenSSL says so too. */
export async function revokedSerials(world: OrderWorld): Promise<string[]> {
  const { list, issuer } = await listOf(world, '');
  const verdict = await openssl(['crl', '-noout', '-CAfile', '{issuer}', '-inform', 'DER', '-in', '{list}'], {
    issuer,
    list: new Uint8Array(list.rawData),
  });
  if (!verdict.includes('verify OK')) throw new Error(`OpenSSL says of the list: ${verdict}`);
  return serialsIn(list);
}

/** As `revokedSerials`, of SM2 certificates: OpenSSL verifies no such list. */
export async function revokedSm2Serials(world: OrderWorld): Promise<string[]> {
  const { list } = await listOf(world, 'sm2-');
  return serialsIn(list);
}

async function listOf({ ca }: OrderWorld, prefix: string): Promise<{ list: X509Crl; issuer: string }> {
  const list = new X509Crl(await fetched(`${ca.url}/crl/${prefix}intermediate.crl`));
  const issuer = (await fetched(`${ca.url}/certificates/${prefix}intermediate.pem`)).toString();
  if (!(await list.verify({ publicKey: new X509Certificate(issuer) })))
    throw new Error('The list is not signed by its issuer');
  return { list, issuer };
}

function serialsIn(list: X509Crl): string[] {
  return list.entries.map(({ serialNumber }) => serialNumber.toLowerCase());
}

async function fetched(url: string): Promise<Buffer<ArrayBuffer>> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`GET ${url}: ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}
