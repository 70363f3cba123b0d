/** Event streams at the whole API: what they bring is as the document says, and who asks is asked as everywhere. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServedWorld, type ServedWorld } from '../support/api/served-world.js';
import { EventReader } from '../support/event-reader.js';
import { dvForm } from '../support/orders.js';
import { until } from '../support/until.js';

const STREAMS = ['/v1/events', '/v1/inbox/events', '/v1/orders/{orderId}/events'] as const;

let served: ServedWorld;
let owner: string;
let ajv: Ajv2020;

beforeAll(async () => {
  served = await createServedWorld();
  owner = await served.keyOf('owner');
  ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(JSON.parse((await served.send('GET', '/v1/openapi.json')).text) as object, 'api');
}, 120_000);
afterAll(() => served.stop());

function schemaOf(component: string): ValidateFunction {
  return ajv.compile({ $ref: `api#/components/schemas/${component}` });
}

async function place(validation: string): Promise<string> {
  const form = { ...dvForm(`${validation}.example.com`), validation };
  return (await served.send('POST', '/v1/orders', { body: { form } })).body.orderId;
}

const open = (path: string, as = owner) =>
  EventReader.open(`${served.url}${path}`, { headers: { authorization: as } });

describe('a stream', () => {
  it.each(STREAMS)('%s brings what the document says', async (path) => {
    const [watched, begin, event] = [
      await place('manual-dns'),
      schemaOf('StreamBegin'),
      schemaOf('OrderEvent'),
    ];
    const reader = await (await open(path.replace('{orderId}', watched))).begun();
    expect(reader.heard[0]?.event).toBe('ready');
    expect([begin(reader.heard[0]?.data), begin.errors]).toEqual([true, null]);
    await served.send('POST', `/v1/orders/${watched}/cancel`);
    const orders = path.includes('inbox') ? [await place('manual-dns')] : [watched];
    await until('what moved', () =>
      Promise.resolve(orders.every((id) => reader.heard.some(({ data }) => data.orderId === id))),
    );
    reader.close();
    for (const { data } of reader.heard.slice(1))
      expect([event(data), event.errors, data]).toEqual([true, null, data]);
  });

  it('says with its head what every answer does', async () => {
    const reader = await open('/v1/events');
    expect(reader.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-content-type-options': 'nosniff',
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      'ratelimit-remaining': expect.stringMatching(/^\d+$/) as string,
    });
    reader.close();
  });

  it.each([
    ['nobody', '/v1/events', 401, 'NotSignedIn'],
    ['somebody who only hands in letters', '/v1/events', 403, 'NotAllowed'],
    ['another account, of an order', '/v1/orders/ORDER/events', 404, 'NotFound'],
  ])('is not for %s', async (who, path, status, code) => {
    const as = { nobody: '', another: await served.keyOf('owner', 'other') }[who.split(/[ ,]/)[0] ?? ''];
    const orderId = path.includes('ORDER') ? await place('manual-file') : '';
    const answer = await served.send('GET', path.replace('ORDER', orderId), {
      as: as ?? (await served.keyOf('letters')),
      headers: { 'accept-language': 'zh-CN' },
    });
    expect([answer.status, answer.body.code, answer.headers.get('content-type')]).toEqual([
      status,
      code,
      'application/problem+json',
    ]);
    expect(answer.body.detail).toMatch(/\p{Script=Han}/u);
  });
});
