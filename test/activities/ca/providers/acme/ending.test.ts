// How an order ends at an ACME directory: which chain is taken, and who may revoke when the account may not.
import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  CaOrderRequest,
  CertificateAuthority,
} from '../../../../../activities/ca/certificate-authority.js';
import { createCsrActivities } from '../../../../../activities/certificates/csr.js';
import { loadKey } from '../../../../../db/statements/certificates/keys.js';
import { requestOf } from '../../../../conformance/ca/candidate.js';
import { startPebbleWorld, type PebbleWorld } from '../../../../conformance/ca/pebble-world.js';
import { startCuttingProxy, type CuttingProxy } from '../../../../support/peers/cutting-proxy.js';
import { findPebble } from '../../../../support/peers/pebble.js';
import { storeOrder } from '../../../../support/stored-orders.js';
import { until } from '../../../../support/until.js';

const peer = await findPebble();
/** As Pebble calls it. */
const REVOKE = /^\/revoke-cert/;

describe.skipIf('missing' in peer)('an order that was issued at an ACME directory', () => {
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

  const issuedBy = async (ca: CertificateAuthority, request: CaOrderRequest): Promise<string> => {
    const { caReference, validations } = await ca.placeOrder(request);
    await world.publish(validations);
    await until('issued', async () => {
      await ca.requestValidation(caReference);
      return (await ca.orderStatus(caReference)).status === 'issued';
    });
    return caReference;
  };
  const behindProxy = () =>
    world.open(world.form({ directoryUrl: proxy.directoryUrl, rootPem: proxy.tlsCertificate }));
  const revocations = () => proxy.answered.filter((each) => each.includes('/revoke-cert'));

  /** With its key here, as an order of ours has it. */
  const requestWithKey = async (): Promise<CaOrderRequest> => {
    const request = await requestOf('acme');
    const { reference: orderId, names } = request;
    const { database, ports } = world;
    await storeOrder(database, { orderId, form: { brand: 'acme', names } });
    await createCsrActivities({ database, masterKeys: ports.masterKeys }).prepareCsr(orderId);
    const key = await loadKey(database, orderId);
    return { ...request, csrPem: key?.csrPem ?? '' };
  };

  describe('has the chain', () => {
    const rootOf = async (alternate: number) => new X509Certificate(await world.pebble.root(alternate));
    const nameIn = (subject: string) => /CN=(.+)/.exec(subject)?.[1] ?? '';
    const isSignedBy = (chainPem: string, root: X509Certificate) => {
      const top = chainPem
        .split(/(?<=-----END CERTIFICATE-----\n)/)
        .filter((pem) => pem.trim() !== '')
        .at(-1);
      return new X509Certificate(top ?? '').verify(root.publicKey);
    };

    it('that is preferred, where the directory has it', async () => {
      const [usual, other] = [await rootOf(0), await rootOf(1)];
      const preferred = world.open(world.form({ preferredChain: nameIn(other.subject) }));
      const reference = await issuedBy(preferred, await requestOf('acme'));
      const { chainPem } = await preferred.fetchCertificate(reference);
      expect(isSignedBy(chainPem, other)).toBe(true);
      expect(isSignedBy(chainPem, usual)).toBe(false);
      // The same certificate, by the chain that the directory hands out unasked.
      const { chainPem: unasked } = await world.open().fetchCertificate(reference);
      expect(isSignedBy(unasked, usual)).toBe(true);
    });

    it('that is usual, where it does not', async () => {
      const ca = world.open(world.form({ preferredChain: 'A Root That Nobody Has' }));
      const reference = await issuedBy(ca, await requestOf('acme'));
      const { chainPem } = await ca.fetchCertificate(reference);
      expect(isSignedBy(chainPem, await rootOf(0))).toBe(true);
    });
  });

  describe('is revoked by the certificate’s own key where the account may not', () => {
    it('if that key is here', async () => {
      const ca = behindProxy();
      const reference = await issuedBy(ca, await requestWithKey());
      proxy.refuse({ path: REVOKE, status: 403, type: 'unauthorized' });
      const before = revocations().length;
      const revocation = await ca.requestRevocation(reference, 'keyCompromise');
      expect(revocation).toMatchObject({ status: 'revoked', proof: 'domain-control' });
      // The refused one never came there: what did is signed by the key.
      expect(revocations().slice(before)).toEqual(['POST /revoke-cert 200']);
      expect(await ca.findRevocation(reference)).toMatchObject({ status: 'revoked' });
    });

    it('and once, however often it is asked for', async () => {
      const ca = behindProxy();
      const reference = await issuedBy(ca, await requestWithKey());
      proxy.refuse({ path: REVOKE, status: 403, type: 'unauthorized' });
      const first = await ca.requestRevocation(reference, 'keyCompromise');
      // By the key again: the directory says that it is done.
      proxy.refuse({ path: REVOKE, status: 403, type: 'unauthorized' });
      expect(await ca.requestRevocation(reference, 'keyCompromise')).toEqual(first);
    });

    it('and where that key is elsewhere it stays as it is, and the directory’s no is told', async () => {
      const ca = behindProxy();
      const reference = await issuedBy(ca, await requestOf('acme'));
      proxy.refuse({ path: REVOKE, status: 403, type: 'unauthorized' });
      const before = revocations().length;
      expect(await ca.requestRevocation(reference, 'superseded')).toMatchObject({
        status: 'refused',
        detail: 'said by the proxy (unauthorized)',
      });
      expect(revocations()).toHaveLength(before);
      expect(await ca.findRevocation(reference)).toBeUndefined();
    });
  });
});
