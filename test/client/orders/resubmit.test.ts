/** The way out by one command: withdrawn and submitted anew, linked, checked before anything is touched, never twice. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadForm } from '../../../db/statements/orders/row.js';
import type { OrderClient } from '../../../client/order-client.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { ECC, ended, order, standing } from '../../support/orders.js';
import { pastedCsr } from '../../support/pasted-csr.js';
import { refusalOf } from '../../support/refusal-of.js';

let world: OrderWorld;
let orders: OrderClient;
beforeAll(async () => {
  world = await createOrderWorld();
  orders = world.orders;
});
afterAll(() => world.stop());

const BY_HAND = { validation: 'manual-dns' } as const;

async function waitingOrder(name: string, fields = {}): Promise<string> {
  const orderId = await order(world, name, { ...BY_HAND, ...fields });
  await standing(world, orderId, 'subscriber-dns');
  return orderId;
}

it('withdraws the old order and places the changed one, linked both ways', async () => {
  const old = await waitingOrder('www.way-out.com', { alias: 'kept' });
  const again = await orders.resubmit(old, { changes: { notificationEmail: 'new@example.com' } });
  expect(again).toMatchObject({
    replacesOrderId: old,
    changedFields: ['notificationEmail'],
    dryRun: false,
  });
  expect(await orders.show(old)).toMatchObject({ state: 'cancelled', replacedByOrderId: again.orderId });
  expect(await standing(world, again.orderId, 'subscriber-dns')).toMatchObject({
    names: ['www.way-out.com'],
    replacesOrderId: old,
    replacedByOrderId: null,
  });
  expect(await loadForm(world.dependencies.database, again.orderId)).toMatchObject({
    alias: 'kept',
    csr: ECC,
    notificationEmail: 'new@example.com',
  });
});

it('is one new order, however often it is asked for; other changes are refused and say where it went', async () => {
  const old = await waitingOrder('www.only-once.com');
  const answers = await Promise.all([1, 2, 3].map(() => orders.resubmit(old, { changes: { alias: 'a' } })));
  answers.push(await orders.resubmit(old, { changes: { alias: 'a' } }));
  const ids = new Set(answers.map(({ orderId }) => orderId));
  expect(ids.size).toBe(1);
  const refusal = await refusalOf(orders.resubmit(old, { changes: { alias: 'b' } }));
  expect(refusal.code).toBe('RefusedInThisState');
  expect(refusal.message).toContain([...ids][0]);
  expect((await orders.list({ name: 'www.only-once.com' })).length).toBe(2);
});

it('goes on where a crash came between withdrawal and new order', async () => {
  const old = await waitingOrder('www.cut-short.com');
  await orders.cancel(old);
  await ended(world, old);
  const { orderId } = await orders.resubmit(old);
  expect(await standing(world, orderId, 'subscriber-dns')).toMatchObject({ replacesOrderId: old });
});

it('changes nothing in a dry run', async () => {
  const old = await waitingOrder('www.dry-run.com');
  const dry = await orders.resubmit(old, { changes: { alias: 'a' }, dryRun: true });
  expect(dry).toMatchObject({ dryRun: true, changedFields: ['alias'] });
  expect(await orders.show(old)).toMatchObject({ state: 'validating', replacedByOrderId: null });
  expect(await refusalOf(orders.show(dry.orderId))).toMatchObject({ code: 'NotFound' });
  expect(await orders.resubmit(old, { changes: { alias: 'a' } })).toMatchObject({ orderId: dry.orderId });
});

describe('refused before the old order is touched', () => {
  it.each<[string, object, string]>([
    ['a bad name', { names: ['*.com'] }, 'names[0]'],
    ['a bad field', { planYears: 9 }, 'planYears'],
    ['an unknown saved contact', { contact: { existing: 'ct_nobody' } }, 'contact.existing'],
    ['an unknown field', { nmaes: [] }, 'nmaes'],
  ])('%s', async (_what, changes, field) => {
    const old = await waitingOrder('www.untouched.com');
    expect(await refusalOf(orders.resubmit(old, { changes }))).toMatchObject({ field });
    expect(await orders.show(old)).toMatchObject({ state: 'validating', replacedByOrderId: null });
  });

  it('a key password that nobody can read', async () => {
    const old = await waitingOrder('www.password.com', { keyPassword: 'correct-horse' });
    expect(await refusalOf(orders.resubmit(old))).toMatchObject({
      code: 'InvalidInput',
      field: 'keyPassword',
    });
    expect((await orders.show(old)).state).toBe('validating');
    const { orderId } = await orders.resubmit(old, { keyPassword: 'battery-staple' });
    await standing(world, orderId, 'subscriber-dns');
    const third = await orders.resubmit(orderId, { keyPassword: false });
    expect(await standing(world, third.orderId, 'subscriber-dns')).toMatchObject({
      replacesOrderId: orderId,
    });
  });

  it('an order that was issued', async () => {
    const orderId = await order(world, 'www.too-late.com');
    await standing(world, orderId, 'issued');
    const refusal = await refusalOf(orders.resubmit(orderId));
    expect(refusal.code).toBe('RefusedInThisState');
    expect((await orders.show(orderId)).replacedByOrderId).toBeNull();
  });

  it('a draft without a form', async () => {
    const { orderId } = await orders.create({ form: { brand: 'trustasia', type: 'dv' } });
    const refusal = await refusalOf(orders.resubmit(orderId));
    expect(refusal).toMatchObject({ code: 'RefusedInThisState' });
    expect(refusal.accepted).toContain('order submit');
  });
});

it('keeps a pasted CSR', async () => {
  const { pem } = await pastedCsr({ names: ['www.pasted.com'] });
  const old = await waitingOrder('www.pasted.com', { csr: { mode: 'paste', pem } });
  const { orderId } = await orders.resubmit(old);
  expect(await loadForm(world.dependencies.database, orderId)).toMatchObject({
    csr: { mode: 'paste', pem },
  });
});

it('keeps a validation method that was changed in place', async () => {
  const old = await waitingOrder('www.method.com');
  await orders.repair(old, { validation: 'file' });
  await standing(world, old, 'subscriber-file');
  const { orderId } = await orders.resubmit(old);
  await standing(world, orderId, 'subscriber-file');
});
