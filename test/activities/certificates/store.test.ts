/** An order has one certificate, stored once and named in the order. */
import { expect, it } from 'vitest';
import { certificateIdOf, createCertificateStore } from '../../../activities/certificates/store.js';
import { readCertificate } from '../../../db/statements/certificates/views.js';
import { loadOrder } from '../../../db/statements/orders/row.js';
import { ownDatabase } from '../../support/own-database.js';
import { storeOrder } from '../../support/stored-orders.js';
import { createTestCa } from '../../support/test-chain.js';

const database = await ownDatabase();

it('a repeated attempt stores nothing new and gives the same id', async () => {
  await storeOrder(database, { orderId: 'order-1' });
  const now = new Date('2026-11-23T12:00:00Z');
  const ca = await createTestCa(now);
  const first = await ca.issue({ names: ['www.example.com', 'example.com'], notBefore: now, days: 199 });
  const other = await ca.issue({ names: ['www.example.com'], notBefore: now, days: 10 });
  const store = createCertificateStore({ database });
  const order = { orderId: 'order-1', account: 'default' };

  const ids = [
    await store.store(order, { ...ca, ...first }),
    await store.store(order, { ...ca, ...first }),
    await store.store(order, { ...ca, ...other }),
  ];
  const [certificateId = ''] = ids;
  expect(new Set(ids).size).toBe(1);
  expect(await loadOrder(database, 'order-1')).toMatchObject({ certificateId });
  expect(await readCertificate(database, 'default', certificateId)).toMatchObject({
    orderId: 'order-1',
    names: ['www.example.com', 'example.com'],
    issuer: 'CN=Test Issuing',
    notBefore: '2026-11-23T12:00:00.000Z',
    certificatePem: first.certificatePem,
    chainPem: ca.chainPem,
  });
  expect(await readCertificate(database, 'somebody-else', certificateId)).toBeUndefined();
});

it('ids of different orders differ', () => {
  expect(certificateIdOf('ord_1')).not.toBe(certificateIdOf('1'));
});
