/** A CA that can't be reached for days: whoever waits for the order is told, once a rung. */
import { expect, it } from 'vitest';
import { createCaActivities } from '../../../activities/ca/index.js';
import { createDevelopmentCa } from '../../../activities/ca/providers/development/index.js';
import { createCertificateStore } from '../../../activities/certificates/store.js';
import { createCsrActivities } from '../../../activities/certificates/csr.js';
import { createDueReminders } from '../../../activities/notices/due-reminders.js';
import { freePort } from '../../../dev/ports.js';
import { startWait } from '../../../domain/waits.js';
import { WAIT_POLICIES } from '../../../domain/orders/wait-policies.js';
import { postingWithoutTemporal, rungsOf } from '../../support/notices.js';
import { ownDatabase } from '../../support/own-database.js';
import { storeOrder, TEST_MASTER_KEYS } from '../../support/stored-orders.js';

const DAY_MS = 86_400_000;
const BEGAN = Date.parse('2026-11-23T08:00:00Z');

const database = await ownDatabase();

it('reminds of a placement that waits for its CA', async () => {
  const orderId = 'unreachable';
  await storeOrder(database, { orderId, waitingOn: 'ca-placement' });
  await createCsrActivities({ database, masterKeys: TEST_MASTER_KEYS }).prepareCsr(orderId);
  const nobody = createDevelopmentCa({ url: `http://127.0.0.1:${await freePort()}`, token: 'unused' });
  let now = BEGAN;
  const clock = () => now;
  const activities = createCaActivities({
    database,
    clock,
    ca: nobody,
    masterKeys: TEST_MASTER_KEYS,
    certificates: createCertificateStore({ database }),
    reminders: createDueReminders(postingWithoutTemporal(database, clock)),
  });
  const wait = startWait('ca-placement', WAIT_POLICIES['ca-placement'], BEGAN);

  await expect(activities.placeOrder({ orderId, wait })).rejects.toMatchObject({ type: 'CaUnavailable' });
  expect(await rungsOf(database, orderId)).toEqual([]);

  for (const days of [1, 1.1, 3]) {
    now = BEGAN + days * DAY_MS;
    await expect(activities.placeOrder({ orderId, wait })).rejects.toMatchObject({ type: 'CaUnavailable' });
  }
  expect((await rungsOf(database, orderId)).map(({ rung }) => rung)).toEqual([1, 3]);
});
