/** Plans as people see them: certificates in order, what comes next in words, the end; and the commands that tell it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OrderClient } from '../../../client/order-client.js';
import type { PlanView } from '../../../client/plans/index.js';
import { runHere } from '../../support/command-line.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { ended, order } from '../../support/orders.js';
import { refusalOf } from '../../support/refusal-of.js';

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld();
});
afterAll(() => world.stop());

async function issued(name: string, fields: Parameters<typeof order>[2] = {}): Promise<string> {
  const orderId = await order(world, name, fields);
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  return orderId;
}

it('a plan tells its certificates in order, its end, and what comes next', async () => {
  const { orders } = world;
  const planId = await issued('www.plan.com', { autoRenew: true, reissueBeforeDays: 20 });
  const first = await orders.plans.show(planId);
  expect(first).toMatchObject({
    planId,
    kind: 'series',
    brand: 'trustasia',
    type: 'dv',
    names: ['www.plan.com', 'plan.com'],
    years: 1,
    autoRenew: true,
    reissueBeforeDays: 20,
    certificates: 1,
    orderUnderWay: null,
    nextStep: { do: 'reissue', number: 2, attempt: 1 },
  });
  expect(Date.parse(first.endsAt) - Date.parse(first.beginsAt)).toBeGreaterThanOrEqual(365 * 86_400_000);
  const [only] = first.issued;
  const at = first.nextStep.do === 'reissue' ? first.nextStep.at : '';
  expect(Date.parse(only?.notAfter ?? '') - Date.parse(at)).toBe(20 * 86_400_000);
  expect(first.nextStepInWords.en).toContain('order certificate 2');
  const [next, ...later] = first.planned;
  expect(next).toMatchObject({ number: 2, notBefore: at, needsPeople: false });
  const last = later.at(-1);
  // Hours that nobody orders a certificate for may be left.
  expect(Date.parse(first.endsAt) - Date.parse(last?.notAfter ?? '')).toBeLessThanOrEqual(3_600_000);

  const { orderId } = await orders.certificates.reissue(planId);
  await ended(world, orderId);
  const second: PlanView = await orders.plans.show(orderId);
  expect(second.planId).toBe(planId);
  expect(second.issued).toMatchObject([
    { orderId: planId, purpose: 'purchase', state: 'replaced' },
    { orderId, purpose: 'reissue', state: 'active', replacedBy: null },
  ]);
  expect(second.endsAt).toBe(first.endsAt);
  const newest = second.issued.at(-1);
  expect(Date.parse(newest?.notAfter ?? '')).toBeLessThanOrEqual(Date.parse(first.endsAt));
  expect(second.nextStep).toMatchObject({ do: 'reissue', number: 3 });
});

it('whether another plan follows by itself is switched, by plan, certificate or order, and typed', async () => {
  const { plans } = world.orders;
  const planId = await issued('switched.example.com');
  const [only] = (await plans.show(planId)).issued;
  expect(await plans.setAutoRenew(only?.certificateId ?? '', true)).toMatchObject({
    planId,
    autoRenew: true,
  });
  expect(await plans.setAutoRenew(planId, false)).toMatchObject({ autoRenew: false });
  for (const [word, shown] of [
    ['on', 'yes'],
    ['off', 'no'],
  ] as const) {
    const typed = await runHere(['plan', 'renewal', planId, word, '--lang', 'en'], world.environment);
    expect(typed).toMatchObject({ exitCode: 0, stderr: '' });
    expect(typed.stdout).toMatch(new RegExp(`^Renewed by itself +${shown}$`, 'm'));
  }
  const free = await issued('never.example.com', { type: 'dv-free', csr: { mode: 'generate' } });
  expect(await refusalOf(plans.setAutoRenew(free, true))).toMatchObject({
    code: 'RefusedInThisState',
    field: 'on',
  });
  expect(await plans.setAutoRenew(free, false)).toMatchObject({ autoRenew: false });
});

it('plans are listed, the one that ends first before the others', async () => {
  const free = await issued('free.example.com', { type: 'dv-free', csr: { mode: 'generate' } });
  const paid = await issued('paid.example.com');
  const plans = await world.orders.plans.list();
  const mine = plans.filter(({ planId }) => planId === free || planId === paid);
  expect(mine.map(({ planId, kind }) => [planId, kind])).toEqual([
    [free, 'single'],
    [paid, 'series'],
  ]);
});

it('an unknown plan, and another account’s, is not there', async () => {
  const planId = await issued('mine.example.org');
  const stranger = new OrderClient({
    temporal: world.temporal,
    database: world.dependencies.database,
    masterKeys: world.dependencies.masterKeys,
    account: 'stranger',
    taskQueue: world.taskQueue,
  });
  expect(await refusalOf(world.orders.plans.show('nothing'))).toMatchObject({ code: 'NotFound' });
  expect(await refusalOf(stranger.plans.show(planId))).toMatchObject({ code: 'NotFound' });
  expect(await stranger.plans.list()).toEqual([]);
});
