/** What a CA is sent: the product that was ordered, no other. */
import { expect, it } from 'vitest';
import { loadSubmittedOrder, requestFor } from '../../../activities/ca/order-at-ca.js';
import { createDevelopmentCa } from '../../../activities/ca/providers/development/index.js';
import { createCsrActivities } from '../../../activities/certificates/csr.js';
import { placeOnce } from '../../../activities/orders/placement.js';
import { giveUp } from '../../../db/statements/orders/ends.js';
import { freePort } from '../../../dev/ports.js';
import { ownDatabase } from '../../support/own-database.js';
import { storeOrder, TEST_MASTER_KEYS } from '../../support/stored-orders.js';

const database = await ownDatabase();

it.each(['www.example.com', 'example.com', '*.example.com'])(
  'sends %s without its complimentary name, which would make a multi-name product of it',
  async (name) => {
    await storeOrder(database, { orderId: name, form: { brand: 'wotrus', names: [name] } });
    await createCsrActivities({ database, masterKeys: TEST_MASTER_KEYS }).prepareCsr(name);
    const request = await requestFor(database, await loadSubmittedOrder(database, name));
    expect(request).toMatchObject({ reference: name, brand: 'wotrus', certificateType: 'dv', names: [name] });
  },
);

it.each([
  ['plan-reissue', { reissueOf: 'the-plan', validUntil: '2028-05-04T08:00:00.000Z' }],
  ['reissue', { reissueOf: 'the-plan', validUntil: '2028-05-04T08:00:00.000Z' }],
  ['renewal', { validUntil: '2028-05-04T08:00:00.000Z' }],
])('tells of a %s what was bought, and until when', async (purpose, told) => {
  await storeOrder(database, { orderId: purpose });
  await database.query(
    "update orders set purpose = $2, plan_id = 'the-plan', valid_until = '2028-05-04T08:00:00Z' where order_id = $1",
    [purpose, purpose],
  );
  await createCsrActivities({ database, masterKeys: TEST_MASTER_KEYS }).prepareCsr(purpose);
  const { reissueOf, validUntil } = await requestFor(database, await loadSubmittedOrder(database, purpose));
  expect({ reissueOf, validUntil }).toEqual({ reissueOf: undefined, ...told });
});

async function storeSigned(orderId: string, hash: 'sha256' | 'sha384'): Promise<void> {
  await storeOrder(database, {
    orderId,
    form: { csr: { mode: 'generate', algorithm: 'ecc-p256', hash } },
  });
  await createCsrActivities({ database, masterKeys: TEST_MASTER_KEYS }).prepareCsr(orderId);
}

it.each(['sha256', 'sha384'] as const)(
  'asks for a certificate signed with %s where that was ordered',
  async (hash) => {
    await storeSigned(hash, hash);
    const { signatureHash } = await requestFor(database, await loadSubmittedOrder(database, hash));
    expect(signatureHash).toBe(hash);
  },
);

it('leaves the hash to the CA where the order is of before, or its CSR was pasted', async () => {
  await storeSigned('of-before', 'sha384');
  await database.query("update orders set terms = terms - 'signatureHash' where order_id = 'of-before'");
  const request = await requestFor(database, await loadSubmittedOrder(database, 'of-before'));
  expect(request).not.toHaveProperty('signatureHash');
});

it('is refused, and sent to nobody, where the CA does not sign with what was ordered', async () => {
  await storeSigned('unsigned', 'sha384');
  const nobody = createDevelopmentCa({ url: `http://127.0.0.1:${await freePort()}`, token: 'unused' });
  const ca = { ...nobody, limits: { ...nobody.limits, signatureHashes: ['sha256'] as const } };
  await expect(placeOnce({ database, ca, clock: Date.now }, 'unsigned')).rejects.toMatchObject({
    type: 'OrderRefusedByCa',
    message: expect.stringContaining('sha384') as string,
  });
  expect(await giveUp(database, 'unsigned')).toBe(false);
});
