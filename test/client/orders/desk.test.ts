/** The desk over HTTP: what waits counted and listed, an order looked into and acted on, by an operator and by the account itself. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OrderClient } from '../../../client/order-client.js';
import type {
  DeskCheckView,
  DeskOrderView,
  DeskView,
  DeskWhyView,
  ListedDeskOrder,
} from '../../../client/orders/desk/views.js';
import type { DeskHealthView } from '../../../client/orders/desk/health.js';
import { createServedWorld, type ServedWorld } from '../../support/api/served-world.js';
import { order, standing } from '../../support/orders.js';

const NAME = 'stuck.example.com';

let served: ServedWorld;
let owner: string;
let operator: string;
let auditor: string;
let stranger: string;
let waiting: string;

beforeAll(async () => {
  served = await createServedWorld();
  [owner, operator, auditor, stranger] = await Promise.all([
    served.keyOf('owner'),
    sessionOf('operator'),
    served.keyOf('auditor'),
    served.keyOf('owner', 'second'),
  ]);
  waiting = await order(served.world, NAME, { validation: 'manual-dns' });
  await standing(served.world, waiting, 'subscriber-dns');
}, 120_000);
afterAll(() => served.stop());

/** There is no key of an operator's. */
async function sessionOf(role: 'operator'): Promise<string> {
  const { userId } = await served.world.orders.users.add({ login: 'oscar', role });
  return `Bearer ${(await served.keys.identities.openSession(userId, '192.0.2.7')).token}`;
}

async function asked<Answered>(path: string, as: string, method = 'GET', body?: object): Promise<Answered> {
  const { status, text } = await served.send(method, path, {
    as,
    ...(method === 'POST' && { body: body ?? {} }),
  });
  expect([path, status < 300, text.slice(0, 300)]).toEqual([path, true, text.slice(0, 300)]);
  return JSON.parse(text) as Answered;
}

async function refused(path: string, as: string, method = 'POST'): Promise<unknown> {
  const { status, body } = await served.send(method, path, { as, ...(method === 'POST' && { body: {} }) });
  return [status, body.code];
}

describe('what waits', () => {
  it('is counted by party and age, by wait, brand and CA', async () => {
    const desk = await asked<DeskView>('/v1/desk', operator);
    expect(desk).toMatchObject({ count: 1, overdue: 0, owed: [] });
    const subscriber = desk.byParty.find(({ party }) => party === 'subscriber');
    expect(subscriber).toMatchObject({
      count: 1,
      overdue: 0,
      ages: [1, 0, 0, 0, 0],
      called: { en: 'the subscriber' },
    });
    expect(desk.byWait).toMatchObject([
      { wait: 'subscriber-dns', party: 'subscriber', count: 1, overdue: 0 },
    ]);
    expect(desk.byBrand).toEqual([{ brand: 'trustasia', count: 1, overdue: 0 }]);
  });

  it('is the account’s own for its people, and nothing to another account', async () => {
    expect(await asked<DeskView>('/v1/desk', auditor)).toMatchObject({ count: 1 });
    expect(await asked<DeskView>('/v1/desk', stranger)).toMatchObject({ count: 0, byWait: [] });
    expect(await refused(`/v1/desk/orders/${waiting}`, stranger, 'GET')).toEqual([404, 'NotFound']);
    expect(await refused('/v1/desk/health', auditor, 'GET')).toEqual([403, 'NotAllowed']);
  });

  it('is listed with what is overdue first, narrowed and page by page', async () => {
    const { database } = served.world.dependencies;
    const others = await Promise.all(
      ['one', 'two', 'three'].map((word) =>
        served.world.orders.create({
          form: { brand: 'trustasia', type: 'dv' },
          idempotencyKey: word,
        }),
      ),
    );
    for (const { orderId } of others) await standing(served.world, orderId, 'subscriber-form');
    const late = others[1]?.orderId ?? '';
    await database.query(`update orders set deadline = now() - interval '1 day' where order_id = $1`, [late]);
    const first = await asked<{ items: DeskOrderView[]; next: string }>('/v1/desk/orders?limit=2', operator);
    expect(first.items[0]).toMatchObject({ orderId: late, isOverdue: true, party: 'subscriber' });
    const rest = await asked<{ items: DeskOrderView[]; next: null }>(
      `/v1/desk/orders?limit=2&after=${first.next}`,
      operator,
    );
    const ids = [...first.items, ...rest.items].map(({ orderId }) => orderId);
    expect([...ids].sort()).toEqual([waiting, ...others.map(({ orderId }) => orderId)].sort());
    expect(rest.next).toBeNull();
    const overdue = await asked<{ items: DeskOrderView[] }>('/v1/desk/orders?overdue=true', operator);
    expect(overdue.items.map(({ orderId }) => orderId)).toEqual([late]);
    expect(await asked('/v1/desk/orders?party=ca', operator)).toEqual({ items: [], next: null });
    expect(await asked('/v1/desk/orders?brand=cfca', operator)).toEqual({ items: [], next: null });
    expect(await asked<DeskView>('/v1/desk', operator)).toMatchObject({ count: 4, overdue: 1 });
    expect(await refused(`/v1/desk/orders?party=ca&after=${first.next}`, operator, 'GET')).toEqual([
      400,
      'InvalidInput',
    ]);
  });

  it('tells what is theirs: placed by who asks, who may do what it waits for', async () => {
    const login = 'olga';
    const { userId } = await served.world.orders.users.add({ login, role: 'orderer' });
    const olga = `Bearer ${(await served.keys.identities.openSession(userId, '192.0.2.7')).token}`;
    const { orderId } = await asked<{ orderId: string }>('/v1/orders', olga, 'POST', {
      form: { brand: 'trustasia', type: 'dv' },
    });
    await standing(served.world, orderId, 'subscriber-form');
    const listed = async (as: string, mine: boolean) =>
      (await asked<{ items: ListedDeskOrder[] }>(`/v1/desk/orders?mine=${mine}`, as)).items;
    const own = await listed(olga, true);
    expect(own.map((each) => [each.orderId, each.mine])).toEqual([[orderId, true]]);
    const others = await listed(olga, false);
    expect(others.map((each) => each.orderId)).toContain(waiting);
    expect(others.filter(({ mine }) => mine)).toEqual([]);
    // Whoever may not bring it on, or has placed nothing, has nothing of theirs there.
    await served.world.orders.users.setRole(login, 'auditor');
    expect(await listed(olga, true)).toEqual([]);
    expect(await listed(operator, true)).toEqual([]);
    expect((await listed(operator, false)).length).toBeGreaterThan(1);
  });

  it('says nothing of a form to an operator', async () => {
    const told = await Promise.all(
      ['/v1/desk', '/v1/desk/orders'].map(
        async (path) => (await served.send('GET', path, { as: operator })).text,
      ),
    );
    expect(told.join('\n')).not.toContain('example.com');
  });
});

