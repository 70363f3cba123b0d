/** Orders that are withdrawn, at every step and in every race: nothing is left in DNS, nothing open at the CA. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import {
  actAsSubscriber,
  ended,
  leftBehind,
  order,
  remoteActivitiesOf,
  standing,
  statusAtCa,
  workflowOf,
} from '../../support/orders.js';
import { until } from '../../support/until.js';

const ISSUANCE_DELAY_MS = 2_500;

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld({ issuanceDelayMs: ISSUANCE_DELAY_MS });
});
afterAll(() => world.stop());

async function begun(orderId: string, activity: string): Promise<void> {
  await until(`${activity} of ${orderId}`, async () =>
    (await remoteActivitiesOf(world, orderId)).includes(activity),
  );
}

async function isCancelled(at: OrderWorld, orderId: string, reason = 'Cancelled on request.') {
  expect(await ended(at, orderId)).toMatchObject({ state: 'cancelled', reason });
  expect(await at.orders.show(orderId)).toMatchObject({
    state: 'cancelled',
    waitingOn: null,
    deadline: null,
  });
  expect(await leftBehind(at, orderId)).toEqual([]);
}

describe('cancelled', () => {
  it('while waiting for the form: the CA never heard of it', async () => {
    const { orderId } = await world.orders.create({ form: { brand: 'trustasia', type: 'dv' } });
    await standing(world, orderId, 'subscriber-form');
    await world.orders.cancel(orderId);
    await isCancelled(world, orderId);
    expect(await world.caControls.ordersOf(orderId)).toEqual([]);
  });

  it.each(['server-error', 'accept-then-drop', 'late'] as const)(
    'while the order is being placed and the CA answers with %s: the CA has none, or a cancelled one',
    async (mode) => {
      await world.caControls.beHostile({ mode, path: 'place', delayMs: 1_500 });
      const orderId = await order(world, `placing-${mode}.example.com`);
      await begun(orderId, 'prepareAndPlace');
      await world.orders.cancel(orderId);
      await world.caControls.bePeaceful();
      await isCancelled(world, orderId);
      const atCa = await world.caControls.ordersOf(orderId);
      expect(atCa.map(({ status }) => status)).toEqual(atCa.map(() => 'cancelled'));
      expect(atCa.length).toBeLessThanOrEqual(1);
    },
  );

  it('while the subscriber is to set a record', async () => {
    const orderId = await order(world, 'by-hand.example.com', { validation: 'manual-dns' });
    await standing(world, orderId, 'subscriber-dns');
    await world.orders.cancel(orderId);
    await isCancelled(world, orderId);
    expect(await statusAtCa(world, orderId)).toBe('cancelled');
  });

  it('while our record stands in DNS: it is taken away', async () => {
    await world.dns.zone.set('published.example.com', 'CAA', '0 issue "another-ca.example"');
    const orderId = await order(world, 'published.example.com');
    await standing(world, orderId, 'subscriber-caa');
    expect(await leftBehind(world, orderId)).not.toEqual([]);
    await world.orders.cancel(orderId);
    await isCancelled(world, orderId);
    expect(await statusAtCa(world, orderId)).toBe('cancelled');
  });

  it('while the CA is issuing', async () => {
    const orderId = await order(world, 'issuing.example.com');
    await standing(world, orderId, 'ca-issuance');
    await world.orders.cancel(orderId);
    await isCancelled(world, orderId);
    expect(await statusAtCa(world, orderId)).toBe('cancelled');
  });

  it('twice: the second does nothing', async () => {
    const orderId = await order(world, 'twice.example.com', { validation: 'manual-dns' });
    await standing(world, orderId, 'subscriber-dns');
    await Promise.allSettled([world.orders.cancel(orderId), world.orders.cancel(orderId)]);
    await isCancelled(world, orderId);
    expect((await remoteActivitiesOf(world, orderId)).filter((name) => name === 'cancelAtCa')).toHaveLength(
      1,
    );
  });

  it('by an operator, who cancels the workflow: undone all the same', async () => {
    await world.dns.zone.set('operator.example.com', 'CAA', '0 issue "another-ca.example"');
    const orderId = await order(world, 'operator.example.com');
    await standing(world, orderId, 'subscriber-caa');
    await workflowOf(world, orderId).cancel();
    await isCancelled(world, orderId, 'Cancelled by an operator.');
    expect(await statusAtCa(world, orderId)).toBe('cancelled');
  });

  it('while the CA is down: the order ends when the CA can be told', async () => {
    const orderId = await order(world, 'ca-down.example.com', { validation: 'manual-dns' });
    await standing(world, orderId, 'subscriber-dns');
    await world.caControls.beHostile({ mode: 'server-error', times: 2 });
    await world.orders.cancel(orderId);
    await isCancelled(world, orderId);
    expect(await statusAtCa(world, orderId)).toBe('cancelled');
  });
});

describe('asked for while the CA is being asked, and its answer decides nothing', () => {
  async function duringAQuestion(at: OrderWorld, name: string): Promise<string> {
    const orderId = await order(at, name);
    await standing(at, orderId, 'ca-issuance');
    await at.caControls.beHostile({ mode: 'late', path: 'status', times: 1, delayMs: 1_000 });
    await at.orders.check(orderId, { waitMs: 0 });
    await until('the question is at the CA', async () => (await at.caControls.hostility()) === undefined);
    return orderId;
  }

  it('a look leaves the order as it is', async () => {
    const orderId = await duringAQuestion(world, 'asked-twice.example.com');
    await world.orders.check(orderId, { waitMs: 0 });
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  });

  it('a withdrawal is a withdrawal', async () => {
    // Of a CA that does not issue meanwhile, however slow the machine is.
    const slow = await createOrderWorld({ issuanceDelayMs: 600_000 });
    try {
      const orderId = await duringAQuestion(slow, 'withdrawn-meanwhile.example.com');
      await slow.orders.cancel(orderId);
      await isCancelled(slow, orderId);
      expect(await statusAtCa(slow, orderId)).toBe('cancelled');
    } finally {
      await slow.stop();
    }
  });
});

describe('cancelling races with issuance', () => {
  /** Exactly one of the two, and the CA agrees. */
  async function hasOneEnd(orderId: string) {
    const { state, certificateId } = await ended(world, orderId);
    expect(['issued', 'cancelled']).toContain(state);
    expect(await statusAtCa(world, orderId)).toBe(state);
    expect(certificateId === undefined).toBe(state === 'cancelled');
    expect(await leftBehind(world, orderId)).toEqual([]);
    return state;
  }

  it.each([0, 200, 400])('asked for about when the CA issues, %i ms after', async (laterMs) => {
    const orderId = await order(world, `race-${laterMs}.example.com`);
    const { since } = await standing(world, orderId, 'ca-issuance');
    const due = Date.parse(since ?? '') + ISSUANCE_DELAY_MS - 200 + laterMs;
    await until('the CA is about to issue', () => Promise.resolve(Date.now() >= due));
    await world.orders.cancel(orderId).catch(() => undefined);
    await hasOneEnd(orderId);
  });

  it('issued at the CA, unknown to us: the certificate that exists is delivered', async () => {
    const orderId = await order(world, 'unseen.example.com');
    await standing(world, orderId, 'ca-issuance');
    await world.caControls.beHostile({ mode: 'server-error', path: 'status' });
    await until('issued at the CA', async () => (await statusAtCa(world, orderId)) === 'issued');
    await world.orders.cancel(orderId);
    await world.caControls.bePeaceful();
    expect(await hasOneEnd(orderId)).toBe('issued');
    expect((await world.orders.show(orderId)).reason).toMatch(/before the order could be withdrawn/);
  });

  it('issued at the CA, and not what was ordered: revoked, never delivered', async () => {
    const orderId = await order(world, 'unseen-wrong.example.com', { validation: 'manual-dns' });
    await world.caControls.beHostile({ mode: 'wrong-san', times: 1 });
    await actAsSubscriber(world, await standing(world, orderId, 'subscriber-dns'));
    await world.orders.check(orderId);
    await until('issued at the CA', async () => (await statusAtCa(world, orderId)) === 'issued');
    await world.caControls.beHostile({ mode: 'server-error', path: 'certificate', times: 1 });
    await world.orders.cancel(orderId).catch(() => undefined);
    const { state } = await ended(world, orderId);
    expect(['cancelled', 'rejected']).toContain(state);
    expect(await world.orders.certificates.list()).not.toContainEqual(expect.objectContaining({ orderId }));
    expect((await remoteActivitiesOf(world, orderId)).at(-1)).toBe('revokeMisissued');
  });
});
