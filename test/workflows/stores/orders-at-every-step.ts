/** Orders at every step, begun before a backup and moved on after it; then driven to their ends, and judged. */
import { expect } from 'vitest';
import { OrderClient } from '../../../client/order-client.js';
import type { OrderView } from '../../../client/orders/views.js';
import { isFinal } from '../../../domain/orders/states.js';
import type { OrganizationWait } from '../../../domain/waits.js';
import type { OrderWorld } from '../../support/order-world.js';
import {
  EVERYBODY,
  orderForCompany,
  organizationAt,
  organizationTrack,
  uploadLetter,
} from '../../support/organization-orders.js';
import { actAsSubscriber, dvForm, ended, order, standing } from '../../support/orders.js';
import { revocationAt, revocationEnd } from '../../support/revocations.js';
import { until } from '../../support/until.js';

/** An account whose funds cover nothing. */
const POOR = 'poor';

export interface OrdersAtEveryStep {
  /** By what they are at; ids of orders. */
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
  /** Of an order: its certificate is being revoked. */
  readonly revoking: string[];
}

export function poorClient({ temporal, dependencies, taskQueue }: OrderWorld): OrderClient {
  const { database, masterKeys } = dependencies;
  return new OrderClient({ temporal, database, masterKeys, taskQueue, account: POOR, takesPayments: true });
}

const LETTER = { brand: 'globalsign', type: 'ov' } as const;
const PUBLIC_RECORD = { brand: 'geotrust', type: 'ov' } as const;

/** What stands where when the stores are backed up. */
export async function ordersBefore(world: OrderWorld): Promise<Record<string, string>> {
  const { orders } = world;
  await world.paymentControls.setBalance(0, POOR);
  const { orderId: unpaid } = await poorClient(world).create({
    form: dvForm('unpaid.example.com', { validation: 'manual-dns' }),
  });
  const { orderId: draft } = await orders.create({ form: { brand: 'trustasia', type: 'dv' } });
  const { orderId: draftToCome } = await orders.create({ form: { brand: 'trustasia', type: 'dv' } });
  const dns = await order(world, 'dns.example.com', { validation: 'manual-dns' });
  const dnsToBeSet = await order(world, 'dns-to-be-set.example.com', { validation: 'manual-dns' });
  const toBeCancelled = await order(world, 'to-be-cancelled.example.com', { validation: 'manual-dns' });
  const cancelled = await order(world, 'cancelled.example.com', { validation: 'manual-dns' });
  const issued = await order(world, 'issued.example.com');
  const letter = await orderForCompany(world, LETTER, 'letter');
  const letterToCome = await orderForCompany(world, LETTER, 'letter-to-come');
  const company = await orderForCompany(world, PUBLIC_RECORD, 'company');
  const revoking = await issuedByHand(world, 'revoking.example.com');
  const toBeRevoked = await issuedByHand(world, 'to-be-revoked.example.com');
  await poorAt(world, unpaid);
  for (const orderId of [dns, dnsToBeSet, toBeCancelled, cancelled])
    await standing(world, orderId, 'subscriber-dns');
  for (const orderId of [letter, letterToCome]) await organizationAt(world, orderId, 'subscriber-letter');
  await organizationAt(world, company, 'ca-public-record');
  await orders.cancel(cancelled);
  await ended(world, cancelled);
  await ended(world, issued);
  await orders.certificates.revoke(revoking, { reason: 'superseded' });
  await revocationAt(world, revoking, 'subscriber-revocation-proof');
  return {
    unpaid,
    draft,
    draftToCome,
    dns,
    dnsToBeSet,
    toBeCancelled,
    cancelled,
    issued,
    letter,
    letterToCome,
    company,
    revoking,
    toBeRevoked,
  };
}

/** What happens after the backup: steps that were taken, and orders that the backup knows nothing of. */
export async function movedOn(
  world: OrderWorld,
  before: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const { orders } = world;
  const id = (name: string) => before[name] ?? '';
  await orders.submit(id('draftToCome'), dvForm('draft-came.example.com', { validation: 'manual-dns' }));
  await actAsSubscriber(world, await orders.show(id('dnsToBeSet')));
  await until('the record is looked for', () => orders.check(id('dnsToBeSet'), { waitMs: 0 }));
  await orders.cancel(id('toBeCancelled'));
  await uploadLetter(world, id('letterToCome'));
  await organizationAt(world, id('letterToCome'), 'reviewer-letter');
  await orders.certificates.revoke(id('toBeRevoked'), { reason: 'superseded' });
  await revocationAt(world, id('toBeRevoked'), 'subscriber-revocation-proof');
  await ended(world, id('dnsToBeSet'));
  await ended(world, id('toBeCancelled'));
  await standing(world, id('draftToCome'), 'subscriber-dns');
  const newIssued = await order(world, 'new-issued.example.com');
  const newDns = await order(world, 'new-dns.example.com', { validation: 'manual-dns' });
  const newLetter = await orderForCompany(world, LETTER, 'new-letter');
  const { orderId: newDraft } = await orders.create({ form: { brand: 'trustasia', type: 'dv' } });
  await ended(world, newIssued);
  await standing(world, newDns, 'subscriber-dns');
  await organizationAt(world, newLetter, 'subscriber-letter');
  const newIssuing = await order(world, 'new-issuing.example.com');
  await standing(world, newIssuing, 'issuing');
  return { newIssued, newDns, newLetter, newDraft, newIssuing };
}

