/** Certificates that follow each other, from the request to the new one in the old one's place, with the keys that go with them. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { ended, order, standing } from '../../support/orders.js';
import { pastedCsr } from '../../support/pasted-csr.js';

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld();
});
beforeEach(() => world.caControls.bePeaceful());
afterAll(() => world.stop());

async function issued(name: string, fields: Parameters<typeof order>[2] = {}): Promise<string> {
  const orderId = await order(world, name, fields);
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  return orderId;
}

/** Its certificate, which opens with its own key. */
async function opened(orderId: string, keyPassword?: string) {
  const given = keyPassword === undefined ? {} : { keyPassword };
  const { certificatePem, privateKeyPem } = await world.orders.certificates.download(orderId, given);
  const certificate = new X509Certificate(certificatePem);
  expect(certificate.checkPrivateKey(createPrivateKey(privateKeyPem ?? ''))).toBe(true);
  return {
    key: certificate.publicKey.export({ type: 'spki', format: 'pem' }),
    names: certificate.subjectAltName,
    notAfter: Date.parse(certificate.validTo),
  };
}

async function stateOf(orderId: string): Promise<string> {
  return (await world.orders.certificates.show(orderId)).state;
}

/** So that what happens before issuance can be looked at: the CA has validated and hands nothing out. */
async function inTheMeantime(orderId: string, look: () => Promise<void>): Promise<void> {
  await standing(world, orderId, 'issuing');
  await look();
  await world.caControls.bePeaceful();
}

const HELD_BACK = { mode: 'server-error', path: 'certificate', times: 1_000 } as const;

it('a reissue has another key; the old certificate is replaced once the new one is there, and both packs open', async () => {
  const first = await issued('www.reissued.com');
  const { orderId } = await world.orders.certificates.reissue(first);
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  const [old, next] = [await opened(first), await opened(orderId)];
  expect(next.key).not.toBe(old.key);
  expect(next.names).toBe(old.names);
  expect([await stateOf(first), await stateOf(orderId)]).toEqual(['replaced', 'active']);
  const plan = await world.orders.plans.show(first);
  expect(next.notAfter).toBeLessThanOrEqual(Date.parse(plan.endsAt));
  for (const id of [first, orderId])
    expect((await world.orders.certificates.pack(id, { format: 'nginx' })).files.length).toBeGreaterThan(2);
});

it.each([
  ['made here', {}, undefined],
  ['with a password', { keyPassword: 'kept-password-1' }, 'kept-password-1'],
  ['of SM2', { brand: 'dnspod-sm2', csr: { mode: 'generate', algorithm: 'sm2', hash: 'sm3' } }, undefined],
] as const)('a reissue with the same CSR has the same key: %s', async (what, fields, keyPassword) => {
  const first = await issued(`${what.replaceAll(' ', '-').toLowerCase()}.example.com`, fields);
  const { orderId } = await world.orders.certificates.reissue(first, { csr: 'same' });
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  const given = keyPassword === undefined ? {} : { keyPassword };
  const [old, next] = await Promise.all(
    [first, orderId].map((id) => world.orders.certificates.download(id, given)),
  );
  expect(next?.privateKeyPem).toBe(old?.privateKeyPem);
  expect(next?.certificatePem).not.toBe(old?.certificatePem);
  // The other half of an SM2 pair is made anew at the CA, and opens with the kept key.
  if (what === 'of SM2') expect(next?.encryption?.privateKeyPem).toContain('PRIVATE KEY');
});

it('a reissue takes a CSR of the subscriber’s, whose key is not here', async () => {
  const first = await issued('own-csr.example.com');
  const { pem, publicKey } = await pastedCsr({ names: ['own-csr.example.com'] });
  const { orderId } = await world.orders.certificates.reissue(first, { csr: { pem } });
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  const { certificatePem, privateKeyPem } = await world.orders.certificates.download(orderId);
  expect(privateKeyPem).toBeNull();
  expect(new X509Certificate(certificatePem).publicKey.equals(publicKey)).toBe(true);
});

it('a replacement leaves the old certificate in use until the new one is issued', async () => {
  const first = await issued('old-name.example.com');
  await world.caControls.beHostile(HELD_BACK);
  const { orderId } = await world.orders.certificates.replace(first, {
    changes: { names: ['old-name.example.com', 'new-name.example.com'] },
  });
  await inTheMeantime(orderId, async () => {
    expect(await stateOf(first)).toBe('active');
    await opened(first);
  });
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  expect([await stateOf(first), await stateOf(orderId)]).toEqual(['replaced', 'active']);
  expect((await opened(orderId)).names).toContain('new-name.example.com');
});

it('a free certificate is upgraded to a paid one', async () => {
  const first = await issued('upgraded.example.com', { type: 'dv-free', csr: { mode: 'generate' } });
  const { orderId } = await world.orders.certificates.upgrade(first, {
    brand: 'trustasia',
    type: 'dv',
    changes: { csr: { mode: 'generate', algorithm: 'ecc-p256' } },
  });
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  expect([await stateOf(first), await stateOf(orderId)]).toEqual(['replaced', 'active']);
  const [free, paid] = [await opened(first), await opened(orderId)];
  expect(paid.notAfter).toBeGreaterThan(free.notAfter);
});
