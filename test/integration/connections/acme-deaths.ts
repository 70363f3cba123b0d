/** A worker that is killed while an ACME directory is asked for something: a fresh one goes on, with one order there for ours. */
import { expect } from 'vitest';
import { CrashingOrder } from '../../support/crashing-order.js';
import type { OrderWorld } from '../../support/order-world.js';
import { startCuttingProxy, type Hold } from '../../support/peers/cutting-proxy.js';
import { ordersThereFor } from '../../support/peers/orders-at-directory.js';
import { startPebble, type Pebble } from '../../support/peers/pebble.js';
import { expectMatchingCertificate, expectNothingPublished } from '../../support/proofs-of-order.js';
import { survived } from '../orders/deaths.js';

/** What is asked for, as Pebble calls it. */
export const ASKED = {
  newOrder: /^\/order-plz/,
  challenge: /^\/chalZ\//,
  finalize: /^\/finalize-order\//,
  download: /^\/certZ\//,
} as const;

export interface AcmeDeath {
  readonly asked: keyof typeof ASKED;
  /** Before the directory hears of it, or once it is done. */
  readonly when: Hold['when'];
}

export async function pebbleFor(world: OrderWorld, program: string): Promise<Pebble> {
  return await startPebble(program, {
    dnsServer: `127.0.0.1:${world.dns.resolverPorts[0]}`,
    httpPort: world.web.httpPort,
  });
}

/** Each by a connection of its own, so that deaths side by side don't meet. */
export async function playAcmeDeath(
  world: OrderWorld,
  pebble: Pebble,
  { asked, when }: AcmeDeath,
): Promise<void> {
  const label = `${asked}-${when}`.toLowerCase();
  const name = `www.${label}.example.com`;
  const proxy = await startCuttingProxy(pebble);
  const order = new CrashingOrder(world, label);
  try {
    const form = {
      directoryUrl: proxy.directoryUrl,
      termsOfServiceAgreed: true,
      rootPem: proxy.tlsCertificate,
    };
    // No worker is there yet to try it.
    await world.orders.connections.add({ kind: 'acme', name: label, form, test: false });
    await world.orders.routes.set({ connection: label, suffix: `${label}.example.com` });
    const held = proxy.hold({ path: ASKED[asked], when });
    const dying = order.startDyingWorker('none');
    await order.create({
      brand: 'acme',
      type: 'dv',
      names: [name],
      validation: 'auto-dns',
      csr: { mode: 'generate', algorithm: 'ecc-p256' },
    });
    const keyBefore = await survived(
      order,
      dying,
      held.then(() => dying.kill()),
    );
    expect(keyBefore).toBeDefined();
    expect(await order.untilEnd()).toMatchObject({ state: 'issued' });
    await order.workflowEnd();
    const { database, masterKeys } = world.dependencies;
    const { directoryUrl, tlsCertificate } = proxy;
    const there = { database, masterKeys, directoryUrl, tlsCertificate };
    expect(await ordersThereFor(there, [name])).toMatchObject([{ status: 'valid' }]);
    expect(await order.spkiSha256()).toBe(keyBefore);
    await expectMatchingCertificate(order.orders, order.orderId, keyBefore);
    expectNothingPublished(world, name);
  } catch (error) {
    order.explained(error);
  } finally {
    await order.stopWorker();
    await proxy.stop();
  }
}
