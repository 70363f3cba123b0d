/** An order whose CA stays away: a free one moves to the second CA of its route, once, on record; a paid one waits. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createCaActivities } from '../../../activities/ca/index.js';
import { createCsrActivities } from '../../../activities/certificates/csr.js';
import { createCertificateStore } from '../../../activities/certificates/store.js';
import { createConnections } from '../../../activities/connections/connections.js';
import { createManualDnsProvider } from '../../../activities/dns/providers/manual.js';
import { createManualFilePublisher } from '../../../activities/http-file/publishers/manual/index.js';
import { createDueReminders } from '../../../activities/notices/due-reminders.js';
import { sealConnectionSecrets } from '../../../db/connection-secrets.js';
import { connectionsOfOrder } from '../../../db/statements/connections/of-order.js';
import { insertConnection } from '../../../db/statements/connections/views.js';
import { freePort } from '../../../dev/ports.js';
import { FALLBACK_AFTER_MS } from '../../../domain/connections/fallback.js';
import { WAIT_POLICIES } from '../../../domain/orders/wait-policies.js';
import { startWait } from '../../../domain/waits.js';
import { startCaWorld, TOKEN, type CaWorld } from '../../dev/ca/ca-world.js';
import { postingWithoutTemporal } from '../../support/notices.js';
import { ownDatabase } from '../../support/own-database.js';
import { storeOrder, TEST_MASTER_KEYS } from '../../support/stored-orders.js';

const BEGAN = Date.parse('2026-11-23T08:00:00Z');
const wait = startWait('ca-placement', WAIT_POLICIES['ca-placement'], BEGAN);

const database = await ownDatabase();
let caWorld: CaWorld;
let activities: ReturnType<typeof createCaActivities>;
let now = BEGAN;

beforeAll(async () => {
  caWorld = await startCaWorld();
  await connection('conn_down', `http://127.0.0.1:${await freePort()}`);
  await connection('conn_up', caWorld.ca.url);
  const clock = () => now;
  const ports = { database, clock, masterKeys: TEST_MASTER_KEYS };
  activities = createCaActivities({
    ...ports,
    ca: caWorld.adapter,
    connections: createConnections(ports, {
      dnsProvider: createManualDnsProvider(),
      filePublisher: createManualFilePublisher(),
    }),
    certificates: createCertificateStore({ database }),
    reminders: createDueReminders(postingWithoutTemporal(database, clock)),
  });
});
beforeEach(() => {
  now = BEGAN;
});
afterAll(() => caWorld.stop());

async function connection(connectionId: string, url: string): Promise<void> {
  await insertConnection(database, {
    connectionId,
    account: 'default',
    name: connectionId.replace('conn_', ''),
    kind: 'development-ca',
    family: 'ca',
    state: 'kept',
    settings: { url },
    sealedSecrets: sealConnectionSecrets({ token: TOKEN }, connectionId, TEST_MASTER_KEYS),
    at: new Date(BEGAN),
  });
}

async function stored(orderId: string, connections: object, terms: object = {}): Promise<void> {
  await storeOrder(database, { orderId, waitingOn: 'ca-placement' });
  await database.query('update orders set terms = terms || $2 where order_id = $1', [
    orderId,
    JSON.stringify({ ...terms, connections }),
  ]);
  await createCsrActivities({ database, masterKeys: TEST_MASTER_KEYS }).prepareCsr(orderId);
}

it('moves once it has waited long enough, and not before', async () => {
  await stored('moving', { ca: 'conn_down', fallback: 'conn_up' });
  now = BEGAN + FALLBACK_AFTER_MS - 1;
  await expect(activities.placeOrder({ orderId: 'moving', wait })).rejects.toMatchObject({
    type: 'CaUnavailable',
  });
  now = BEGAN + FALLBACK_AFTER_MS;
  const placed = await activities.placeOrder({ orderId: 'moving', wait });
  expect(await connectionsOfOrder(database, 'moving')).toEqual({
    connections: { ca: 'conn_up', movedFrom: 'conn_down' },
  });
  // The same step again, as after a crash, is the same order at the same CA.
  expect(await activities.placeOrder({ orderId: 'moving', wait })).toMatchObject({
    caReference: placed.caReference,
  });
});

it('moves no second time', async () => {
  await stored('twice', { ca: 'conn_up', fallback: 'conn_down' });
  await stored('unlucky', { ca: 'conn_down', fallback: 'conn_gone' });
  now = BEGAN + FALLBACK_AFTER_MS;
  await activities.placeOrder({ orderId: 'twice', wait });
  expect(await connectionsOfOrder(database, 'twice')).toMatchObject({ connections: { ca: 'conn_up' } });
  for (let time = 0; time < 2; time += 1)
    await expect(activities.placeOrder({ orderId: 'unlucky', wait })).rejects.toMatchObject({
      type: 'CaUnavailable',
    });
  expect(await connectionsOfOrder(database, 'unlucky')).toEqual({
    connections: { ca: 'conn_gone', movedFrom: 'conn_down' },
  });
});

it('a paid order never moves', async () => {
  const price = { price: { amount: 38_000, currency: 'CNY' } };
  await stored('paid', { ca: 'conn_down', fallback: 'conn_up' }, price);
  now = BEGAN + 2 * FALLBACK_AFTER_MS;
  await expect(activities.placeOrder({ orderId: 'paid', wait })).rejects.toMatchObject({
    type: 'CaUnavailable',
  });
  expect(await connectionsOfOrder(database, 'paid')).toMatchObject({ connections: { ca: 'conn_down' } });
});
