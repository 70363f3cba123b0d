// What one automatic order asks of Postgres, step by step, from the first call until its workflow has ended.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CountedDatabase } from '../../support/counted-database.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { dvForm, ended } from '../../support/orders.js';

let world: OrderWorld;
let counted: CountedDatabase;

beforeAll(async () => {
  world = await createOrderWorld({
    watchedDatabase: (database) => (counted = new CountedDatabase(database)),
    changedActivities: (real) => counted.countActivities(real),
  });
});
afterAll(() => world.stop());

it('an automatic order asks for so many statements, and waits so often for the disk', async () => {
  // The first one of an account, and of a process, may ask for more.
  await placed('first.example.com');
  counted.asked.clear();
  await placed('second.example.com');

  expect(counted.table, counted.told).toEqual({
    create: [4, 3],
    prepareAndPlace: [7, 2],
    publishAndConfirm: [6, 1],
    collectCertificate: [2, 1],
    concludeIssued: [10, 1],
  });
});

async function placed(name: string): Promise<void> {
  const { orderId } = await counted.during('create', () => world.orders.create({ form: dvForm(name) }));
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
}
