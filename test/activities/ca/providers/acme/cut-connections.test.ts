// Connections to an ACME directory that break before a request, during it, and after it was done: one order there for each of ours.
import { X509Certificate } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type {
  CaOrder,
  CaOrderRequest,
  CertificateAuthority,
} from '../../../../../activities/ca/certificate-authority.js';
import { Pkcs10CertificateRequest } from '../../../../../domain/certificates/x509-engine.js';
import { OrderFailure } from '../../../../../domain/failures.js';
import { requestOf } from '../../../../conformance/ca/candidate.js';
import { startPebbleWorld, type PebbleWorld } from '../../../../conformance/ca/pebble-world.js';
import { startCuttingProxy, type Cut, type CuttingProxy } from '../../../../support/peers/cutting-proxy.js';
import { ordersThereFor } from '../../../../support/peers/orders-at-directory.js';
import { findPebble } from '../../../../support/peers/pebble.js';
import { until } from '../../../../support/until.js';

const peer = await findPebble();

/** As Pebble calls them. */
const PATHS = {
  newOrder: /^\/order-plz/,
  finalize: /^\/finalize-order\//,
  download: /^\/certZ\//,
  challenge: /^\/chalZ\//,
} as const;

const WHEN: readonly Cut['when'][] = ['before', 'during', 'after'];

describe.skipIf('missing' in peer)('a connection to an ACME directory that breaks', () => {
  let world: PebbleWorld;
  let proxy: CuttingProxy;
  let adapter: CertificateAuthority;
  beforeAll(async () => {
    world = await startPebbleWorld('path' in peer ? peer.path : '');
  });
  afterAll(() => world.stop());
  beforeEach(async () => {
    proxy = await startCuttingProxy(world.pebble);
    const form = world.form({ directoryUrl: proxy.directoryUrl, rootPem: proxy.tlsCertificate });
    adapter = world.open(form);
    await adapter.tryAccess?.();
  });
  afterEach(() => proxy.stop());

  const kinds = Object.keys(PATHS) as (keyof typeof PATHS)[];
  it.each(kinds.flatMap((what) => WHEN.map((when) => [when, what] as const)))(
    '%s %s, has one order there, and a certificate for its key',
    async (when, what) => {
      const request = await requestOf('acme', { names: (zone) => [zone, `*.${zone}`] });
      proxy.cut({ path: PATHS[what], when });
      const order = await broughtToIssuance(request);
      const { certificatePem } = await patiently(() => adapter.fetchCertificate(order.caReference));
      const spki = Buffer.from(new Pkcs10CertificateRequest(request.csrPem).publicKey.rawData);
      const certified = new X509Certificate(certificatePem).publicKey.export({ format: 'der', type: 'spki' });
      expect(certified.equals(spki)).toBe(true);
      expect(proxy.toCut()).toBe(0);
      expect(await ordersThereForRequest(request)).toHaveLength(1);
    },
  );

  it('is told by its code, and what became of it is unknown', async () => {
    proxy.cut({ path: PATHS.newOrder, when: 'before' });
    const failure: unknown = await adapter
      .placeOrder(await requestOf('acme'))
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(OrderFailure);
    expect(failure).toMatchObject({ type: 'CaUnavailable' });
    expect((failure as OrderFailure).message).toMatch(/gave no answer to the order \(E[A-Z]+\)/);
    expect((failure as OrderFailure).words.zh).toContain('没有应答');
  });

  /** As the steps of an order do it: what failed is tried again, an order is looked up before it is placed. */
  async function broughtToIssuance(request: CaOrderRequest): Promise<CaOrder> {
    let tries = 0;
    const placed = await patiently(async () => {
      tries += 1;
      const known = tries > 1 ? await adapter.findByReference(request.reference) : undefined;
      return known ?? (await adapter.placeOrder(request));
    });
    await world.publish(placed.validations);
    return await until(`${request.names.join(', ')} is issued`, async () => {
      await adapter.requestValidation(placed.caReference);
      const order = await adapter.orderStatus(placed.caReference);
      return order.status === 'issued' && order;
    });
  }

  async function patiently<Value>(step: () => Promise<Value>): Promise<Value> {
    return await until('the step succeeds', step);
  }

  /** By the account's own list. */
  async function ordersThereForRequest({ names }: CaOrderRequest) {
    const { directoryUrl, tlsCertificate } = proxy;
    const { database, ports } = world;
    return await ordersThereFor(
      { database, masterKeys: ports.masterKeys, directoryUrl, tlsCertificate },
      names,
    );
  }
});
