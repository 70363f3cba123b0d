/** A worker that dies after the effect of one activity: the order goes on beside a fresh one, and ends as it would have. */
import { expect } from 'vitest';
import type { CreateRequest } from '../../../client/orders/creating.js';
import type { OrderView } from '../../../client/orders/views.js';
import { CrashingOrder, type WorkerProcess } from '../../support/crashing-order.js';
import type { OrderWorld } from '../../support/order-world.js';
import {
  expectMatchingCertificate,
  expectNothingPublished,
  expectOneOrderAtCa,
} from '../../support/proofs-of-order.js';

/** In which activity, on which kind of order, what the subscriber does before and after it. */
export interface Death {
  readonly activity: string;
  readonly nth?: number;
  readonly form?: (name: string) => CreateRequest['form'];
  /** Runs before the order is there. */
  readonly prepare?: (world: OrderWorld, name: string) => Promise<unknown>;
  /** Runs beside the worker that is going to die. */
  readonly before?: (order: CrashingOrder, name: string) => Promise<unknown>;
  /** Runs beside the fresh worker. */
  readonly after?: (order: CrashingOrder, name: string) => Promise<unknown>;
  readonly end?: 'issued' | 'cancelled';
}

/** What must be true of the order that lived through it. */
export interface Outcome {
  readonly end: string;
  /** Where the CA sees it otherwise. */
  readonly endAtCa?: string;
  readonly keyBefore: string | undefined;
}

export function formFor(name: string, validation: 'auto-dns' | 'manual-dns') {
  const csr = { mode: 'generate', algorithm: 'ecc-p256' } as const;
  return { brand: 'trustasia', type: 'dv', names: [name], validation, csr } satisfies CreateRequest['form'];
}

export const manualDns = (name: string) => formFor(name, 'manual-dns');
export const waitingOnSubscriber = ({ waitingOn }: OrderView) => waitingOn === 'subscriber-dns';

/** Withdrawn while the subscriber is waited for. */
export const cancelled = {
  form: manualDns,
  before: async (order: CrashingOrder) => {
    await order.until(waitingOnSubscriber);
    await order.insist((orders, orderId) => orders.cancel(orderId));
  },
  end: 'cancelled',
} as const;

/** Whoever waited for a form is told of each turn: such an order takes its steps one by one. */
export const fromDraft = {
  form: () => ({ brand: 'trustasia', type: 'dv' }) satisfies CreateRequest['form'],
  before: async (order: CrashingOrder, name: string) => {
    await order.until(({ waitingOn }) => waitingOn === 'subscriber-form');
    await order.insist((orders, orderId) => orders.submit(orderId, formFor(name, 'auto-dns')));
  },
} as const;

/** Withdrawn while CAA is waited for, with a record of ours in DNS. */
export const cancelledAfterPublication = {
  prepare: (world: OrderWorld, name: string) =>
    world.dns.zone.set(name, 'CAA', '0 issue "another-ca.example"'),
  before: async (order: CrashingOrder, name: string) => {
    await order.until(({ waitingOn }) => waitingOn === 'subscriber-caa');
    await order.insist((orders, orderId) => orders.cancel(orderId));
    await order.world.dns.zone.remove(name, 'CAA');
  },
  end: 'cancelled',
} as const;

export function titleOf({ activity, nth, end }: Death): string {
  return [activity, ...(nth ? [nth] : []), ...(end ? [end] : [])].join(' ');
}

export async function playDeath(world: OrderWorld, death: Death): Promise<void> {
  const { activity, nth, form = (own: string) => formFor(own, 'auto-dns'), end = 'issued' } = death;
  const label = titleOf(death).toLowerCase().replaceAll(/\W+/g, '-');
  const order = new CrashingOrder(world, label);
  const name = `${label}.example.com`;
  try {
    await death.prepare?.(world, name);
    const dying = order.startDyingWorker(activity, nth);
    await order.create(form(name));
    const keyBefore = await survived(order, dying, death.before?.(order, name));
    await death.after?.(order, name);
    await expectAsUndisturbed(order, name, { end, keyBefore });
  } finally {
    await order.stopWorker();
  }
}

/** Once the worker is dead a fresh one goes on; resolves to the key that there was in between. */
export async function survived(
  order: CrashingOrder,
  dying: WorkerProcess,
  ...meanwhile: readonly (Promise<unknown> | undefined)[]
): Promise<string | undefined> {
  await Promise.all([...meanwhile, dying.ended]);
  const keyBefore = await order.spkiSha256();
  await order.startFreshWorker();
  return keyBefore;
}

/** One order at the CA, one key, and nothing left in DNS. */
export async function expectAsUndisturbed(
  order: CrashingOrder,
  name: string,
  outcome: Outcome,
): Promise<void> {
  const { end, endAtCa = end, keyBefore } = outcome;
  expect(await order.untilEnd()).toMatchObject({ state: end });
  await order.workflowEnd();
  await expectOneOrderAtCa(order.world, order.orderId, endAtCa);
  expectNothingPublished(order.world, name);
  const keyAfter = await order.spkiSha256();
  if (keyBefore) expect(keyAfter).toBe(keyBefore);
  expect(keyAfter).toBeDefined();
  if (end === 'issued') await expectMatchingCertificate(order.orders, order.orderId, keyAfter);
}
