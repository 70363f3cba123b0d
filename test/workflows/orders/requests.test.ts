/** What people ask of a living order: the form handed in later, looks, repair in place; taken once, or refused without a trace. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import {
  actAsSubscriber,
  dvForm,
  ended,
  leftBehind,
  order,
  remoteActivitiesOf,
  settledEvents,
  standing,
  statusAtCa,
} from '../../support/orders.js';
import { refusalOf } from '../../support/refusal-of.js';
import { until } from '../../support/until.js';

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld();
});
afterAll(() => world.stop());

async function draft(): Promise<string> {
  const { orderId } = await world.orders.create({ form: { brand: 'trustasia', type: 'dv' } });
  await standing(world, orderId, 'subscriber-form');
  return orderId;
}

/** The refusal, and the certainty that it added no event. */
async function refusedWithoutATrace(orderId: string, call: () => Promise<unknown>) {
  const before = await settledEvents(world, orderId);
  const refusal = await refusalOf(call());
  expect(await settledEvents(world, orderId)).toEqual(before);
  return refusal;
}

describe('a draft', () => {
  it('waits for its form, goes on with it, and takes no second one', async () => {
    const orderId = await draft();
    expect(await world.orders.show(orderId)).toMatchObject({ state: 'pending-submission', names: [] });
    const form = dvForm('draft.example.com', { validation: 'manual-dns' });
    await world.orders.submit(orderId, form);
    const waiting = await standing(world, orderId, 'subscriber-dns');
    expect(waiting.names).toEqual(['draft.example.com']);

    const refusal = await refusedWithoutATrace(orderId, () => world.orders.submit(orderId, form));
    expect(refusal).toMatchObject({ code: 'RefusedInThisState' });
    expect(refusal.message).toMatch(/submitted before/);

    await actAsSubscriber(world, waiting);
    await world.orders.check(orderId);
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  });

  it('takes one of two forms handed in at once', async () => {
    const orderId = await draft();
    const names = ['first.example.com', 'second.example.com'];
    const outcomes = await Promise.allSettled(
      names.map((name) => world.orders.submit(orderId, dvForm(name))),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await ended(world, orderId);
    const taken = names[outcomes.findIndex(({ status }) => status === 'fulfilled')];
    expect(await world.orders.show(orderId)).toMatchObject({ state: 'issued', names: [taken] });
  });

  it('refuses a form of another product, and still waits', async () => {
    const orderId = await draft();
    const call = () => world.orders.submit(orderId, dvForm('other.example.com', { brand: 'wotrus' }));
    expect(await refusedWithoutATrace(orderId, call)).toMatchObject({ code: 'InvalidInput', field: 'brand' });
    expect(await world.orders.show(orderId)).toMatchObject({ waitingOn: 'subscriber-form' });
  });

  it('has nothing to look at, and no method to change', async () => {
    const orderId = await draft();
    const refusals = [
      await refusedWithoutATrace(orderId, () => world.orders.check(orderId)),
      await refusedWithoutATrace(orderId, () => world.orders.repair(orderId, { validation: 'file' })),
    ];
    expect(refusals.map(({ code }) => code)).toEqual(['RefusedInThisState', 'RefusedInThisState']);
  });
});

describe('repair in place', () => {
  it('goes from manual DNS to file to automatic DNS', async () => {
    const orderId = await order(world, 'repaired.example.com', { validation: 'manual-dns' });
    const byHand = await standing(world, orderId, 'subscriber-dns');
    await world.orders.repair(orderId, { validation: 'file' });
    const byFile = await standing(world, orderId, 'subscriber-file');
    expect(byFile.validations).toMatchObject([{ method: 'file', record: null }]);
    expect(byFile.validations[0]?.file?.content).not.toBe(byHand.validations[0]?.record?.value);

    await world.orders.repair(orderId, { validation: 'auto-dns' });
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
    expect(await statusAtCa(world, orderId)).toBe('issued');
    expect(await leftBehind(world, orderId)).toEqual([]);
  });

  it('follows the last of several wishes', async () => {
    const orderId = await order(world, 'wishes.example.com', { validation: 'manual-dns' });
    await standing(world, orderId, 'subscriber-dns');
    for (const validation of ['file', 'auto-file', 'auto-dns'] as const)
      await world.orders.repair(orderId, { validation });
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  });

  it('follows a wish that comes while an earlier one is being carried out', async () => {
    await world.caControls.beHostile({ mode: 'late', path: 'challenges', times: 1, delayMs: 1_500 });
    const orderId = await order(world, 'second-thoughts.example.com', { validation: 'manual-dns' });
    await standing(world, orderId, 'subscriber-dns');
    await world.orders.repair(orderId, { validation: 'file' });
    await until('the first wish at work', async () =>
      (await remoteActivitiesOf(world, orderId)).includes('obtainValidations'),
    );
    await world.orders.repair(orderId, { validation: 'auto-dns' });
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  });

  it('is refused for a wildcard by file, with what is accepted', async () => {
    const orderId = await order(world, '*.starred.example.com', { validation: 'manual-dns' });
    await standing(world, orderId, 'subscriber-dns');
    for (const validation of ['file', 'auto-file'] as const) {
      const refusal = await refusedWithoutATrace(orderId, () => world.orders.repair(orderId, { validation }));
      expect(refusal).toMatchObject({ code: 'InvalidInput', field: 'validation' });
      expect(refusal.accepted).toBe('auto-dns, manual-dns');
      // In Chinese too, over Temporal.
      expect(refusal.chinese).toEqual({
        message: `文件只能证明一个确切的域名,不能用于通配符:*.starred.example.com 不能用 ${validation} 验证`,
        accepted: 'auto-dns, manual-dns',
      });
    }
    expect(await world.orders.show(orderId)).toMatchObject({ waitingOn: 'subscriber-dns' });
    await world.orders.repair(orderId, { validation: 'auto-dns' });
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  });

  it('does not end an order whose proof the CA took meanwhile', async () => {
    // The CA takes the proof and says so to nobody; when it is asked for other random values it has no use for them.
    const orderId = await order(world, 'too-late.example.com', { validation: 'manual-dns' });
    const waiting = await standing(world, orderId, 'subscriber-dns');
    await world.caControls.beHostile({ mode: 'accept-then-drop' });
    await actAsSubscriber(world, waiting);
    await world.orders.check(orderId, { waitMs: 0 });
    await until('the CA has the proof', async () => (await statusAtCa(world, orderId)) === 'issued');
    await world.orders.repair(orderId, { validation: 'file' });
    await until('other values asked for', async () =>
      (await remoteActivitiesOf(world, orderId)).includes('obtainValidations'),
    );
    await world.caControls.bePeaceful();
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
  });
});

describe('CAA', () => {
  it('that forbids the CA is the subscriber’s to mend, and then the order goes on', async () => {
    await world.dns.zone.set('forbidden.example.com', 'CAA', '0 issue "another-ca.example"');
    const orderId = await order(world, 'forbidden.example.com');
    const waiting = await standing(world, orderId, 'subscriber-caa');
    expect(waiting).toMatchObject({ party: 'subscriber', state: 'validating' });
    expect(waiting.reason).toContain('another-ca.example');
    expect(waiting.nextAction?.en).toMatch(/CAA/);

    await world.dns.zone.remove('forbidden.example.com', 'CAA');
    await world.orders.check(orderId);
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
    expect(await leftBehind(world, orderId)).toEqual([]);
  });
});

describe('an order that has ended', () => {
  it('takes no request any more, and says how it ended', async () => {
    const orderId = await order(world, 'over.example.com');
    await ended(world, orderId);
    const calls = [
      () => world.orders.submit(orderId, dvForm('over.example.com')),
      () => world.orders.check(orderId),
      () => world.orders.repair(orderId, { validation: 'file' }),
      () => world.orders.cancel(orderId),
    ];
    for (const call of calls) {
      const refusal = await refusedWithoutATrace(orderId, call);
      expect(refusal).toMatchObject({ code: 'RefusedInThisState' });
      expect(refusal.message).toMatch(/issued/);
    }
  });

  it('of another account, or of nobody, is not found', async () => {
    expect(await refusalOf(world.orders.cancel('no-such-order'))).toMatchObject({ code: 'NotFound' });
  });
});
