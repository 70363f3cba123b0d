/** Whose turn it is while an order is paid: its subscriber is asked for money only while there is none. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { waitsInHistory } from '../../support/organization-orders.js';
import { ended, looksNow, order, standing } from '../../support/orders.js';

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld({ payments: true });
});
afterAll(() => world.stop());

/** Of a placement that did not last nobody was told. */
async function waitsBeforePlacement(orderId: string): Promise<string[]> {
  const { all } = await waitsInHistory(world, orderId);
  const placement = all.findIndex(
    (wait) => wait === 'ca-placement' || wait === 'dns' || wait === 'ca-issuance',
  );
  return placement < 0 ? all : all.slice(0, placement);
}

it('an order whose price is covered never waits for its subscriber to pay', async () => {
  const orderId = await order(world, 'covered.example.com');
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  expect(await waitsBeforePlacement(orderId)).toEqual(['us']);
});

it('so does a draft, once its form is there', async () => {
  const { orderId } = await world.orders.create({ form: { brand: 'trustasia', type: 'dv' } });
  await standing(world, orderId, 'subscriber-form');
  await world.orders.submit(orderId, { names: ['draft.example.com'], validation: 'auto-dns' });
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  expect(await waitsBeforePlacement(orderId)).toEqual(['subscriber-form', 'us']);
});

it('a draft that costs nothing goes to the CA', async () => {
  const { orderId } = await world.orders.create({ form: { brand: 'trustasia', type: 'dv-free' } });
  await standing(world, orderId, 'subscriber-form');
  await world.orders.submit(orderId, { names: ['free.example.com'], validation: 'auto-dns' });
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  expect(await waitsBeforePlacement(orderId)).toEqual(['subscriber-form']);
});

it('an order whose price is not covered waits for its subscriber, and no longer once it is', async () => {
  const { balance } = await world.paymentControls.balance();
  await world.paymentControls.setBalance(0);
  const orderId = await order(world, 'poor.example.com');
  const { nextAction, party } = await standing(world, orderId, 'subscriber-payment');
  expect(party).toBe('subscriber');
  expect(nextAction?.en).toContain("don't cover this order");
  await world.paymentControls.setBalance(balance);
  await looksNow(world, orderId);
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  expect(await waitsBeforePlacement(orderId)).toEqual(['us', 'subscriber-payment']);
  const { all } = await waitsInHistory(world, orderId);
  expect(all[2]).toBe('ca-placement');
});
