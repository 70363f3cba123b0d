/** A plan that renews itself, on skipped time and paid: its price is told a week before, and only that amount is set aside. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { priceOf } from '../../../domain/catalogue/prices.js';
import { moneyText } from '../../../domain/catalogue/money.js';
import { renewalIn } from '../../../domain/plans/renewal-notice.js';
import { decidedStep, livedUntilStep } from '../../support/living-plans.js';
import { ended, order, workflowOf } from '../../support/orders.js';
import { createSkippedTimeWorld, type SkippedTimeWorld } from '../../support/skipped-time.js';
import { until } from '../../support/until.js';

vi.setConfig({ testTimeout: 300_000 });

const DAY_MS = 86_400_000;
const NAME = 'renews-itself.example.com';

let skipped: SkippedTimeWorld;
beforeAll(async () => {
  skipped = await createSkippedTimeWorld({ payments: true });
});
afterAll(() => skipped.stop());

async function renewals(): Promise<string[]> {
  const { rows } = await skipped.world.dependencies.database.query<{ orderId: string }>(
    `select order_id as "orderId" from orders where purpose = 'renewal'`,
  );
  return rows.map(({ orderId }) => orderId);
}

it('tells amount and day a week before, heeds who wants none, and sets that amount aside on that day', async () => {
  const { world } = skipped;
  const price = priceOf({ brand: 'trustasia', type: 'dv', kind: 'single', years: 1, names: [NAME] });
  const planId = await order(world, NAME, { autoRenew: true });
  expect(await ended(world, planId)).toMatchObject({ state: 'issued' });
  const announced = await livedUntilStep(skipped, planId, 'announce-renewal');
  const { endsAt } = await world.orders.plans.show(planId);
  expect(announced).toMatchObject({ ...price, renewsAt: dayBefore(endsAt, 30) });
  expect(announced.at).toBe(dayBefore(endsAt, 37));
  await skipped.advanceTo(Date.parse(announced.at));
  const notice = await until('the notice', async () => {
    const [told] = await world.orders.notices.list({ about: announced.certificateId, kind: 'renewing' });
    return told;
  });
  const { body } = notice.texts;
  for (const text of [body.zh, body.en])
    expect(text).toContain(moneyText(price ?? { amount: 0, currency: '' }));
  const { rows } = await world.dependencies.database.query<{ occasion: string }>(
    'select occasion from account_notices where notice_id = $1',
    [notice.noticeId],
  );
  const told = renewalIn(rows[0]?.occasion ?? '');
  expect(told).toEqual({ ...price, at: Date.parse(announced.renewsAt) });

  await world.orders.plans.setAutoRenew(planId, false);
  await decidedStep(skipped, planId, 'announce-expiry');
  await world.orders.plans.setAutoRenew(planId, true);
  const renewed = await decidedStep(skipped, planId, 'renew');
  expect(renewed.at).toBe(announced.renewsAt);
  expect(await renewals()).toEqual([]);
  await skipped.advanceTo(Date.parse(renewed.at));

  const [renewal = ''] = await until('the renewal', async () => {
    const found = await renewals();
    return found.length > 0 && found;
  });
  expect(await ended(world, renewal)).toMatchObject({ state: 'issued' });
  const { startTime } = await workflowOf(world, renewal).describe();
  expect(startTime.getTime()).toBeGreaterThanOrEqual(told?.at ?? Infinity);
  expect(startTime.getTime() - Date.parse(notice.postedAt)).toBeGreaterThan(6.9 * DAY_MS);
  const payment = await world.orders.payments.show(renewal);
  expect(payment).toMatchObject({ ...price, state: 'captured' });
  const posted = await world.orders.notices.list({ kind: 'renewing' });
  expect(posted).toHaveLength(1);
});

function dayBefore(instant: string, days: number): string {
  return new Date(Date.parse(instant) - days * DAY_MS).toISOString();
}
