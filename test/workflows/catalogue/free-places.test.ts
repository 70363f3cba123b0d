/** Free orders from the door to their place's release: cancelled ones give it back, issued ones hold it for 91 days. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { ended, order, standing } from '../../support/orders.js';

const DAY_MS = 86_400_000;
let world: OrderWorld;
let ahead = 0;

beforeAll(async () => {
  world = await createOrderWorld({ clientClock: () => Date.now() + ahead });
});

afterAll(async () => {
  await world.stop();
});

async function taken(): Promise<number> {
  return (await world.orders.freePlaces.show()).perAccount.taken;
}

it('a cancelled order gives its place back in the moment that its end is on record', async () => {
  const orderId = await order(world, 'www.cancelled-free.com', { type: 'dv-free', validation: 'manual-dns' });
  await standing(world, orderId, 'subscriber-dns');
  expect(await taken()).toBe(1);
  await world.orders.cancel(orderId);
  await ended(world, orderId);
  expect(await taken()).toBe(0);
});

it('an issued certificate holds its place until 24 hours after its 90 days, or after its revocation', async () => {
  const orderId = await order(world, 'www.free-life.com', { type: 'dv-free' });
  expect((await ended(world, orderId)).state).toBe('issued');
  const { perAccount } = await world.orders.freePlaces.show();
  const { rows } = await world.dependencies.database.query<{ not_after: Date }>(
    'select not_after from certificates where order_id = $1',
    [orderId],
  );
  const releaseAt = (rows[0]?.not_after.getTime() ?? 0) + DAY_MS;
  expect(perAccount).toMatchObject({ taken: 1, nextReleaseAt: new Date(releaseAt).toISOString() });
  ahead = releaseAt - Date.now() - DAY_MS / 24;
  expect(await taken()).toBe(1);
  ahead = releaseAt - Date.now() + DAY_MS / 24;
  expect(await taken()).toBe(0);

  ahead = 0;
  await world.dependencies.database.query('update certificates set revoked_at = $2 where order_id = $1', [
    orderId,
    new Date(),
  ]);
  expect(await taken()).toBe(1);
  ahead = DAY_MS + DAY_MS / 24;
  expect(await taken()).toBe(0);
});
