// The step that places an order, at the reseller: dying between any two of its calls, it buys once; and what it left half done is undone.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCaActivities } from '../../../../../activities/ca/index.js';
import { createCsrActivities } from '../../../../../activities/certificates/csr.js';
import { createCertificateStore } from '../../../../../activities/certificates/store.js';
import { createDueReminders } from '../../../../../activities/notices/due-reminders.js';
import { loadOrder } from '../../../../../db/statements/orders/row.js';
import { startWait } from '../../../../../domain/waits.js';
import { postingWithoutTemporal } from '../../../../support/notices.js';
import { ownDatabase } from '../../../../support/own-database.js';
import { storeOrder, TEST_MASTER_KEYS } from '../../../../support/stored-orders.js';
import { startTencentWorld, type TencentWorld } from './world.js';

const database = await ownDatabase();
let world: TencentWorld;
let orders = 0;
beforeEach(async () => {
  world = await startTencentWorld(database);
});
afterEach(() => world.reseller.stop());

const wait = startWait('ca-placement', { deadlineDays: 20, reminderDays: [] }, Date.now());

/** Of another worker each time. */
function activities() {
  return createCaActivities({
    database,
    ca: world.open(),
    clock: world.now,
    certificates: createCertificateStore({ database }),
    masterKeys: TEST_MASTER_KEYS,
    reminders: createDueReminders(postingWithoutTemporal(database, world.now)),
  });
}

async function prepared(): Promise<string> {
  orders += 1;
  const orderId = `order-${orders}`;
  await storeOrder(database, { orderId, form: { names: [`shop.zone-${orders}.com`] } });
  await createCsrActivities({ database, masterKeys: TEST_MASTER_KEYS }).prepareCsr(orderId);
  return orderId;
}

async function placeAtLast(orderId: string): Promise<string> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    try {
      return (await activities().placeOrder({ orderId, wait })).caReference;
    } catch {
      world.pass(60_000);
    }
  }
  throw new Error('not placed');
}

const living = () =>
  [...world.reseller.certificates.values()].filter(({ status }) => status !== 7).map(({ id }) => id);

const CALLS = [
  'CreateCertificate',
  'DescribeCertificate',
  'ModifyCertificateAlias',
  'CertificateInfoSubmit',
  'CertificateOrderSubmit',
];

describe.each(['dropped-before', 'dropped-after'] as const)('%s', (how) => {
  it.each(CALLS)('%s: bought once', async (action) => {
    world.reseller.badDays.push({ action, how });
    const orderId = await prepared();
    const caReference = await placeAtLast(orderId);
    expect(living()).toEqual([caReference]);
    expect((await loadOrder(database, orderId))?.caReference).toBe(caReference);
  });

  it.each(CALLS)('%s: nothing is left of an order that is withdrawn then', async (action) => {
    world.reseller.badDays.push({ action, how });
    const orderId = await prepared();
    await activities()
      .placeOrder({ orderId, wait })
      .catch(() => undefined);
    // As patient as the workflow: what became of the purchase may not be sure at once.
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const outcome = await activities()
        .cancelAtCa(orderId)
        .catch(() => undefined);
      if (outcome !== undefined) break;
      world.pass(60_000);
    }
    expect(living()).toEqual([]);
  });
});

it('buys for as many years as the plan has', async () => {
  const orderId = 'of-two-years';
  await storeOrder(database, {
    orderId,
    form: { names: ['*.two-years.com'], planYears: 2, validation: 'auto-dns' },
  });
  await createCsrActivities({ database, masterKeys: TEST_MASTER_KEYS }).prepareCsr(orderId);
  await placeAtLast(orderId);
  expect([...world.reseller.certificates.values()].map(({ years }) => years)).toEqual([2]);
});
