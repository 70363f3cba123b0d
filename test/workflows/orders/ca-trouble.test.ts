/** A CA that is silent, says no, issues something else or goes back on its word: what becomes of the order. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDevelopmentCa } from '../../../activities/ca/providers/development/index.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import {
  actAsSubscriber,
  ended,
  eventsOf,
  leftBehind,
  order,
  remoteActivitiesOf,
  standing,
  statusAtCa,
} from '../../support/orders.js';
import { until } from '../../support/until.js';

const ISSUANCE_DELAY_MS = 300;
/** The adapter's patience in this world; `late` is later than that. */
const PATIENCE_MS = 6_000;

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld({ issuanceDelayMs: ISSUANCE_DELAY_MS });
});
beforeEach(() => world.caControls.bePeaceful());
afterAll(() => world.stop());

async function isIssuedOnce(orderId: string) {
  expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  expect(await statusAtCa(world, orderId)).toBe('issued');
  expect(await leftBehind(world, orderId)).toEqual([]);
}

describe('issued once, though the CA meets', () => {
  it('the placement, and the question whether it arrived, with 500', async () => {
    await world.caControls.beHostile({ mode: 'server-error', times: 2 });
    await isIssuedOnce(await order(world, 'twice-500.example.com'));
  });

  it('the placement with silence, longer than we wait', async () => {
    const patience = createDevelopmentCa({
      url: world.ca.url,
      token: world.environment.SEALFLOW_CA_TOKEN ?? '',
      timeoutMs: 500,
    });
    const impatient = await createOrderWorld({ overrides: { ca: patience } });
    try {
      await world.caControls.beHostile({ mode: 'late', path: 'place', times: 1, delayMs: PATIENCE_MS });
      const { orderId } = await impatient.orders.create({
        form: { brand: 'trustasia', type: 'dv', names: ['late.example.com'], validation: 'manual-dns' },
      });
      await standing(impatient, orderId, 'subscriber-dns');
      expect(await world.caControls.ordersOf(orderId)).toHaveLength(1);
      await impatient.orders.cancel(orderId);
      expect(await ended(impatient, orderId)).toMatchObject({ state: 'cancelled' });
      expect(await statusAtCa(world, orderId)).toBe('cancelled');
    } finally {
      await impatient.stop();
    }
  });

  it('a request for other random values with 500', async () => {
    const orderId = await order(world, 'challenges.example.com', { validation: 'manual-dns' });
    await standing(world, orderId, 'subscriber-dns');
    await world.caControls.beHostile({ mode: 'server-error', path: 'challenges', times: 1 });
    await world.orders.repair(orderId, { validation: 'auto-dns' });
    await isIssuedOnce(orderId);
  });
});

describe('while the CA does not answer', () => {
  it('the ball is the CA’s, and the reason says what it answers', async () => {
    await world.caControls.beHostile({ mode: 'maintenance-page', path: 'validate' });
    const orderId = await order(world, 'down.example.com');
    const waiting = await standing(world, orderId, 'ca-validation');
    expect(waiting).toMatchObject({ party: 'ca', state: 'validating' });
    expect(waiting.reason).toMatch(/not available/);
    await world.caControls.bePeaceful();
    await world.orders.check(orderId);
    await isIssuedOnce(orderId);
  });

  it('the placement waits, and goes on when asked', async () => {
    await world.caControls.beHostile({ mode: 'rate-limit', path: 'place', retryAfterSeconds: 3_600 });
    const orderId = await order(world, 'placed-later.example.com');
    await standing(world, orderId, 'ca-placement');
    await until('refused once', async () =>
      (await world.orders.why(orderId)).attempt?.lastFailure?.includes('3600'),
    );
    await world.caControls.bePeaceful();
    await world.orders.check(orderId);
    await isIssuedOnce(orderId);
  });
});

describe('the CA says no', () => {
  it.each(['place', 'validate'] as const)('at %s: rejected, with its reason', async (path) => {
    await world.caControls.beHostile({ mode: 'refuse-name', path, times: 1 });
    const orderId = await order(world, `refused-${path}.example.com`);
    const { state, reason } = await ended(world, orderId);
    expect(state).toBe('rejected');
    expect(reason).toMatch(/security review/);
    expect(await world.orders.show(orderId)).toMatchObject({ state: 'rejected', reason, waitingOn: null });
    expect(await statusAtCa(world, orderId)).toBe('refused');
    expect(await leftBehind(world, orderId)).toEqual([]);
  });

  it('by issuing for another name: rejected, revoked, never delivered', async () => {
    await world.caControls.beHostile({ mode: 'wrong-san', times: 1 });
    const orderId = await order(world, 'wrong-san.example.com');
    const { state, reason, certificateId } = await ended(world, orderId);
    expect({ state, certificateId }).toEqual({ state: 'rejected', certificateId: undefined });
    expect(reason).toMatch(/not ordered/);
    expect((await remoteActivitiesOf(world, orderId)).slice(-2)).toEqual([
      'revokeMisissued',
      'removeValidations',
    ]);
    expect(await revokedAt(orderId)).toEqual(expect.any(String));
    expect(await world.orders.certificates.list()).not.toContainEqual(expect.objectContaining({ orderId }));
    expect(await leftBehind(world, orderId)).toEqual([]);
  });
});

describe('a proof that is lost before issuance', () => {
  it('puts the order back to waiting, with that reason, until it is shown again', async () => {
    const orderId = await order(world, 'lost.example.com', { validation: 'manual-dns' });
    const asked = await standing(world, orderId, 'subscriber-dns');
    await actAsSubscriber(world, asked);
    await world.orders.check(orderId, { waitMs: 0 });
    await until('the CA is issuing', async () => (await statusAtCa(world, orderId)) === 'issuing');
    await world.dns.zone.remove(asked.validations[0]?.record?.name ?? '');

    const again = await standing(world, orderId, 'subscriber-dns');
    const back = await until('back with a reason', async () => {
      const shown = await world.orders.show(orderId);
      return shown.waitingOn === 'subscriber-dns' && shown.reason?.includes('lost.example.com') && shown;
    });
    expect(back.state).toBe('validating');
    expect(again.nextAction?.en).toContain(asked.validations[0]?.record?.value);

    await actAsSubscriber(world, back);
    await world.orders.check(orderId, { waitMs: 0 });
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  });

  it('is taken for lost no more often than a history can bear', async () => {
    await world.caControls.beHostile({ mode: 'status-backwards', path: 'status' });
    const orderId = await order(world, 'to-and-fro.example.com');
    // From the fifth on, a change must last to count (domain/control/look-intervals.ts).
    await until(
      'to and fro five times',
      async () =>
        (await remoteActivitiesOf(world, orderId)).filter((name) => name === 'collectCertificate').length >=
        5,
    );
    const before = (await eventsOf(world, orderId)).length;
    await until('two more looks', async () => ((await world.orders.why(orderId)).attempt?.attempt ?? 0) >= 3);
    expect((await eventsOf(world, orderId)).length).toBe(before);
    await world.caControls.bePeaceful();
    await world.orders.check(orderId);
    await isIssuedOnce(orderId);
  });
});

/** When the CA revoked the order's certificate; asked of the CA's own interface. */
async function revokedAt(orderId: string): Promise<unknown> {
  const token = world.environment.SEALFLOW_CA_TOKEN ?? '';
  const response = await fetch(`${world.ca.url}/v1/orders?reference=${orderId}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { orders } = (await response.json()) as { orders: { revokedAt?: string }[] };
  return orders[0]?.revokedAt;
}
