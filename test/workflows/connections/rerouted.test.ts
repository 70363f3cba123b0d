/** Orders that miss a connection, led to those of today by `sealflow order reroute`. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectionsOfOrder } from '../../../db/statements/connections/of-order.js';
import { markRemoved } from '../../../db/statements/connections/views.js';
import { TSIG_KEY_NAME } from '../../../dev/stack-environment.js';
import { runHere } from '../../support/command-line.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { ended, order, standing } from '../../support/orders.js';
import { startSecondCa, type SecondCa } from '../../support/second-ca.js';
import { until } from '../../support/until.js';

let world: OrderWorld;
let second: SecondCa;
beforeAll(async () => {
  world = await createOrderWorld();
  second = await startSecondCa(world, 'token-of-the-second-ca');
});
afterAll(async () => {
  await second.stop();
  await world.stop();
});

async function connected(name: string): Promise<string> {
  const { connectionId } = await world.orders.connections.add({
    kind: 'development-ca',
    name,
    form: second.form,
  });
  return connectionId;
}

it('one whose CA was removed as it was placed waits, says so, and is issued by the one of today', async () => {
  const connectionId = await connected('brief');
  const { routeId } = await world.orders.routes.set({ connection: 'brief', suffix: 'brief.example.com' });
  await world.stopWorker();
  const orderId = await order(world, 'www.brief.example.com');
  await markRemoved(world.dependencies.database, connectionId, new Date());
  await world.startWorker();
  const why = await until('it says what it misses', async () => {
    const told = await world.orders.why(orderId);
    return told.attempts.some(({ lastFailure }) => lastFailure?.includes('brief')) && told;
  });
  expect(why.attempts[0]?.lastFailure).toContain('sealflow order reroute ORDER');

  // One of the same name is another one: of itself it helps nobody.
  await world.orders.routes.remove(routeId);
  const anew = await connected('brief');
  await world.orders.routes.set({ connection: 'brief', suffix: 'brief.example.com' });
  const { exitCode, stdout } = await runHere(
    ['order', 'reroute', orderId, '--json', '--lang', 'en'],
    world.environment,
  );
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ orderId, ca: { connectionId: anew, name: 'brief' } });
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  expect(await second.controls.ordersOf(orderId)).toHaveLength(1);
  const log = await world.orders.operations.list({ subject: orderId });
  expect(log.filter(({ operation }) => operation === 'order.reroute')).toMatchObject([
    { outcome: 'done' },
    { outcome: 'asked' },
  ]);
  await expect(world.orders.reroute(orderId)).rejects.toMatchObject({ code: 'RefusedInThisState' });
});

it('one that its CA has stays there, and gets the DNS services of today', async () => {
  const connectionId = await connected('first');
  await world.orders.routes.set({ connection: 'first', suffix: 'stays.example.com' });
  const orderId = await order(world, 'www.stays.example.com', { validation: 'manual-dns' });
  await standing(world, orderId, 'subscriber-dns');
  await connected('later');
  await world.orders.routes.set({ connection: 'later', suffix: 'stays.example.com' });
  const { SEALFLOW_DNS_UPDATE_SERVER: server = '', SEALFLOW_TSIG_SECRET: tsigSecret = '' } =
    world.environment;
  const zones = await world.orders.connections.add({
    kind: 'rfc2136',
    name: 'zones',
    form: { server, tsigKeyName: TSIG_KEY_NAME, tsigSecret },
  });
  expect((await world.orders.reroute(orderId)).ca).toMatchObject({ connectionId, name: 'first' });
  expect(await connectionsOfOrder(world.dependencies.database, orderId)).toEqual({
    connections: { ca: connectionId, dns: [zones.connectionId] },
  });
  await world.orders.repair(orderId, { validation: 'auto-dns' });
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  const shown = await world.orders.show(orderId);
  expect(shown.publishesBy).toEqual([{ connectionId: zones.connectionId, name: 'zones', isRemoved: false }]);
  const { stdout } = await runHere(['order', 'show', orderId, '--lang', 'en'], world.environment);
  expect(stdout).toMatch(/^Published by {2,}zones$/m);
});

it('a draft has none to be led by yet', async () => {
  const { orderId } = await world.orders.create({ form: { brand: 'trustasia', type: 'dv' } });
  await standing(world, orderId, 'subscriber-form');
  await expect(world.orders.reroute(orderId)).rejects.toMatchObject({
    code: 'RefusedInThisState',
    message: expect.stringContaining('not handed in yet') as string,
  });
});