async function issuedByHand(world: OrderWorld, name: string): Promise<string> {
  const orderId = await order(world, name, { validation: 'manual-dns' });
  await actAsSubscriber(world, await standing(world, orderId, 'subscriber-dns'));
  await until('the record is looked for', () => world.orders.check(orderId, { waitMs: 0 }));
  await ended(world, orderId);
  return orderId;
}

async function poorAt(world: OrderWorld, orderId: string): Promise<void> {
  await until('the poor order waits for funds', async () => {
    return (await poorClient(world).show(orderId)).waitingOn === 'subscriber-payment';
  });
}

/** Everybody does what the orders wait for, until each has ended. */
export async function driven(
  world: OrderWorld,
  orderIds: readonly string[],
): Promise<Map<string, OrderView>> {
  await world.paymentControls.setBalance(10_000_000, POOR);
  const views = new Map<string, OrderView>();
  const done = new Set<string>();
  await until(
    'the end of every order',
    async () => {
      for (const orderId of orderIds) {
        const view = await show(world, orderId);
        views.set(orderId, view);
        if (!isFinal(view.state)) await act(world, view, done);
      }
      return [...views.values()].every(isSettled);
    },
    180_000,
  ).catch((error: unknown) => {
    const left = [...views.values()].filter((view) => !isSettled(view));
    const stands = left.map(({ orderId, state, waitingOn, reason }) => ({
      orderId,
      state,
      waitingOn,
      reason,
    }));
    throw new Error(`${String(error)}; left: ${JSON.stringify(stands)}`, { cause: error });
  });
  return views;
}

/** Money is settled after the end is told. */
function isSettled({ state, payment }: OrderView): boolean {
  return isFinal(state) && (!payment || SETTLED.includes(payment.state));
}

const SETTLED: readonly string[] = ['captured', 'returned', 'void'];

async function show(world: OrderWorld, orderId: string): Promise<OrderView> {
  return await world.orders.show(orderId).catch(() => poorClient(world).show(orderId));
}

async function act(world: OrderWorld, view: OrderView, done: Set<string>): Promise<void> {
  const { orderId, waitingOn, since } = view;
  const { orders } = world;
  if (waitingOn === 'subscriber-form')
    await orders.submit(orderId, dvForm(`${orderId.replaceAll('_', '-')}.example.com`));
  if (waitingOn === 'subscriber-dns') await actAsSubscriber(world, view);
  const track = organizationTrack(view);
  const turn = `${orderId} ${track?.waitingOn ?? ''} ${track?.since ?? since ?? ''}`;
  if (track && !done.has(turn)) {
    done.add(turn);
    await EVERYBODY[track.waitingOn as OrganizationWait]?.(world, orderId).catch(() => undefined);
  }
  const client = waitingOn === 'subscriber-payment' ? poorClient(world) : orders;
  await client.check(orderId, { waitMs: 0 }).catch(() => undefined);
}

/** The revocation is proven as the CA wants, and ends. */
export async function revoked(world: OrderWorld, orderId: string): Promise<void> {
  const { validations } = await revocationAt(world, orderId, 'subscriber-revocation-proof');
  for (const { record } of validations)
    if (record) await world.dns.zone.set(record.name, record.type, record.value);
  await world.orders.certificates.checkRevocation(orderId);
  expect(await revocationEnd(world, orderId)).toMatchObject({ state: 'revoked' });
}

/** Nothing lost, nothing twice, the money equals the ends: as the CA and the payment house have it. */
export async function expectWhole(world: OrderWorld, views: ReadonlyMap<string, OrderView>): Promise<void> {
  for (const [orderId, view] of views) {
    const [atCa, ...more] = await world.caControls.ordersOf(orderId);
    expect(more).toEqual([]);
    const hold = await world.paymentControls.hold(`order:${orderId}`);
    const effects = hold?.effects.map(({ state }) => state) ?? [];
    const story = `${orderId} ${view.state} (${view.reason ?? ''})`;
    if (view.state === 'issued') {
      expect(atCa?.status, story).toBe('issued');
      expect(effects, story).toEqual(['held', 'captured']);
      expect(
        (
          await world.orders.certificates
            .show(orderId)
            .catch(() => poorClient(world).certificates.show(orderId))
        ).orderId,
        story,
      ).toBe(orderId);
      expect(view.payment?.state, story).toBe('captured');
    } else {
      expect(view.reason, story).toBeTruthy();
      expect([undefined, 'cancelled', 'refused', 'issued'], story).toContain(atCa?.status);
      expect([[], ['released'], ['held', 'released']], story).toContainEqual(effects);
      expect([undefined, ...SETTLED], story).toContain(view.payment?.state);
    }
  }
}
