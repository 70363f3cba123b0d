/** What those who watch hear of whole orders: each step as people see it, the end last; and what that writes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OrderEvents } from '../../../client/events/order-events.js';
import type { OrderEvent } from '../../../client/events/told.js';
import { readEvents, type StoredEvent } from '../../../db/statements/orders/events.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { actAsSubscriber, dvForm, ended, looksNow, order, standing } from '../../support/orders.js';
import { until } from '../../support/until.js';

const owner = { kind: 'key', id: 'k', name: 'k', account: 'default', role: 'owner' } as const;

let world: OrderWorld;
let hub: OrderEvents;
beforeAll(async () => {
  world = await createOrderWorld({ payments: true });
  hub = new OrderEvents({
    database: world.dependencies.database,
    databaseUrl: world.environment.DATABASE_URL ?? '',
    pauses: { listeningMs: 60_000, deafMs: 60_000 },
  });
});
afterAll(async () => {
  await hub.close();
  await world.stop();
});

async function heardOf(orderId: string, after?: string): Promise<OrderEvent[]> {
  const heard: OrderEvent[] = [];
  const stream = await hub.open({ principal: owner, watched: { watch: 'orders' }, after });
  void (async () => {
    for await (const { data } of stream) if ('event' in data && data.orderId === orderId) heard.push(data);
  })();
  return heard;
}

async function written(work: () => Promise<void>): Promise<readonly StoredEvent[]> {
  const { database } = world.dependencies;
  const { snapshot } = await readEvents(database, { limit: 0 });
  await work();
  return (await readEvents(database, { since: snapshot, limit: 1_000 })).events;
}

describe('an order', () => {
  it('by automatic DNS leaves so few events, of which the end is the last state', async () => {
    const events = await written(async () => {
      const orderId = await order(world, 'automatic.example.com');
      expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
      await until(
        'the money is taken',
        async () => (await world.orders.show(orderId)).payment?.state === 'captured',
      );
    });
    // Each is a row to write: more of them is a change that people see, or one too many.
    const states = events.flatMap(({ what, state }) => (what === 'order' ? [state] : []));
    expect(states).toEqual(['validating', 'validating', 'validating', 'issuing', 'issued']);
    expect(events.filter(({ what }) => what === 'payment')).toHaveLength(2);
    // The look at each source, the CA's word, the proof that it found.
    const proofs = events.filter(({ what }) => what === 'proof').length;
    expect(proofs).toBeGreaterThan(0);
    expect(proofs).toBeLessThanOrEqual(4);
  });

  it('that waits on the subscriber is heard at each turn, in the inbox and out of it', async () => {
    const orderId = '3f0c7a52-6f4e-4b8e-9f55-0e3a8f1c2d7b';
    const heard = await heardOf(orderId);
    await world.orders.create({ orderId, form: dvForm('by-hand.example.com', { validation: 'manual-dns' }) });
    await standing(world, orderId, 'subscriber-dns');
    await actAsSubscriber(world, await world.orders.show(orderId));
    await looksNow(world, orderId);
    await ended(world, orderId);
    await until('its end', () => Promise.resolve(heard.some(({ state }) => state === 'issued')));
    const turns = heard.flatMap(({ what, state, waits }) =>
      what === 'order' ? [`${state} ${waits?.join()}`] : [],
    );
    expect(turns).toEqual([...new Set(turns)]);
    expect(turns).toContain('validating subscriber-dns');
    expect(turns.at(-1)).toBe('issued ');
    const numbers = heard.map(({ event }) => BigInt(event));
    expect(numbers).toEqual([...numbers].sort((one, other) => Number(one - other)));
  });

  it('that is looked at again, and nothing is new, writes nothing', async () => {
    const orderId = await order(world, 'nothing-new.example.com', { validation: 'manual-dns' });
    await standing(world, orderId, 'subscriber-dns');
    await world.orders.check(orderId);
    const events = await written(async () => {
      for (let look = 0; look < 3; look += 1) await world.orders.check(orderId);
    });
    expect(events.filter((event) => event.orderId === orderId)).toEqual([]);
  });
});
