/** An order that a person leads to other connections: in the very moment of its placement too, and with some of them removed. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createCaActivities } from '../../../activities/ca/index.js';
import { createCsrActivities } from '../../../activities/certificates/csr.js';
import { createCertificateStore } from '../../../activities/certificates/store.js';
import { createConnections } from '../../../activities/connections/connections.js';
import type { Connections } from '../../../activities/connections/reaching.js';
import { createManualDnsProvider } from '../../../activities/dns/providers/manual.js';
import { createManualFilePublisher } from '../../../activities/http-file/publishers/manual/index.js';
import { createDueReminders } from '../../../activities/notices/due-reminders.js';
import { sealConnectionSecrets } from '../../../db/connection-secrets.js';
import { lockRoutable, putConnections } from '../../../db/statements/connections/moving.js';
import { connectionsOfOrder } from '../../../db/statements/connections/of-order.js';
import { insertConnection, markRemoved } from '../../../db/statements/connections/views.js';
import { WAIT_POLICIES } from '../../../domain/orders/wait-policies.js';
import { startWait } from '../../../domain/waits.js';
import { startCaWorld, TOKEN, type CaWorld } from '../../dev/ca/ca-world.js';
import { postingWithoutTemporal } from '../../support/notices.js';
import { ownDatabase } from '../../support/own-database.js';
import { storeOrder, TEST_MASTER_KEYS } from '../../support/stored-orders.js';

const BEGAN = Date.parse('2026-11-23T08:00:00Z');
const wait = startWait('ca-placement', WAIT_POLICIES['ca-placement'], BEGAN);
const ports = { clock: () => BEGAN, masterKeys: TEST_MASTER_KEYS };

const database = await ownDatabase();
let here: CaWorld;
let there: CaWorld;
let connections: Connections;
let activities: ReturnType<typeof createCaActivities>;
/** Done once, after the next attempt has opened its CA. */
let meanwhile: (() => Promise<void>) | undefined;

beforeAll(async () => {
  [here, there] = await Promise.all([startCaWorld(), startCaWorld()]);
  await connection('conn_here', 'development-ca', { url: here.ca.url });
  await connection('conn_there', 'development-ca', { url: there.ca.url });
  connections = createConnections(
    { ...ports, database },
    { dnsProvider: createManualDnsProvider(), filePublisher: createManualFilePublisher() },
  );
  activities = createCaActivities({
    ...ports,
    database,
    ca: here.adapter,
    connections: {
      ...connections,
      async caOf(order) {
        const ca = await connections.caOf(order);
        const next = meanwhile;
        meanwhile = undefined;
        await next?.();
        return ca;
      },
    },
    certificates: createCertificateStore({ database }),
    reminders: createDueReminders(postingWithoutTemporal(database, ports.clock)),
  });
});
beforeEach(() => {
  meanwhile = undefined;
});
afterAll(async () => {
  await Promise.all([here.stop(), there.stop()]);
});

async function connection(connectionId: string, kind: string, settings: object): Promise<void> {
  await insertConnection(database, {
    connectionId,
    account: 'default',
    name: connectionId.replace('conn_', ''),
    kind,
    family: kind === 'file-agent' ? 'files' : 'ca',
    state: 'kept',
    settings: { ...settings },
    sealedSecrets: sealConnectionSecrets({ token: TOKEN }, connectionId, TEST_MASTER_KEYS),
    at: new Date(BEGAN),
  });
}

async function stored(orderId: string): Promise<void> {
  await storeOrder(database, { orderId, waitingOn: 'ca-placement' });
  await putConnections(database, orderId, { ca: 'conn_here' });
  await createCsrActivities({ database, masterKeys: TEST_MASTER_KEYS }).prepareCsr(orderId);
}

const isHere = async (orderId: string) => (await here.adapter.findByReference(orderId)) !== undefined;
const isThere = async (orderId: string) => (await there.adapter.findByReference(orderId)) !== undefined;

it('led elsewhere while its placement is under way, it is placed there alone', async () => {
  await stored('led-away');
  meanwhile = () => putConnections(database, 'led-away', { ca: 'conn_there' });
  await expect(activities.placeOrder({ orderId: 'led-away', wait })).rejects.toMatchObject({
    type: 'StillWaiting',
    message: expect.stringContaining('led to another CA just now') as string,
  });
  expect([await isHere('led-away'), await isThere('led-away')]).toEqual([false, false]);
  await activities.placeOrder({ orderId: 'led-away', wait });
  expect([await isHere('led-away'), await isThere('led-away')]).toEqual([false, true]);
});

it('once a CA was called for it, it is told apart from one that none has', async () => {
  await stored('placed');
  const routable = () => lockRoutable(database, 'default', 'placed');
  expect(await routable()).toEqual({ connections: { ca: 'conn_here' }, isWithCa: false });
  await activities.placeOrder({ orderId: 'placed', wait });
  expect(await routable()).toEqual({ connections: { ca: 'conn_here' }, isWithCa: true });
  expect(await lockRoutable(database, 'other', 'placed')).toBeUndefined();
});

it('without any connection it is the environment’s again, and its other terms stay', async () => {
  await stored('bare');
  const termsOf = async () =>
    (await database.query<{ terms: object }>(`select terms from orders where order_id = 'bare'`)).rows[0]
      ?.terms;
  const { connections: _before, ...rest } = (await termsOf()) as { connections: object };
  await putConnections(database, 'bare', null);
  expect(await connectionsOfOrder(database, 'bare')).toEqual({});
  expect(await termsOf()).toEqual(rest);
});

it('of several web servers one that was removed is passed over; where all were, it is said', async () => {
  await connection('conn_web1', 'file-agent', { url: 'http://127.0.0.1:1' });
  await connection('conn_web2', 'file-agent', { url: 'http://127.0.0.1:2' });
  const order = { terms: { connections: { files: ['conn_web1', 'conn_web2'] } } };
  const both = await connections.filesOf(order);
  await markRemoved(database, 'conn_web1', new Date(BEGAN));
  const one = await connections.filesOf(order);
  expect(both?.name).not.toBe(one?.name);
  await markRemoved(database, 'conn_web2', new Date(BEGAN));
  await expect(connections.filesOf(order)).rejects.toMatchObject({
    type: 'FileAgentRefused',
    message: expect.stringContaining('sealflow order reroute ORDER') as string,
  });
});
