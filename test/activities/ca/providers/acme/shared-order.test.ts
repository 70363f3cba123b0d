// A directory that gives one open order to all who order the same names: it belongs to one of ours, and the other one waits for it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OrderFailure } from '../../../../../domain/failures.js';
import { requestOf } from '../../../../conformance/ca/candidate.js';
import { startPebbleWorld, type PebbleWorld } from '../../../../conformance/ca/pebble-world.js';
import { startCuttingProxy, type CuttingProxy } from '../../../../support/peers/cutting-proxy.js';
import { ordersThereFor } from '../../../../support/peers/orders-at-directory.js';
import { findPebble } from '../../../../support/peers/pebble.js';
import { until } from '../../../../support/until.js';

const peer = await findPebble();
/** As Pebble calls it. */
const NEW_ORDER = /^\/order-plz/;

describe.skipIf('missing' in peer)(
  'two orders for the same names, at a directory that has one open order for them',
  () => {
    let world: PebbleWorld;
    let proxy: CuttingProxy;
    beforeAll(async () => {
      world = await startPebbleWorld('path' in peer ? peer.path : '');
      proxy = await startCuttingProxy(world.pebble);
    });
    afterAll(async () => {
      await proxy.stop();
      await world.stop();
    });

    it('never share it: the second says whose it is, and is placed once that one is issued', async () => {
      const ca = world.open(world.form({ directoryUrl: proxy.directoryUrl, rootPem: proxy.tlsCertificate }));
      const one = await requestOf('acme');
      const other = await requestOf('acme', { names: () => [...one.names] });
      const first = await ca.placeOrder(one);
      // As Let's Encrypt does it.
      const sameOrder = proxy.repeat(NEW_ORDER);
      const failure: unknown = await ca.placeOrder(other).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(OrderFailure);
      expect(failure).toMatchObject({ type: 'CaUnavailable' });
      expect((failure as OrderFailure).message).toContain(`it belongs to our order ${one.reference}`);
      expect((failure as OrderFailure).words.zh).toContain(one.reference);
      expect(await ca.findByReference(other.reference)).toBeUndefined();

      // What became of the second changes nothing for the first.
      await world.publish(first.validations);
      await until('the first is issued', async () => {
        await ca.requestValidation(first.caReference);
        return (await ca.orderStatus(first.caReference)).status === 'issued';
      });
      sameOrder.over();
      const second = await ca.placeOrder(other);
      await world.publish(second.validations);
      await until('the second is issued', async () => {
        await ca.requestValidation(second.caReference);
        return (await ca.orderStatus(second.caReference)).status === 'issued';
      });
      const { certificatePem: ofFirst } = await ca.fetchCertificate(first.caReference);
      const { certificatePem: ofSecond } = await ca.fetchCertificate(second.caReference);
      expect(ofFirst).not.toBe(ofSecond);
      const { directoryUrl, tlsCertificate } = proxy;
      const { database, ports } = world;
      const there = { database, masterKeys: ports.masterKeys, directoryUrl, tlsCertificate };
      expect(await ordersThereFor(there, one.names)).toHaveLength(2);
    });
  },
);
