/** What a CA is sent: the product that was ordered, no other. */
import { expect, it } from 'vitest';
import { loadSubmittedOrder, requestFor } from '../../../activities/ca/order-at-ca.js';
import { createCsrActivities } from '../../../activities/certificates/csr.js';
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
