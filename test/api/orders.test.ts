/** Orders over HTTP: placed, found again, read with their tags, corrected and withdrawn. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createServedWorld, type ServedWorld } from '../support/api/served-world.js';
import { standing } from '../support/orders.js';

let served: ServedWorld;

beforeAll(async () => {
  served = await createServedWorld();
}, 120_000);
afterAll(() => served.stop());

const form = (name: string) => ({ brand: 'trustasia', type: 'dv', names: [name], validation: 'auto-dns' });

it('places an order, lists it and hands its certificate out', async () => {
  const placed = await served.send('POST', '/v1/orders', { body: { form: form('first.example.com') } });
  expect(placed.status).toBe(201);
  const { orderId } = placed.body;
  expect(placed.headers.get('location')).toBe(`/v1/orders/${orderId}`);
  await standing(served.world, orderId, 'issued');
  const listed = await served.send('GET', '/v1/orders?state=issued&name=first.example.com');
  expect(listed.body.items.map(({ orderId }) => orderId)).toEqual([orderId]);
  const taken = await served.send('POST', `/v1/certificates/${orderId}/download`, { body: {} });
  expect(taken.body.privateKeyPem).toContain('PRIVATE KEY');
  const pack = await served.send('POST', `/v1/certificates/${orderId}/pack`, { body: { format: 'nginx' } });
  expect([pack.status, pack.headers.get('content-type'), pack.text.slice(0, 2)]).toEqual([
    200,
    'application/zip',
    'PK',
  ]);
});
