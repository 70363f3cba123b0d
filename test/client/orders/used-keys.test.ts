/** A CSR whose key serves another plan is refused at every door, whoever that plan belongs to; where it was asked for it stays. */
import { webcrypto } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderClient } from '../../../client/order-client.js';
import type { Refusal } from '../../../domain/refusals.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { createOwnChain } from '../../support/own-chains.js';
import { dvForm, ended, standing } from '../../support/orders.js';
import { pastedCsr } from '../../support/pasted-csr.js';
import { refusalOf } from '../../support/refusal-of.js';
import { WatchedOrderClient } from '../../support/watched-order-client.js';

let world: OrderWorld;
let ours: OrderClient;
let theirs: OrderClient;
beforeAll(async () => {
  world = await createOrderWorld();
  ours = world.orders;
  const { temporal, taskQueue, dependencies } = world;
  const { database, masterKeys } = dependencies;
  theirs = new WatchedOrderClient({ temporal, database, masterKeys, taskQueue, account: 'another' });
});
afterAll(() => world.stop());

type Keys = webcrypto.CryptoKeyPair;

async function pasted(name: string, keys?: Keys) {
  const csr = await pastedCsr({ names: [name], ...(keys && { keys }) });
  return { csr: { mode: 'paste', pem: csr.pem } as const, keys: csr.keys };
}

async function create(orders: OrderClient, name: string, keys?: Keys) {
  const { csr, keys: used } = await pasted(name, keys);
  const { orderId } = await orders.create({ form: dvForm(name, { csr, validation: 'manual-dns' }) });
  return { orderId, keys: used };
}

async function issued(name: string) {
  const { csr, keys } = await pasted(name);
  const { orderId } = await ours.create({ form: dvForm(name, { csr }) });
  const { state, certificateId = '' } = await ended(world, orderId);
  expect(state).toBe('issued');
  return { orderId, certificateId, keys };
}

function expectUsed(refusal: Refusal): void {
  expect(refusal).toMatchObject({ code: 'InvalidInput', field: 'csr' });
  expect(refusal.message).toBe(
    'The key of this CSR serves another certificate, or an order under way: a new certificate has a new key',
  );
}

async function orderCount(): Promise<number> {
  const { rows } = await world.dependencies.database.query('select 1 from orders');
  return rows.length;
}

describe('a key that a certificate has', () => {
  it('is refused for any other plan, in the same words to its owner and to others; nothing is stored', async () => {
    const { keys } = await issued('used.example.com');
    const before = await orderCount();
    for (const orders of [ours, theirs])
      expectUsed(await refusalOf(create(orders, 'elsewhere.example.com', keys)));
    expect(await orderCount()).toBe(before);
  });

  it('is refused for a draft, which goes on waiting for its form', async () => {
    const { keys } = await issued('used-draft.example.com');
    const { orderId } = await ours.create({ form: { brand: 'trustasia', type: 'dv' } });
    await standing(world, orderId, 'subscriber-form');
    const name = 'draft.example.com';
    const { csr } = await pasted(name, keys);
    const form = { names: [name], validation: 'auto-dns' as const };
    expectUsed(await refusalOf(ours.submit(orderId, { ...form, csr })));
    expect(await ours.show(orderId)).toMatchObject({ state: 'pending-submission' });
    await ours.submit(orderId, { ...form, csr: (await pasted(name)).csr });
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  });

  it('is refused where an order is submitted anew with it, before the old one is touched', async () => {
    const { keys } = await issued('used-anew.example.com');
    const { orderId } = await create(ours, 'anew.example.com');
    await standing(world, orderId, 'subscriber-dns');
    const { csr } = await pasted('anew.example.com', keys);
    expectUsed(await refusalOf(ours.resubmit(orderId, { changes: { csr } })));
    expect(await ours.show(orderId)).toMatchObject({ waitingOn: 'subscriber-dns' });
  });

  it('stays within its plan: a reissue takes the same CSR', async () => {
    const name = 'same-plan.example.com';
    const { certificateId, keys } = await issued(name);
    const { csr } = await pasted(name, keys);
    const reissued = await ours.certificates.reissue(certificateId, { csr: { pem: csr.pem } });
    expect(await ended(world, reissued.orderId)).toMatchObject({ state: 'issued' });
  });

  it('is refused for a renewal, unless its configuration is to be used again; then its plan goes on with it', async () => {
    const name = 'renewed.example.com';
    const { certificateId, keys } = await issued(name);
    await world.dependencies.database.query(
      "update plans set ends_at = now() + interval '10 days' where plan_id in (select plan_id from certificates where certificate_id = $1)",
      [certificateId],
    );
    expectUsed(await refusalOf(ours.certificates.renew(certificateId)));
    const again = { changes: { reuseConfiguration: true } };
    const { orderId } = await ours.certificates.renew(certificateId, again);
    const renewed = await ended(world, orderId);
    expect(renewed).toMatchObject({ state: 'issued' });
    const { csr } = await pasted(name, keys);
    const reissue = { csr: { pem: csr.pem } };
    const reissued = await ours.certificates.reissue(renewed.certificateId ?? '', reissue);
    expect(await ended(world, reissued.orderId)).toMatchObject({ state: 'issued' });
  });

  it('is refused where it was made here', async () => {
    const name = 'made-here.example.com';
    const { orderId } = await ours.create({ form: dvForm(name) });
    await ended(world, orderId);
    const { rows } = await world.dependencies.database.query<{ pem: string }>(
      'select csr_pem as pem from order_keys where order_id = $1',
      [orderId],
    );
    const csr = { mode: 'paste', pem: rows[0]?.pem ?? '' } as const;
    for (const orders of [ours, theirs])
      expectUsed(await refusalOf(orders.create({ form: dvForm(name, { csr }) })));
  });
});

