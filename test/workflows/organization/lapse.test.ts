/** From 2029-03-15 a domain validation holds for ten days: a company's check that takes longer outlasts it (ordering rules, section 9). */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { attemptClock } from '../../../activities/attempt-clock.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { orderForCompany, passWhenAsked } from '../../support/organization-orders.js';
import { ended } from '../../support/orders.js';
import { createTimeSkippingServer } from '../../support/temporal.js';
import { until } from '../../support/until.js';

/** A Monday; whoever runs this later than that runs it on their own day. */
const BEGIN = Math.max(Date.parse('2029-04-09T02:00:00Z'), Date.now());
const TIMEOUT_MS = 180_000;

let server: TestWorkflowEnvironment;
let world: OrderWorld;
/** The newest time at which anything was tried: the CA lives in the same skipped time. */
let latest = BEGIN;

beforeAll(async () => {
  server = await createTimeSkippingServer();
  await server.sleep(BEGIN - (await server.currentTimeMs()));
  world = await createOrderWorld({
    temporal: server,
    caClock: () => new Date(latest),
    overrides: { clock: () => (latest = Math.max(latest, attemptClock())) },
  });
});
afterAll(async () => {
  await world.stop();
  await server.teardown();
});

it(
  'a name proven eleven days before the company is looked at again, by the record that still stands',
  async () => {
    const orderId = await orderForCompany(world, { brand: 'trustasia', type: 'ov' }, 'slow-company');
    await until('the name is proven', async () => (await validatedAt(orderId)) !== undefined);
    const first = await validatedAt(orderId);

    await server.sleep('11 days');
    await passWhenAsked(world, orderId, 'public-record-check');

    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
    const second = await validatedAt(orderId);
    expect(Date.parse(second ?? '') - Date.parse(first ?? '')).toBeGreaterThan(10 * 86_400_000);
  },
  TIMEOUT_MS,
);

async function validatedAt(orderId: string): Promise<string | undefined> {
  const { validations } = (await world.dependencies.ca.findByReference(orderId)) ?? {};
  return validations?.[0]?.validatedAt;
}
