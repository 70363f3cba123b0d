/** What must be true of an order that has ended, however rough its way was. */
import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { expect } from 'vitest';
import type { OrderClient } from '../../client/order-client.js';
import type { OrderWorld } from './order-world.js';

/** The certificate is for the order's own key, which opens without a password; and for `spkiSha256` where that is known. */
export async function expectMatchingCertificate(
  orders: OrderClient,
  orderId: string,
  spkiSha256?: string,
): Promise<void> {
  const { certificatePem, privateKeyPem } = await orders.certificates.download(orderId);
  const certificate = new X509Certificate(certificatePem);
  if (privateKeyPem === null) throw new Error(`Order ${orderId} has no private key.`);
  expect(certificate.checkPrivateKey(createPrivateKey(privateKeyPem))).toBe(true);
  const spki = certificate.publicKey.export({ type: 'spki', format: 'der' });
  if (spkiSha256) expect(createHash('sha256').update(spki).digest('hex')).toBe(spkiSha256);
}

/** One order at the CA, in the state that fits, and bought once: a second request was looked up, not sent. */
export async function expectOneOrderAtCa(
  { caControls }: Pick<OrderWorld, 'caControls'>,
  orderId: string,
  status: string,
): Promise<void> {
  expect(await caControls.ordersOf(orderId)).toMatchObject([
    { reference: orderId, status, attempts: { place: 1 } },
  ]);
}

export function expectNothingPublished({ dns }: Pick<OrderWorld, 'dns'>, name: string): void {
  expect(dns.zone.list(name)).toEqual([]);
}
