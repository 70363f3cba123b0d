/** Contact and channel changed on the living order: stored first, told by id, and nothing kept of what is refused. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OrderFormInput } from '../../../client/orders/creating.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { dvForm, settledEvents, standing } from '../../support/orders.js';
import { COMPANY, CONTACT, MANAGER, PHONE_CHANNEL } from '../../support/organizations.js';
import { refusalOf } from '../../support/refusal-of.js';
import { until } from '../../support/until.js';

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld();
});
afterAll(() => world.stop());

async function detailsOf(orderId: string): Promise<{ part: string; status: string }[]> {
  const { rows } = await world.dependencies.database.query<{ part: string; status: string }>(
    'select part, status from organization_details where order_id = $1 order by created_at',
    [orderId],
  );
  return rows;
}

async function checkedOrder(fields: Partial<OrderFormInput>): Promise<string> {
  const form = dvForm('www.example.com', {
    type: 'ov',
    validation: 'manual-dns',
    company: COMPANY,
    manager: MANAGER,
    ...fields,
  });
  const { orderId } = await world.orders.create({ form });
  await standing(world, orderId, 'subscriber-dns');
  return orderId;
}

it('a contact and a channel are handed to the CA', async () => {
  const orderId = await checkedOrder({ brand: 'geotrust', organizationCheck: PHONE_CHANNEL });
  const { id } = await world.orders.contacts.add(CONTACT);
  await world.orders.repairContact(orderId, { existing: id });
  await world.orders.repairChannel(orderId, {
    by: 'email',
    address: 'office@people.example',
    source: 'official-site',
    where: 'example.com',
  });
  const handedIn = await until('both are handed in', async () => {
    const rows = await detailsOf(orderId);
    return rows.every(({ status }) => status === 'handed-in') && rows;
  });
  expect(handedIn.map(({ part }) => part)).toEqual(['contact', 'channel']);
});

it('what the brand does not allow is refused: no event, no row', async () => {
  const orderId = await checkedOrder({ brand: 'wotrus' });
  const events = await settledEvents(world, orderId);
  for (const repair of [
    () => world.orders.repairContact(orderId, CONTACT),
    () => world.orders.repairChannel(orderId, PHONE_CHANNEL),
  ])
    expect(await refusalOf(repair())).toMatchObject({
      code: 'InvalidInput',
      message: expect.stringMatching(/^wotrus doesn't take another/) as string,
    });
  expect(await detailsOf(orderId)).toEqual([]);
  expect(await settledEvents(world, orderId)).toEqual(events);
});

it('bad input is refused by field, before the order hears of it', async () => {
  const orderId = await checkedOrder({ brand: 'geotrust', organizationCheck: PHONE_CHANNEL });
  const elsewhere = { ...PHONE_CHANNEL, source: 'official-site', where: 'www.other.com' } as const;
  const cases: [Promise<unknown>, string, RegExp][] = [
    [refusalOf(world.orders.repairContact(orderId, { ...CONTACT, phone: 'x' })), 'phone', /phone number/],
    [refusalOf(world.orders.repairContact(orderId, { existing: 'ct_nobody' })), 'contactId', /no saved/],
    [refusalOf(world.orders.repairChannel(orderId, elsewhere)), 'organizationCheck.where', /not the site/],
    [
      refusalOf(world.orders.repairChannel(orderId, { ...PHONE_CHANNEL, source: 'other-public' })),
      'organizationCheck.where',
      /which platform/,
    ],
  ];
  for (const [refused, field, message] of cases) {
    const refusal = await refused;
    expect(refusal).toMatchObject({ field });
    expect(String(refusal)).toMatch(message);
  }
  expect(await detailsOf(orderId)).toEqual([]);
});
