/** Orders over connections: another CA by a route, another secret in mid-order, DNS by a connection. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TSIG_KEY_NAME } from '../../../dev/stack-environment.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { ended, leftBehind, looksNow, order, standing } from '../../support/orders.js';
import { startSecondCa, type SecondCa } from '../../support/second-ca.js';
import { until } from '../../support/until.js';

const TOKEN = 'first-token-of-the-second-ca';
const NEXT_TOKEN = 'other-token-of-the-second-ca';

let world: OrderWorld;
let second: SecondCa;
beforeAll(async () => {
  world = await createOrderWorld();
  second = await startSecondCa(world, TOKEN);
  await world.orders.connections.add({ kind: 'development-ca', name: 'second', form: second.form });
  await world.orders.routes.set({ connection: 'second', suffix: 'second.example.com' });
});
afterAll(async () => {
  await second.stop();
  await world.stop();
});

it('an order goes to the CA that its route leads to, and to no other one', async () => {
  const orderId = await order(world, 'www.second.example.com');
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  expect(await second.controls.ordersOf(orderId)).toHaveLength(1);
  expect(await world.caControls.ordersOf(orderId)).toEqual([]);
  expect((await world.orders.show(orderId)).ca).toMatchObject({ name: 'second', isPubliclyTrusted: false });
  expect(await leftBehind(world, orderId)).toEqual([]);
});

it('an order without a route goes where the environment says, as ever', async () => {
  const orderId = await order(world, 'www.first.example.com');
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  expect(await world.caControls.ordersOf(orderId)).toHaveLength(1);
  expect((await world.orders.show(orderId)).ca).toMatchObject({ connectionId: null });
});

it('a later edit of a route reaches no placed order, and no re-issue of its plan', async () => {
  const orderId = await order(world, 'plan.second.example.com');
  const { certificateId } = await standing(world, orderId, 'issued');
  await world.orders.connections.add({ kind: 'development-ca', name: 'third', form: second.form });
  const { routeId } = await world.orders.routes.set({
    connection: 'third',
    suffix: 'plan.second.example.com',
  });
  const { orderId: reissue } = await world.orders.certificates.reissue(certificateId ?? '');
  await standing(world, reissue, 'issued');
  expect((await world.orders.show(reissue)).ca).toMatchObject({ name: 'second' });
  expect((await world.orders.show(orderId)).ca).toMatchObject({ name: 'second' });
  expect(
    await world.orders.quote({
      brand: 'trustasia',
      type: 'dv',
      names: ['plan.second.example.com'],
      validation: 'auto-dns',
    }),
  ).toMatchObject({ ca: { name: 'third' } });
  await world.orders.routes.remove(routeId);
  await world.orders.connections.remove('third');
});

it('a secret that is changed in mid-order counts from the next step on', async () => {
  const orderId = await order(world, 'mid.second.example.com', { validation: 'manual-dns' });
  const waiting = await standing(world, orderId, 'subscriber-dns');
  second = await second.restartedWith(NEXT_TOKEN);
  for (const { record } of waiting.validations)
    if (record) await world.dns.zone.set(record.name, record.type, record.value);
  await looksNow(world, orderId);
  await until('the CA has refused the old token', async () => {
    const { reason } = await world.orders.show(orderId);
    return reason?.includes('not authorized');
  });
  await world.orders.connections.edit('second', { token: NEXT_TOKEN });
  await looksNow(world, orderId);
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
});

it('DNS is written by a connection where the order names one', async () => {
  const { SEALFLOW_DNS_UPDATE_SERVER: server = '', SEALFLOW_TSIG_SECRET: tsigSecret = '' } =
    world.environment;
  const form = { server, tsigKeyName: TSIG_KEY_NAME, tsigAlgorithm: 'hmac-sha256', tsigSecret };
  await world.orders.connections.add({ kind: 'rfc2136', name: 'zones', form });
  const orderId = await order(world, 'dns.example.com');
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  expect(await leftBehind(world, orderId)).toEqual([]);
  const { rows } = await world.dependencies.database.query<{ dns: string[] }>(
    `select terms -> 'connections' -> 'dns' as dns from orders where order_id = $1`,
    [orderId],
  );
  const { connectionId } = await world.orders.connections.show('zones');
  expect(rows[0]?.dns).toEqual([connectionId]);
});
