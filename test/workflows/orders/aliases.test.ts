/** Orders by automatic DNS whose validation name is a CNAME: published at its end, or the ball passed and taken back. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listenForDns, type DnsListener } from '../../../dev/dns/listener.js';
import { bareResponse } from '../../../dev/dns/wire.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { ended, leftBehind, order, remoteActivitiesOf, standing } from '../../support/orders.js';

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld();
});
afterAll(() => world.stop());

it('a CNAME into a zone of ours: nobody has to do anything, and nothing is left at its end', async () => {
  await world.dns.zone.set('_dnsauth.in.example.com', 'CNAME', 'in.validation.example.net');
  const orderId = await order(world, 'in.example.com');
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  expect(await leftBehind(world, orderId)).toEqual([]);
  expect(world.dns.zone.list('in.validation.example.net')).toEqual([]);
});

it('a CNAME to elsewhere: it is named, the subscriber is told what to do, and the order goes on by itself', async () => {
  // No zone of the embedded server holds `co.uk`: it stands for one that others have.
  await world.dns.zone.set('_dnsauth.out.example.com', 'CNAME', 'co.uk');
  const orderId = await order(world, 'out.example.com');
  const { reason, nextAction } = await standing(world, orderId, 'subscriber-dns');
  expect(reason).toMatch(/CNAME to "co.uk"/);
  expect(reason).toMatch(/Set the record at "co.uk", where the CNAME leads, or remove the CNAME$/);
  expect(nextAction?.en).toMatch(/^Add these records/);

  await world.dns.zone.remove('_dnsauth.out.example.com', 'CNAME');
  await world.orders.check(orderId);
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  expect(await leftBehind(world, orderId)).toEqual([]);
  const steps = await remoteActivitiesOf(world, orderId);
  expect(steps.indexOf('publishValidations')).toBeGreaterThan(steps.indexOf('publishAndConfirm'));
});

it('name servers that nobody reaches are no evidence: the CA is asked, and issues', async () => {
  await world.dns.zone.set('unreached.example.org', 'A', '127.0.0.1');
  await world.dns.zone.set('example.org', 'NS', 'ns.gone.example.net');
  await world.dns.zone.set('ns.gone.example.net', 'A', '127.0.0.253');
  const orderId = await order(world, 'unreached.example.org');
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
});

it('nor are those that answer FORMERR', async () => {
  const broken: DnsListener = await listenForDns('127.0.0.252', world.dns.port, (message) =>
    Promise.resolve(bareResponse(message, 1)),
  );
  try {
    await world.dns.zone.set('example.edu', 'NS', 'ns.broken.example.net');
    await world.dns.zone.set('ns.broken.example.net', 'A', '127.0.0.252');
    const orderId = await order(world, 'formerr.example.edu');
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  } finally {
    await broken.stop();
  }
});
