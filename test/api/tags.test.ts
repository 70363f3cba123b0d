/** Entity tags of orders: unchanged is told as such, and whoever did not see how it stands changes nothing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServedWorld, type ServedWorld } from '../support/api/served-world.js';
import { standing } from '../support/orders.js';
import { until } from '../support/until.js';

let served: ServedWorld;
let path: string;

beforeAll(async () => {
  served = await createServedWorld();
  const form = { brand: 'trustasia', type: 'dv', names: ['tags.example.com'], validation: 'manual-dns' };
  const { body } = await served.send('POST', '/v1/orders', { body: { form } });
  path = `/v1/orders/${body.orderId}`;
  await standing(served.world, body.orderId, 'subscriber-dns');
  await until(
    'a first finding',
    async () => (await served.send('GET', path)).body.validations[0]?.lastFinding !== null,
  );
}, 120_000);
afterAll(() => served.stop());

const label = (alias: string, headers: Record<string, string>) =>
  served.send('PATCH', `${path}/labels`, { body: { alias }, headers });

describe('an order', () => {
  it('that is unchanged is not sent again', async () => {
    const etag = (await served.send('GET', path)).headers.get('etag') ?? '';
    const again = await served.send('GET', path, { headers: { 'if-none-match': `"other", W/${etag}` } });
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag]);
    expect((await served.send('GET', path, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  });

  it('that changed since it was read stays as it is', async () => {
    const read = (await served.send('GET', path)).headers.get('etag') ?? '';
    expect((await label('first', { 'if-match': read })).status).toBe(200);
    const stale = await label('second', { 'if-match': read });
    expect([stale.status, stale.body.code, stale.body.field]).toEqual([412, 'NotAsRead', 'If-Match']);
    expect((await served.send('GET', path)).body.alias).toBe('first');
    expect((await label('third', { 'if-match': stale.headers.get('etag') ?? '' })).status).toBe(200);
    expect((await label('fourth', { 'if-match': '*' })).status).toBe(200);
  });

  it('is corrected in place, and withdrawn', async () => {
    const repaired = await served.send('PUT', `${path}/validation`, {
      body: { validation: 'auto-dns' },
      key: 'repair',
    });
    expect([repaired.status, repaired.body.orderId]).toEqual([200, path.split('/').at(-1)]);
    expect((await served.send('POST', `${path}/resend-emails`, { body: {} })).status).toBe(409);
    const ended = await served.send('POST', `${path}/cancel`, { key: 'cancel' });
    expect([202, 409]).toContain(ended.status);
  });
});
