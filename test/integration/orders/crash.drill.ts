/**
 * The worker is killed after each activity's effect, before its result is reported; a fresh one goes on. Every order ends
 * as it would have, with one order at the CA, one key, and nothing left in DNS.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CrashingOrder } from '../../support/crashing-order.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import {
  cancelled,
  cancelledAfterPublication,
  expectAsUndisturbed,
  formFor,
  fromDraft,
  manualDns,
  playDeath,
  survived,
  titleOf,
  waitingOnSubscriber,
  type Death,
} from './deaths.js';

// A server takes 10 to 15 seconds to believe that a worker is dead: the dying wait side by side, as many as two cores start.
vi.setConfig({ maxConcurrency: 8, testTimeout: 240_000 });

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld({ worker: false });
});
afterAll(() => world.stop());

const DEATHS: readonly Death[] = [
  { activity: 'prepareAndPlace' },
  { activity: 'publishAndConfirm' },
  { activity: 'collectCertificate' },
  { activity: 'concludeIssued' },
  // An order that waited for its form tells each of its turns: placing, publishing, issuing.
  { activity: 'recordProgress', nth: 1, ...fromDraft },
  { activity: 'recordProgress', nth: 2, ...fromDraft },
  { activity: 'recordProgress', nth: 3, ...fromDraft },
  { activity: 'publishValidations', ...fromDraft },
  { activity: 'confirmDomainControl', ...fromDraft },
  { activity: 'removeValidations', ...cancelledAfterPublication },
  {
    activity: 'obtainValidations',
    form: manualDns,
    before: async (order) => {
      await order.until(waitingOnSubscriber);
      await order.insist((orders, orderId) => orders.repair(orderId, { validation: 'auto-dns' }));
    },
  },
  { activity: 'cancelAtCa', ...cancelled },
  // An order that is withdrawn while it waits records that it is undone, and its end.
  { activity: 'recordProgress', nth: 2, ...cancelled },
  {
    activity: 'remindUntilDeadline',
    form: () => ({ brand: 'trustasia', type: 'dv' }),
    after: (order, name) =>
      order.insist((orders, orderId) => orders.submit(orderId, formFor(name, 'auto-dns'))),
  },
];

describe.concurrent('killed after the effect of', () => {
  it.each(DEATHS.map((death) => ({ death, title: titleOf(death) })))('$title', async ({ death }) => {
    await playDeath(world, death);
  });
});

/** A death at the moment of the CA's bad day. Each in a world of its own: a CA has one bad day at a time. */
interface BadDay {
  readonly hostility: Parameters<OrderWorld['caControls']['beHostile']>[0];
  readonly manual?: boolean;
  /** In which activity the worker dies by itself. */
  readonly activity?: string;
  /** Else: resolves when it is to be killed, in the midst of a call. */
  readonly inTheMidst?: (order: CrashingOrder) => Promise<unknown>;
  readonly before?: (order: CrashingOrder) => Promise<unknown>;
  readonly end: 'issued' | 'cancelled' | 'rejected';
  readonly endAtCa?: string;
}

const LATE_MS = 20_000;

const BAD_DAYS: Readonly<Record<string, BadDay>> = {
  'the CA took the order and dropped the connection': {
    hostility: { mode: 'accept-then-drop', path: 'place', times: 1 },
    activity: 'prepareAndPlace',
    end: 'issued',
  },
  'the CA took the order and has not answered yet': {
    hostility: { mode: 'late', path: 'place', times: 1, delayMs: LATE_MS },
    inTheMidst: (order) => untilAtCa(order, 'validating'),
    end: 'issued',
  },
  'the same, and the order was withdrawn': {
    hostility: { mode: 'late', path: 'place', times: 1, delayMs: LATE_MS },
    inTheMidst: async (order) => {
      await untilAtCa(order, 'validating');
      await order.insist((orders, orderId) => orders.cancel(orderId));
    },
    end: 'cancelled',
  },
  'the CA validated, issued, and has not answered yet': {
    hostility: { mode: 'late', path: 'validate', times: 1, delayMs: LATE_MS },
    inTheMidst: (order) => untilAtCa(order, 'issued'),
    end: 'issued',
  },
  'the CA hands out the certificate late': {
    hostility: { mode: 'late', path: 'certificate', times: 1, delayMs: LATE_MS },
    inTheMidst: async (order) => {
      await untilAtCa(order, 'issued');
      await order.until(({ state }) => state === 'issuing');
    },
    end: 'issued',
  },
  'the CA cancelled and dropped the connection': {
    hostility: { mode: 'accept-then-drop', path: 'cancel', times: 1 },
    manual: true,
    before: cancelled.before,
    activity: 'cancelAtCa',
    end: 'cancelled',
  },
  'the CA issued for another name, and revoked': {
    hostility: { mode: 'wrong-san', times: 1 },
    activity: 'revokeMisissued',
    end: 'rejected',
    endAtCa: 'issued',
  },
};

async function untilAtCa({ world: { caControls }, orderId }: CrashingOrder, status: string): Promise<void> {
  await vi.waitFor(async () => expect(await caControls.ordersOf(orderId)).toMatchObject([{ status }]), {
    timeout: 60_000,
    interval: 50,
  });
}

describe.concurrent('killed when', () => {
  it.each(Object.entries(BAD_DAYS))('%s', async (_title, day) => {
    const { hostility, activity = 'none', inTheMidst, before, manual, end, endAtCa } = day;
    const worldOfItsOwn = await createOrderWorld({ worker: false });
    const order = new CrashingOrder(worldOfItsOwn, 'bad-day');
    const name = 'bad-day.example.com';
    try {
      await worldOfItsOwn.caControls.beHostile(hostility);
      const dying = order.startDyingWorker(activity);
      await order.create(formFor(name, manual ? 'manual-dns' : 'auto-dns'));
      const killed = inTheMidst?.(order).then(() => dying.kill());
      const keyBefore = await survived(order, dying, before?.(order), killed);
      expect(keyBefore).toBeDefined();
      await expectAsUndisturbed(order, name, { end, endAtCa, keyBefore });
    } finally {
      await order.stopWorker();
      await worldOfItsOwn.stop();
    }
  });
});
