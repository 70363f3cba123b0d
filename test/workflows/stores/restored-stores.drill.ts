/**
 * One store restored to an older moment, or lost, while the other one, the CA and the payment house live on; with orders at
 * every step. After `doctor --repair` nothing is lost, nothing is done twice, the money equals the ends, and each is told.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderView } from '../../../client/orders/views.js';
import {
  createRestorableWorld,
  type RestorableWorld,
  type Restored,
  type Store,
} from '../../support/restorable-world.js';
import { doctorOf, mendAll, repairsOf } from '../../support/restored-stores.js';
import { driven, expectWhole, movedOn, ordersBefore, revoked } from './orders-at-every-step.js';

const MOMENTS: readonly (readonly [Store, Restored])[] = [
  ['postgres', 'older'],
  ['temporal', 'older'],
  ['postgres', 'lost'],
  ['temporal', 'lost'],
];

describe.each(MOMENTS)('%s %s', (store, restored) => {
  let restorable: RestorableWorld;
  let before: Record<string, string>;
  let after: Record<string, string>;
  let repairs: Record<string, string[]>;
  let views: ReadonlyMap<string, OrderView>;

  const nameOf = (orderId: string) =>
    Object.entries({ ...before, ...after }).find(([, id]) => id === orderId)?.[0] ?? orderId;
  const stateOf = (name: string) => views.get({ ...before, ...after }[name] ?? '')?.state;

  beforeAll(async () => {
    restorable = await createRestorableWorld({ payments: true, issuanceDelayMs: 3_000 });
    const { world } = restorable;
    before = await ordersBefore(world);
    expect((await doctorOf(world).compare()).findings).toEqual([]);
    await restorable.backUp();
    after = await movedOn(world, before);
    await restorable.restore(store, restored);
  }, 300_000);
  afterAll(() => restorable.stop(), 120_000);

  it('is mended, and a second run finds nothing', async () => {
    repairs = repairsOf(await mendAll(restorable.world));
    expect((await doctorOf(restorable.world).compare()).findings).toEqual([]);
    const told = Object.fromEntries(Object.entries(repairs).map(([id, done]) => [nameOf(id), done]));
    expect(Object.keys(told).length).toBeGreaterThan(0);
  }, 300_000);

  it('every order is known, and comes to an end', async () => {
    views = await driven(restorable.world, [...Object.values(before), ...Object.values(after)]);
    expect(stateOf('issued')).toBe('issued');
    expect(stateOf('newIssued')).toBe('issued');
    expect(stateOf('dnsToBeSet')).toBe('issued');
    expect(stateOf('cancelled')).toBe('cancelled');
    expect(stateOf('toBeCancelled')).toBe('cancelled');
  }, 300_000);

  it('nothing is lost, nothing is done twice, and the money equals the ends', async () => {
    await expectWhole(restorable.world, views);
  }, 120_000);

  it('revocations go on', async () => {
    await revoked(restorable.world, before.revoking ?? '');
    await revoked(restorable.world, before.toBeRevoked ?? '');
    expect((await doctorOf(restorable.world).compare()).findings).toEqual([]);
  }, 120_000);
});