describe('one order', () => {
  it('tells an operator what is tried and how that failed last', async () => {
    const why = await asked<DeskWhyView>(`/v1/desk/orders/${waiting}`, operator);
    expect(why).toMatchObject({ orderId: waiting, account: 'default', waitingOn: 'subscriber-dns' });
    expect(why.attempts[0]?.lastFailure).toEqual(expect.any(String));
    expect(why).toMatchObject({ names: null, nextAction: null });
    const own = await asked<DeskWhyView>(`/v1/desk/orders/${waiting}`, auditor);
    expect(own).toMatchObject({ names: [NAME], nextAction: { en: expect.any(String) as string } });
  });

  it('has its subscriber reminded once a day of the wait, in one notice', async () => {
    const path = `/v1/desk/orders/${waiting}/remind`;
    const told = await asked<{ noticeId: string; nextAt: string }>(path, operator, 'POST');
    expect(Date.parse(told.nextAt)).toBeGreaterThan(Date.now());
    const again = await served.send('POST', path, { as: operator, body: {} });
    expect([again.status, again.body.code]).toEqual([409, 'RefusedInThisState']);
    expect(await refused(path, owner)).toEqual([409, 'RefusedInThisState']);
    const { rows } = await served.world.dependencies.database.query(
      `select notice_id from account_notices where order_id = $1 and kind = 'waiting' and rung >= 10000`,
      [waiting],
    );
    expect(rows).toEqual([{ notice_id: told.noticeId }]);
    expect(await refused(path, auditor)).toEqual([403, 'NotAllowed']);
  });

  it('is freed by a look, and what is done stands in its account’s log under the operator’s name', async () => {
    const { validations } = await served.world.orders.show(waiting);
    for (const { record } of validations)
      if (record) await served.world.dns.zone.set(record.name, record.type, record.value);
    const looked = await asked<DeskCheckView>(`/v1/desk/orders/${waiting}/check`, operator, 'POST');
    expect(looked.order.orderId).toBe(waiting);
    await standing(served.world, waiting, 'issued');
    const log = await served.world.orders.operations.list({ subject: waiting });
    const acts = log.flatMap(({ operation, actor, outcome }) =>
      outcome === 'done' ? [[operation, actor]] : [],
    );
    expect(acts).toEqual(
      expect.arrayContaining([
        ['order.check', 'oscar'],
        ['order.remind', 'oscar'],
      ]),
    );
    expect(await refused(`/v1/desk/orders/${waiting}/remind`, operator)).toEqual([409, 'RefusedInThisState']);
  });

  it('of another account is withdrawn by an operator, in that account’s log', async () => {
    const { temporal, taskQueue, dependencies } = served.world;
    const { database, masterKeys } = dependencies;
    const second = new OrderClient({ temporal, taskQueue, database, masterKeys, account: 'second' });
    const { orderId } = await second.create({ form: { brand: 'trustasia', type: 'dv' } });
    expect(await refused(`/v1/desk/orders/${orderId}/cancel`, owner)).toEqual([404, 'NotFound']);
    await asked<DeskWhyView>(`/v1/desk/orders/${orderId}/cancel`, operator, 'POST');
    const log = await second.operations.list({ subject: orderId });
    expect(
      log.find(({ operation, outcome }) => operation === 'order.cancel' && outcome === 'done')?.actor,
    ).toBe('oscar');
  });
});

describe('health', () => {
  it('tells stores, workers at their queues, and connections', async () => {
    const health = await asked<DeskHealthView>('/v1/desk/health', operator);
    expect(health).toMatchObject({ postgres: true, temporal: true });
    const own = health.queues.find(
      ({ queue, kind }) => queue === served.world.taskQueue && kind === 'workflow',
    );
    expect(own?.workers.length).toBeGreaterThan(0);
    expect(own?.backlog).toEqual(expect.any(Number));
    // Each queue is asked of what is done there: one without a worker would be told as trouble.
    expect(health.queues.map(({ workers }) => workers.length > 0)).toEqual([true, true, true]);
  });
});
