// Every interleaving of {cancel, the CA issues, crash, refund error}: each ends in one legal state, with the money equal to it.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { paymentKeyOf } from '../../../activities/payments/provider.js';
import { GENEROUS_BALANCE } from '../../../dev/payments/server.js';
import { casesOf, POINTS, PRICE, Withdrawals, type Crash } from './withdrawals.js';

vi.setConfig({ testTimeout: 180_000 });

const CRASHES: readonly Crash[] = ['none', 'dies-there', 'worker-replaced'];

let withdrawals: Withdrawals;
beforeAll(async () => {
  withdrawals = await Withdrawals.open();
});
afterAll(() => withdrawals.world.stop());

describe.each(CRASHES)('crash: %s;', (crash) => {
  // All orders share the worker that is replaced.
  const itEach = crash === 'worker-replaced' ? it.each(POINTS) : it.concurrent.each(POINTS);
  itEach('cancelled, or not, $name', async (point) => {
    const cases = casesOf(point, crash);
    await withdrawals.play(cases);
    for (const each of cases) await withdrawals.expectLegal(each);
  });
});

it('leaves the account with all that was not taken for a certificate', async () => {
  const { played, world } = withdrawals;
  const taken = played.filter(({ end }) => end === 'issued').length * PRICE;
  expect(played.length).toBeGreaterThan(100);
  expect(await world.paymentControls.balance()).toEqual({
    account: 'default',
    balance: GENEROUS_BALANCE - taken,
    held: 0,
    captured: taken,
  });
  expect(await world.orders.payments.list({ state: 'owed' })).toEqual([]);
  expect(await world.orders.payments.list({ state: 'held' })).toEqual([]);
});

it('asks for nothing twice where nothing was lost', async () => {
  const { played, world } = withdrawals;
  const undisturbed = played.filter(({ crash, refundError }) => crash === 'none' && refundError === 'none');
  for (const { orderId } of undisturbed) {
    const { requests } = (await world.paymentControls.hold(paymentKeyOf(orderId))) ?? {};
    for (const path of ['hold', 'capture', 'release', 'refund'] as const)
      expect(requests?.[path] ?? 0, `${path} of ${orderId}`).toBeLessThanOrEqual(1);
  }
});
