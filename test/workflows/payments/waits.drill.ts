// Money that takes days, on skipped time: funds that are missing, and a release that the payment house refuses for three days.
// Nobody waits for a workflow's result here: that would let time skip on, by years where nothing is due.
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { paymentKeyOf } from '../../../activities/payments/provider.js';
import type { OrderWorld } from '../../support/order-world.js';
import { looksNow, order, standing } from '../../support/orders.js';
import { createSkippedTimeWorld, type SkippedTimeWorld } from '../../support/skipped-time.js';
import { until } from '../../support/until.js';

vi.setConfig({ testTimeout: 300_000 });

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PRICE = 40_000;

let skipped: SkippedTimeWorld;
let world: OrderWorld;
let began: number;
beforeAll(async () => {
  skipped = await createSkippedTimeWorld({ payments: true });
  ({ world } = skipped);
  began = await skipped.time.currentTimeMs();
});
afterAll(() => skipped.stop());

async function effectsOf(orderId: string): Promise<string[]> {
  return ((await world.paymentControls.hold(paymentKeyOf(orderId)))?.effects ?? []).map(({ state }) => state);
}

/** Of those about money; each at most once is what the inbox promises. */
async function noticesOf(orderId: string): Promise<string[]> {
  const { rows } = await world.dependencies.database.query<{ kind: string }>(
    `select kind from account_notices where order_id = $1 and kind in ('refund-owed', 'refunded') order by posted_at`,
    [orderId],
  );
  return rows.map(({ kind }) => kind);
}

it('a release that is refused for three days is owed all the while, and is made afterwards', async () => {
  const orderId = await order(world, 'owed.example.com', { validation: 'manual-dns' });
  await standing(world, orderId, 'subscriber-dns');
  expect((await world.orders.show(orderId)).payment).toEqual({
    state: 'held',
    amount: PRICE,
    currency: 'CNY',
    owedSince: null,
  });

  await world.paymentControls.beHostile({ mode: 'refuse', path: 'release' });
  await world.orders.cancel(orderId);
  await until('the money is owed', async () => (await world.orders.show(orderId)).payment?.state === 'owed');
  const { owedSince } = await world.orders.payments.show(orderId);
  for (const days of [1, 2, 3]) {
    await skipped.advanceTo(began + days * DAY_MS);
    // The order has ended; what is owed is still there to be seen.
    expect(await world.orders.show(orderId)).toMatchObject({
      state: 'cancelled',
      payment: { state: 'owed', owedSince },
    });
    expect((await world.orders.payments.list({ state: 'owed' })).map((payment) => payment.orderId)).toEqual([
      orderId,
    ]);
    expect((await world.orders.payments.show(orderId)).lastFailure).toContain('refused');
    expect(await noticesOf(orderId)).toEqual(['refund-owed']);
  }

  await world.paymentControls.bePeaceful();
  await skipped.advanceTo(began + 3 * DAY_MS + 2 * HOUR_MS);
  await until(
    'the money is back',
    async () => (await world.orders.payments.show(orderId)).returnedAt !== null,
  );
  const payment = await world.orders.payments.show(orderId);
  expect(payment).toMatchObject({ state: 'returned', owedSince, lastFailure: null });
  expect(payment.attempts).toBeGreaterThan(60);
  expect(Date.parse(payment.returnedAt ?? '')).toBeGreaterThan(began + 3 * DAY_MS);
  expect(await world.orders.payments.list({ state: 'owed' })).toEqual([]);
  expect(await effectsOf(orderId)).toEqual(['held', 'released']);
  expect(await noticesOf(orderId)).toEqual(['refund-owed', 'refunded']);
});

it('an order whose account has no funds waits for them, goes on when it is asked to, or expires', async () => {
  await world.paymentControls.setBalance(PRICE - 1);
  const poor = await order(world, 'poor.example.com');
  const helped = await order(world, 'helped.example.com');
  const since = await skipped.time.currentTimeMs();
  for (const orderId of [poor, helped]) {
    const { nextAction, deadline } = await standing(world, orderId, 'subscriber-payment');
    expect(nextAction?.en).toContain('add funds');
    expect(Date.parse(deadline ?? '')).toBeGreaterThan(since + 29 * DAY_MS);
  }
  await until(
    'the house was asked',
    async () => (await world.orders.payments.show(poor)).lastFailure !== null,
  );
  await skipped.advanceTo(since + 5 * DAY_MS);
  expect((await world.orders.show(poor)).state).toBe('validating');

  // Funds for one: whoever looks first has them.
  await world.orders.cancel(poor);
  await standing(world, poor, 'cancelled');
  await until('the key is closed', async () => (await world.orders.payments.show(poor)).state === 'void');
  await world.paymentControls.setBalance(PRICE);
  await looksNow(world, helped);
  await standing(world, helped, 'issued');
  await until(
    'the money is taken',
    async () => (await world.orders.payments.show(helped)).state === 'captured',
  );

  const expired = await order(world, 'expired.example.com');
  await standing(world, expired, 'subscriber-payment');
  await skipped.advanceTo((await skipped.time.currentTimeMs()) + 30 * DAY_MS + 3 * HOUR_MS);
  expect((await standing(world, expired, 'expired')).reason).toContain('not paid in time');
  await until('its key is closed', async () => (await world.orders.payments.show(expired)).state === 'void');
  // Its key is closed: nothing can be held under it any more, and nothing ever was.
  expect(await effectsOf(expired)).toEqual(['released']);
  expect(await world.caControls.ordersOf(expired)).toEqual([]);
  expect(await world.paymentControls.balance()).toMatchObject({ balance: 0, held: 0, captured: PRICE });
});
