/** Every step refused for good, in turn, before and after it did its work: the order ends, says why, and leaves nothing behind. */
import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Activities } from '../../../workflows/activity-contract/index.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { ended, leftBehind, order, remoteActivitiesOf, standing } from '../../support/orders.js';

const REASON = 'refused for good by this test';
type Moment = 'before' | 'after';
/** The next call of this activity is refused, before or after its work; then the world is whole again. */
let next: { readonly activity: keyof Activities; readonly moment: Moment } | undefined;

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
  if (next?.activity !== activity || next.moment !== moment) return;
  next = undefined;
  throw ApplicationFailure.nonRetryable(REASON, 'OrderRefusedByCa');
}

async function openAtCa(orderId: string): Promise<string[]> {
  const orders = await world.caControls.ordersOf(orderId);
  expect(orders.length).toBeLessThanOrEqual(1);
  return orders.map(({ status }) => status).filter((status) => status !== 'cancelled');
}

describe.each(['before', 'after'] as const)('refused %s it did its work', (moment) => {
  it.each(['prepareCsr', 'placeOrder', 'publishValidations'] as const)(
    '%s: the order is rejected with that reason',
    async (activity) => {
      next = { activity, moment };
      const orderId = await order(world, `${activity.toLowerCase()}-${moment}.example.com`);
      expect(await ended(world, orderId)).toMatchObject({ state: 'rejected', reason: REASON });
      expect(await world.orders.show(orderId)).toMatchObject({ state: 'rejected', waitingOn: null });
      expect(await openAtCa(orderId)).toEqual([]);
      expect(await leftBehind(world, orderId)).toEqual([]);
    },
  );

  it('obtainValidations: the order is rejected with that reason', async () => {
    const orderId = await order(world, `repair-${moment}.example.com`, { validation: 'manual-dns' });
    await standing(world, orderId, 'subscriber-dns');
    next = { activity: 'obtainValidations', moment };
    await world.orders.repair(orderId, { validation: 'file' });
    expect(await ended(world, orderId)).toMatchObject({ state: 'rejected', reason: REASON });
    expect(await openAtCa(orderId)).toEqual([]);
  });

  it('remindUntilDeadline: the draft is rejected, and the CA never heard of it', async () => {
    next = { activity: 'remindUntilDeadline', moment: 'before' };
    const { orderId } = await world.orders.create({ form: { brand: 'trustasia', type: 'dv' } });
    expect(await ended(world, orderId)).toMatchObject({ state: 'rejected', reason: REASON });
    expect(await world.caControls.ordersOf(orderId)).toEqual([]);
  });

  it('confirmDomainControl: rejected, or issued where the CA had issued by then', async () => {
    next = { activity: 'confirmDomainControl', moment };
    const orderId = await order(world, `confirmed-${moment}.example.com`);
    const { state, reason } = await ended(world, orderId);
    expect(state).toBe(moment === 'before' ? 'rejected' : 'issued');
    expect(reason).toContain(REASON);
    expect(await openAtCa(orderId)).toEqual(moment === 'before' ? [] : ['issued']);
    expect(await leftBehind(world, orderId)).toEqual([]);
  });

  it('collectCertificate: a certificate that exists is delivered all the same', async () => {
    next = { activity: 'collectCertificate', moment };
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
    next = { activity: 'cancelAtCa', moment };
    await world.orders.cancel(orderId);
    const { state, reason } = await ended(world, orderId);
    expect(state).toBe('cancelled');
    expect(reason).toBe(`Cancelled on request. The order at the CA could not be cancelled: ${REASON}`);
    expect(await openAtCa(orderId)).toEqual(moment === 'before' ? ['validating'] : []);
  });

  it('removeValidations: the certificate is delivered, and the order says what may be left', async () => {
    next = { activity: 'removeValidations', moment };
    const orderId = await order(world, `removed-${moment}.example.com`);
    const { state, reason, certificateId } = await ended(world, orderId);
    expect(state).toBe('issued');
    expect(certificateId).toBeTruthy();
    expect(reason).toBe(`What was published could not be removed: ${REASON}`);
    expect((await leftBehind(world, orderId)).length > 0).toBe(moment === 'before');
  });

  it('revokeMisissued: the order is rejected, nothing is delivered, and it says what may be left', async () => {
    await world.caControls.beHostile({ mode: 'wrong-san', times: 1 });
    next = { activity: 'revokeMisissued', moment };
    const orderId = await order(world, `revoked-${moment}.example.com`);
    const { state, reason, certificateId } = await ended(world, orderId);
    expect({ state, certificateId }).toEqual({ state: 'rejected', certificateId: undefined });
    expect(reason).toMatch(/not ordered.*could not be revoked/);
    expect((await remoteActivitiesOf(world, orderId)).at(-1)).toBe('removeValidations');
    expect(await leftBehind(world, orderId)).toEqual([]);
  });
});
