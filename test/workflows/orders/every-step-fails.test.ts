/** Every step refused for good, in turn, before and after it did its work: the order ends, says why, and leaves nothing behind. */
import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Activities } from '../../../workflows/activity-contract/index.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { dvForm, ended, leftBehind, order, remoteActivitiesOf, standing } from '../../support/orders.js';

const REASON = 'refused for good by this test';
type Moment = 'before' | 'after';
/** The next call of each of these is refused, before or after its work; then the world is whole again. */
const refusals: { readonly activity: keyof Activities; readonly moment: Moment }[] = [];

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld({ changedActivities: withRefusals });
});
afterAll(() => world.stop());

type Activity = (...input: unknown[]) => Promise<unknown>;

function withRefusals(real: Activities): Activities {
  const changed = Object.entries(real as unknown as Record<string, Activity>).map(([name, activity]) => [
    name,
    async (...input: unknown[]): Promise<unknown> => {
      refuseIf(name, 'before');
      const result = await activity(...input);
      refuseIf(name, 'after');
      return result;
    },
  ]);
  return Object.fromEntries(changed) as Activities;
}

function refuseIf(activity: string, moment: Moment): void {
  const at = refusals.findIndex((refusal) => refusal.activity === activity && refusal.moment === moment);
  if (at < 0) return;
  refusals.splice(at, 1);
  throw ApplicationFailure.nonRetryable(REASON, 'OrderRefusedByCa');
}

function refuse(activity: keyof Activities, moment: Moment): void {
  refusals.push({ activity, moment });
}

/** Whoever waited for a form is told of each turn: such an order takes its steps one by one. */
async function orderByDraft(name: string): Promise<string> {
  const { orderId } = await world.orders.create({ form: { brand: 'trustasia', type: 'dv' } });
  await standing(world, orderId, 'subscriber-form');
  await world.orders.submit(orderId, dvForm(name));
  return orderId;
}

async function openAtCa(orderId: string): Promise<string[]> {
  const orders = await world.caControls.ordersOf(orderId);
  expect(orders.length).toBeLessThanOrEqual(1);
  return orders.map(({ status }) => status).filter((status) => status !== 'cancelled');
}

describe.each(['before', 'after'] as const)('refused %s it did its work', (moment) => {
  it('prepareAndPlace: the order is rejected with that reason', async () => {
    refuse('prepareAndPlace', moment);
    const orderId = await order(world, `placed-${moment}.example.com`);
    expect(await ended(world, orderId)).toMatchObject({ state: 'rejected', reason: REASON });
    expect(await world.orders.show(orderId)).toMatchObject({ state: 'rejected', waitingOn: null });
    expect(await openAtCa(orderId)).toEqual([]);
    expect(await leftBehind(world, orderId)).toEqual([]);
  });

  it('publishValidations: the order is rejected with that reason', async () => {
    refuse('publishValidations', moment);
    const orderId = await orderByDraft(`published-${moment}.example.com`);
    expect(await ended(world, orderId)).toMatchObject({ state: 'rejected', reason: REASON });
    expect(await openAtCa(orderId)).toEqual([]);
    expect(await leftBehind(world, orderId)).toEqual([]);
  });

  it('obtainValidations: the order is rejected with that reason', async () => {
    const orderId = await order(world, `repair-${moment}.example.com`, { validation: 'manual-dns' });
    await standing(world, orderId, 'subscriber-dns');
    refuse('obtainValidations', moment);
    await world.orders.repair(orderId, { validation: 'file' });
    expect(await ended(world, orderId)).toMatchObject({ state: 'rejected', reason: REASON });
    expect(await openAtCa(orderId)).toEqual([]);
  });

  it('remindUntilDeadline: the draft is rejected, and the CA never heard of it', async () => {
    refuse('remindUntilDeadline', 'before');
    const { orderId } = await world.orders.create({ form: { brand: 'trustasia', type: 'dv' } });
    expect(await ended(world, orderId)).toMatchObject({ state: 'rejected', reason: REASON });
    expect(await world.caControls.ordersOf(orderId)).toEqual([]);
  });

  it.each([
    ['publishAndConfirm', (name: string) => order(world, name)],
    ['confirmDomainControl', orderByDraft],
  ] as const)('%s: rejected, or issued where the CA had issued by then', async (activity, begin) => {
    refuse(activity, moment);
    const orderId = await begin(`${activity.toLowerCase()}-${moment}.example.com`);
    const { state, reason } = await ended(world, orderId);
    expect(state).toBe(moment === 'before' ? 'rejected' : 'issued');
    expect(reason).toContain(REASON);
    expect(await openAtCa(orderId)).toEqual(moment === 'before' ? [] : ['issued']);
    expect(await leftBehind(world, orderId)).toEqual([]);
  });

  it('collectCertificate: a certificate that exists is delivered all the same', async () => {
    refuse('collectCertificate', moment);
    const orderId = await order(world, `collected-${moment}.example.com`);
    const { state, reason, certificateId } = await ended(world, orderId);
    expect(state).toBe('issued');
    expect(reason).toContain(REASON);
    expect((await world.orders.certificates.show(orderId)).certificateId).toBe(certificateId);
    expect(await leftBehind(world, orderId)).toEqual([]);
  });

  it('cancelAtCa: the order is cancelled, and says what may be left', async () => {
    const orderId = await order(world, `cancelled-${moment}.example.com`, { validation: 'manual-dns' });
    await standing(world, orderId, 'subscriber-dns');
    refuse('cancelAtCa', moment);
    await world.orders.cancel(orderId);
    const { state, reason } = await ended(world, orderId);
    expect(state).toBe('cancelled');
    expect(reason).toBe(`Cancelled on request. The order at the CA could not be cancelled: ${REASON}`);
    expect(await openAtCa(orderId)).toEqual(moment === 'before' ? ['validating'] : []);
  });

  it('concludeIssued: each thing that it does is done by a step of its own', async () => {
    refuse('concludeIssued', moment);
    const orderId = await order(world, `concluded-${moment}.example.com`);
    const { state, reason } = await ended(world, orderId);
    expect({ state, reason }).toEqual({ state: 'issued', reason: undefined });
    expect(await world.orders.show(orderId)).toMatchObject({ state: 'issued', waitingOn: null });
    expect(await leftBehind(world, orderId)).toEqual([]);
    const watched = await world.dependencies.workflows.lifecycle(orderId);
    expect(watched).toBe('runs');
  });

  it('removeValidations: the certificate is delivered, and the order says what may be left', async () => {
    refuse('concludeIssued', 'before');
    refuse('removeValidations', moment);
    const orderId = await order(world, `removed-${moment}.example.com`);
    const { state, reason, certificateId } = await ended(world, orderId);
    expect(state).toBe('issued');
    expect(certificateId).toBeTruthy();
    expect(reason).toBe(`What was published could not be removed: ${REASON}`);
    expect((await leftBehind(world, orderId)).length > 0).toBe(moment === 'before');
  });

  it('revokeMisissued: the order is rejected, nothing is delivered, and it says what may be left', async () => {
    await world.caControls.beHostile({ mode: 'wrong-san', times: 1 });
    refuse('revokeMisissued', moment);
    const orderId = await order(world, `revoked-${moment}.example.com`);
    const { state, reason, certificateId } = await ended(world, orderId);
    expect({ state, certificateId }).toEqual({ state: 'rejected', certificateId: undefined });
    expect(reason).toMatch(/not ordered.*could not be revoked/);
    expect((await remoteActivitiesOf(world, orderId)).at(-1)).toBe('removeValidations');
    expect(await leftBehind(world, orderId)).toEqual([]);
  });
});