describe('a key of an order under way', () => {
  it('is one order’s, whichever of several at once is faster', async () => {
    for (const round of ['a', 'b', 'c', 'd']) {
      const name = `race-${round}.example.com`;
      const { keys } = await pasted(name);
      const outcomes = await Promise.allSettled(
        [ours, theirs, ours, theirs].map((orders) => create(orders, name, keys)),
      );
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') expectUsed(outcome.reason as Refusal);
    }
  });

  it('is free again once the order has ended without a certificate', async () => {
    const { orderId, keys } = await create(ours, 'freed.example.com');
    await standing(world, orderId, 'subscriber-dns');
    expectUsed(await refusalOf(create(theirs, 'freed.example.com', keys)));
    await ours.cancel(orderId);
    await ended(world, orderId);
    await create(theirs, 'freed.example.com', keys);
  });
});

describe('a key of an uploaded certificate', () => {
  async function uploaded(name: string, withKey: boolean) {
    const chain = await createOwnChain('ecc', Date.now());
    const leaf = await chain.issue({ names: [name], notBefore: Date.now() - 1_000, days: 90 });
    const { certificateId } = await ours.certificates.upload({
      certificatePem: leaf.certificatePem,
      ...(withKey && { privateKeyPem: leaf.privateKeyPem }),
    });
    return { certificateId, keys: await keysIn(leaf.privateKeyPem) };
  }

  async function keysIn(privateKeyPem: string): Promise<Keys> {
    const der = Buffer.from(privateKeyPem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
    const privateKey = await webcrypto.subtle.importKey('pkcs8', der, algorithm, true, ['sign']);
    const { d: _d, ...publicPart } = await webcrypto.subtle.exportKey('jwk', privateKey);
    const jwk = { ...publicPart, key_ops: ['verify'] };
    return {
      privateKey,
      publicKey: await webcrypto.subtle.importKey('jwk', jwk, algorithm, true, ['verify']),
    };
  }

  it('is refused for an order, also where it was stored before keys were noted', async () => {
    const { certificateId, keys } = await uploaded('own.example.com', true);
    for (const orders of [ours, theirs]) expectUsed(await refusalOf(create(orders, 'own.example.com', keys)));
    await world.dependencies.database.query(
      'update certificates set spki_sha256 = null where certificate_id = $1',
      [certificateId],
    );
    expectUsed(await refusalOf(create(ours, 'own.example.com', keys)));
  });

  it('is nobody else’s obstacle where only what is public was handed in', async () => {
    const { keys } = await uploaded('public.example.com', false);
    expectUsed(await refusalOf(create(ours, 'public.example.com', keys)));
    await create(theirs, 'public.example.com', keys);
  });
});
