/** The list as people ask the API for it: several states, tabs and their counts, turns, and the table that is sent while it is read. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createServedWorld, type ServedWorld } from '../support/api/served-world.js';

/** More than are read at once. */
const ORDERS = 1_203;

let served: ServedWorld;
let orderId: string;

beforeAll(async () => {
  served = await createServedWorld({ worker: false });
  const { body } = await served.send('POST', '/v1/orders', {
    body: { form: { brand: 'geotrust', type: 'ov' } },
  });
  orderId = body.orderId;
  await served.world.dependencies.database.query(
    `insert into orders (order_id, account, request_sha256, brand, certificate_type, state, started_at, plan_id, alias)
     select 'ord_many_' || i, 'default', '', 'trustasia', 'dv', (array['cancelled', 'expired', 'rejected'])[1 + i % 3],
            now(), 'ord_many_' || i, '示例 ' || i
       from generate_series(1, $1::integer) i`,
    [ORDERS],
  );
}, 120_000);
afterAll(() => served.stop());

const listed = async (query: string) => {
  const { status, body } = await served.send('GET', `/v1/orders?limit=1000&${query}`);
  expect(status).toBe(200);
  return body.items;
};

it('takes several states repeated, or with commas between them', async () => {
  const repeated = await listed('state=expired&state=rejected');
  expect(repeated).toHaveLength((ORDERS / 3) * 2);
  expect(await listed('state=expired,rejected')).toEqual(repeated);
  expect(await listed('state=expired')).toHaveLength(ORDERS / 3);
});

it.each([
  ['state=none', 'state'],
  ['state=expired,none', 'state'],
  ['state=', 'state'],
  ['tab=none', 'tab'],
  ['party=none', 'party'],
  ['search=', 'search'],
  ['deadlineBefore=soon', 'deadlineBefore'],
])('refuses %s by its field', async (query, field) => {
  for (const path of ['/v1/orders', '/v1/orders/export']) {
    const { status, body } = await served.send('GET', `${path}?${query}`);
    expect([status, body.code, body.field]).toEqual([400, 'InvalidInput', field]);
  }
});

it('counts under each tab', async () => {
  const { body } = await served.send('GET', '/v1/orders/counts');
  expect(body).toEqual({ 'to-submit': 1, validating: 0, issued: 0, expiring: 0, ended: ORDERS });
});

it('tells whose turn it is, and from when', async () => {
  const { status, body } = await served.send('GET', `/v1/orders/${orderId}/turns`);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    orderId,
    endedAt: null,
    turns: [{ track: null, waitingOn: 'subscriber-form', party: 'subscriber', until: null, usual: null }],
  });
  expect((await served.send('GET', '/v1/orders/ord_none/turns')).status).toBe(404);
});

it('sends the whole table, in the language that is asked for', async () => {
  const response = await fetch(`${served.url}/v1/orders/export?tab=ended`, {
    headers: { authorization: await served.keyOf('auditor'), 'accept-language': 'en' },
  });
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="orders.csv"');
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const lines = new TextDecoder().decode(bytes).split('\r\n');
  expect(lines[0]).toMatch(/^Order,State,/);
  expect(lines.at(-1)).toBe('');
  expect(new Set(lines.slice(1, -1).map((line) => line.split(',')[0])).size).toBe(ORDERS);
  const chinese = await served.send('GET', '/v1/orders/export?tab=to-submit&language=zh');
  expect(chinese.text).toMatch(/^\uFEFF?订单编号,状态/);
});

it('is no table for whom the account’s letters are', async () => {
  const { status, body } = await served.send('GET', '/v1/orders/export', {
    as: await served.keyOf('letters'),
  });
  expect([status, body.code]).toEqual([403, 'NotAllowed']);
});
