/** An order that moved to its second CA, and that the first one had taken all the same: found once that one answers, and given up there. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createConnections } from '../../../activities/connections/connections.js';
import { createManualDnsProvider } from '../../../activities/dns/providers/manual.js';
import { createManualFilePublisher } from '../../../activities/http-file/publishers/manual/index.js';
import { requestFor, loadSubmittedOrder } from '../../../activities/ca/order-at-ca.js';
import { createCsrActivities } from '../../../activities/certificates/csr.js';
import { findingsOfMoved, giveUpAtFirstCa, movedFinding } from '../../../activities/stores/moved-orders.js';
import { sealConnectionSecrets } from '../../../db/connection-secrets.js';
import { putConnections } from '../../../db/statements/connections/moving.js';
import { connectionsOfOrder } from '../../../db/statements/connections/of-order.js';
import { insertConnection } from '../../../db/statements/connections/views.js';
import { readRecordedOrder } from '../../../db/statements/stores/facts.js';
import { freePort } from '../../../dev/ports.js';
import { startCaWorld, TOKEN, type CaWorld } from '../../dev/ca/ca-world.js';
import { ownDatabase } from '../../support/own-database.js';
import { storeOrder, TEST_MASTER_KEYS } from '../../support/stored-orders.js';

const NOW = Date.parse('2026-11-23T08:00:00Z');
const database = await ownDatabase();
const ports = { database, clock: () => NOW, masterKeys: TEST_MASTER_KEYS };
const dependencies = {
  database,
  connections: createConnections(ports, {
    dnsProvider: createManualDnsProvider(),
    filePublisher: createManualFilePublisher(),
  }),
};

let first: CaWorld;
beforeAll(async () => {
  first = await startCaWorld();
  await connection('conn_first', first.ca.url);
  await connection('conn_second', 'http://127.0.0.1:1');
  await connection('conn_away', `http://127.0.0.1:${await freePort()}`);
});
afterAll(() => first.stop());

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
    at: new Date(NOW),
  });
}

async function moved(orderId: string, movedFrom = 'conn_first'): Promise<void> {
  await storeOrder(database, { orderId, waitingOn: 'ca-placement' });
  await createCsrActivities(ports).prepareCsr(orderId);
  await putConnections(database, orderId, { ca: 'conn_second', movedFrom });
}

/** As a call whose answer was lost. */
async function takenByFirst(orderId: string): Promise<void> {
  const order = await loadSubmittedOrder(database, orderId);
  await first.adapter.placeOrder(await requestFor(database, order));
}

async function compared(...orderIds: readonly string[]) {
  const rows = await Promise.all(orderIds.map((orderId) => readRecordedOrder(database, orderId)));
  return await findingsOfMoved(
    dependencies,
    rows.flatMap((row) => row ?? []),
  );
}

it('is found and cancelled there, once', async () => {
  await moved('taken');
  await takenByFirst('taken');
  const { findings, unknown } = await compared('taken');
  expect(unknown).toBe(0);
  expect(findings).toMatchObject([{ repair: 'cancel-at-first-ca', subject: 'taken', account: 'default' }]);
  expect(findings[0]?.lacks).toContain('has it as well (validating)');
  expect(await movedFinding(dependencies, 'taken')).toEqual(findings[0]);
  for (let time = 0; time < 2; time += 1) {
    await giveUpAtFirstCa(dependencies, 'taken');
    expect((await first.adapter.findByReference('taken'))?.status).toBe('cancelled');
  }
  expect(await compared('taken')).toEqual({ findings: [], unknown: 0 });
  // That it moved stays on record.
  expect(await connectionsOfOrder(database, 'taken')).toEqual({
    connections: { ca: 'conn_second', movedFrom: 'conn_first', movedFromIsClear: true },
  });
});

it('one that the first CA never took is nothing to be mended', async () => {
  await moved('never-taken');
  expect(await compared('never-taken')).toEqual({ findings: [], unknown: 0 });
  expect(await movedFinding(dependencies, 'never-taken')).toBeUndefined();
});

it('one that did not move is asked for nowhere', async () => {
  await storeOrder(database, { orderId: 'at-home', waitingOn: 'ca-placement' });
  await putConnections(database, 'at-home', { ca: 'conn_away' });
  expect(await compared('at-home')).toEqual({ findings: [], unknown: 0 });
});

it('while the first CA stays away it is said that nobody knows, and nothing is given up', async () => {
  await moved('unknown', 'conn_away');
  expect(await compared('unknown')).toEqual({ findings: [], unknown: 1 });
  await expect(giveUpAtFirstCa(dependencies, 'unknown')).rejects.toMatchObject({ type: 'CaUnavailable' });
  expect(await connectionsOfOrder(database, 'unknown')).toEqual({
    connections: { ca: 'conn_second', movedFrom: 'conn_away' },
  });
});
