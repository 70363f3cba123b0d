/** A row that is gone under a living order: no fact of the order. It waits, says so, adds no history, and goes on once it is back. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import {
  actAsSubscriber,
  dvForm,
  ended,
  eventsOf,
  order,
  settledEvents,
  standing,
  statusAtCa,
  workflowOf,
} from '../../support/orders.js';
import { takeRowsOf, type TakenRows } from '../../support/taken-rows.js';
import { until } from '../../support/until.js';
import { WAITING_ON } from '../../../workflows/search-attributes.js';
import { orderStatus, type OrderStatus } from '../../../workflows/messages.js';

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld({ payments: true });
});
afterAll(() => world.stop());

const shown = (orderId: string): Promise<OrderStatus> => workflowOf(world, orderId).query(orderStatus);

async function missing(orderId: string): Promise<OrderStatus> {
  return await until(`${orderId} misses a record`, async () => {
    const status = await shown(orderId);
    return status.waitingOn === 'records' && status;
  });
}

/** Resolves once the wait for the record has looked so many times. */
async function looked(orderId: string, times: number): Promise<void> {
  await until(`the record of ${orderId} was looked for ${times} times`, async () => {
    const { raw } = await workflowOf(world, orderId).describe();
    return (raw.pendingActivities ?? []).some(({ attempt }) => (attempt ?? 0) > times);
  });
}

async function without(orderId: string): Promise<TakenRows> {
  return await takeRowsOf(world.dependencies.database, orderId);
}

it('an order whose row is gone waits for it, adds no history, and is issued and paid once it is back', async () => {
  const orderId = await order(world, 'gone.example.com', { validation: 'manual-dns' });
  const view = await standing(world, orderId, 'subscriber-dns');
  // First of all: a look that finds the record set must find the row gone.
  const rows = await without(orderId);
  await actAsSubscriber(world, view);
  await workflowOf(world, orderId)
    .executeUpdate('checkNow')
    .catch(() => undefined);

  const status = await missing(orderId);
  expect(status).toMatchObject({
    state: 'validating',
    nextAction: { en: expect.stringContaining('sealflow doctor') as string },
  });
  expect(status.reason).toContain(`the submitted form of order ${orderId}`);
  expect(status.deadline).toBeUndefined();
  const { typedSearchAttributes } = await workflowOf(world, orderId).describe();
  expect(typedSearchAttributes.get(WAITING_ON)).toBe('records');
  expect(await statusAtCa(world, orderId)).toBe('validating');

  const before = await settledEvents(world, orderId);
  await looked(orderId, 2);
  expect(await settledEvents(world, orderId)).toEqual(before);

  await rows.putBack();
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  expect(await world.orders.show(orderId)).toMatchObject({ state: 'issued', payment: { state: 'captured' } });
  // It is newer than this wait: nothing tells so in its history.
  const marked = (await eventsOf(world, orderId)).flatMap(
    ({ markerRecordedEventAttributes: marker }) => marker?.markerName ?? [],
  );
  expect(marked.filter((name) => name === 'core_patch')).toEqual([]);
});

it('a draft whose row is gone goes on once it is back', async () => {
  const { orderId } = await world.orders.create({ form: { brand: 'trustasia', type: 'dv' } });
  await standing(world, orderId, 'subscriber-form');
  const rows = await without(orderId);
  await expect(world.orders.submit(orderId, dvForm('draft-is-back.example.com'))).rejects.toBeDefined();
  expect(await shown(orderId)).toMatchObject({ state: 'pending-submission' });
  await rows.putBack();
  await world.orders.submit(orderId, dvForm('draft-is-back.example.com'));
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
});

it('withdrawn while its row is gone: the end waits as well, and is undone at the CA and at the payment service', async () => {
  const orderId = await order(world, 'withdrawn-without.example.com', { validation: 'manual-dns' });
  await standing(world, orderId, 'subscriber-dns');
  const rows = await without(orderId);
  // The door refuses it: whose order it is is not known. An operator may still end the workflow.
  await workflowOf(world, orderId).cancel();
  await missing(orderId);
  expect(await statusAtCa(world, orderId)).toBe('validating');
  expect((await world.paymentControls.hold(`order:${orderId}`))?.state).toBe('held');

  await rows.putBack();
  expect(await ended(world, orderId)).toMatchObject({ state: 'cancelled' });
  expect(await statusAtCa(world, orderId)).toBe('cancelled');
  expect((await world.paymentControls.hold(`order:${orderId}`))?.state).toBe('released');
});
