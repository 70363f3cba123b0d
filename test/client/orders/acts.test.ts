// What an order says can be done with it, and what its doors take: the same.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OrderView } from '../../../client/orders/views.js';
import type { OrderAct } from '../../../domain/accounts/order-acts.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { orderForCompany, organizationAt } from '../../support/organization-orders.js';
import { CONTACT, PHONE_CHANNEL } from '../../support/organizations.js';
import { until } from '../../support/until.js';

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld();
});
afterAll(() => world.stop());

/** Those that leave the order where it is. */
const DOORS: Partial<Record<OrderAct, (orderId: string) => Promise<OrderView>>> = {
  'change-contact': (orderId) => world.orders.repairContact(orderId, CONTACT),
  'change-channel': (orderId) => world.orders.repairChannel(orderId, PHONE_CHANNEL),
  'change-validation': (orderId) => world.orders.repair(orderId, { validation: 'auto-dns' }),
};

it.each([
  ['geotrust', 'ca-public-record', ['change-channel', 'change-contact']],
  ['wotrus', 'subscriber-emails', []],
  ['dnspod', 'subscriber-mailbox', ['change-contact']],
] as const)('%s, at %s', async (brand, wait, repairs) => {
  const orderId = await orderForCompany(world, { brand, type: 'ov' }, `acts-${brand}`);
  await organizationAt(world, orderId, wait);
  // What may change by itself meanwhile has come to its end.
  await until(`the names of ${orderId} to be proven`, async () => {
    const { tracks } = await world.orders.show(orderId);
    return tracks.some(({ track, status }) => track === 'domain' && status === 'done');
  });
  const { acts } = await world.orders.why(orderId);
  const open = acts.map(({ act }) => act);
  expect(open).toEqual(expect.arrayContaining([...repairs]));
  for (const [act, through] of Object.entries(DOORS)) {
    const { acts: now } = await world.orders.show(orderId);
    const isOpen = now.some((each) => each.act === act);
    const taken = await through(orderId).then(
      () => true,
      () => false,
    );
    expect({ act, taken }).toEqual({ act, taken: isOpen });
  }
});
