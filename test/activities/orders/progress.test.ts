/** The record of an order's progress, as its workflow writes it. */
import { expect, it } from 'vitest';
import { createNotices } from '../../../activities/notices/posting.js';
import { createOrderRecordActivities } from '../../../activities/orders/index.js';
import { createDatabase, type Database } from '../../../db/database.js';
import { listOrders } from '../../../db/statements/orders/lists.js';
import { readOrder } from '../../../db/statements/orders/views.js';
import { loadOrder } from '../../../db/statements/orders/row.js';
import type { OrderTrack } from '../../../domain/orders/tracks.js';
import { postingWithoutTemporal } from '../../support/notices.js';
import { ownDatabase } from '../../support/own-database.js';
import { storeOrder } from '../../support/stored-orders.js';

const database = await ownDatabase();

const notices = (db: Database) => createNotices(postingWithoutTemporal(db, () => Date.now()));

it('writes that arrive out of order leave the newest standing', async () => {
  await storeOrder(database, { orderId: 'late' });
  const records = createOrderRecordActivities({ database, notices: notices(database) });
  await records.recordProgress({ orderId: 'late', sequence: 5, state: 'issued' });
  await records.recordProgress({ orderId: 'late', sequence: 4, state: 'issuing', waitingOn: 'ca-issuance' });
  expect(await loadOrder(database, 'late')).toMatchObject({ state: 'issued' });
});

it('what an order has come to is told once, and not what it has left', async () => {
  await storeOrder(database, { orderId: 'told' });
  const posting = postingWithoutTemporal(database, () => Date.now());
  const records = createOrderRecordActivities({ database, notices: createNotices(posting) });
  const kinds = async () => {
    const { rows } = await database.query<{ kind: string }>(
      "select kind from account_notices where order_id = 'told' order by posted_at",
    );
    return rows.map(({ kind }) => kind);
  };
  await records.recordProgress({ orderId: 'told', sequence: 1, state: 'pending-submission' });
  expect(await kinds()).toEqual([]);
  await records.recordProgress({ orderId: 'told', sequence: 2, state: 'validating', waitingOn: 'us' });
  await records.recordProgress({ orderId: 'told', sequence: 3, state: 'issuing', waitingOn: 'ca-issuance' });
  const last = { orderId: 'told', sequence: 4, state: 'issued' } as const;
  await records.recordProgress(last);
  await records.recordProgress(last);
  await records.recordProgress({ orderId: 'told', sequence: 3, state: 'issuing' });
  expect(await kinds()).toEqual(['submitted', 'issued']);
});

it('two proofs side by side are written and read, and either finds the order', async () => {
  await storeOrder(database, { orderId: 'divided' });
  const records = createOrderRecordActivities({ database, notices: notices(database) });
  const tracks: OrderTrack[] = [
    { track: 'domain', status: 'done' },
    {
      track: 'organization',
      status: 'open',
      waitingOn: 'reviewer-letter',
      since: '2026-11-02T00:00:00.000Z',
    },
  ];
  const progress = { orderId: 'divided', state: 'validating', waitingOn: 'us' } as const;
  await records.recordProgress({ ...progress, sequence: 1, tracks });
  expect(await readOrder(database, 'default', 'divided')).toMatchObject({ tracks });
  const idsOf = async (waitingOn: 'us' | 'reviewer-letter' | 'subscriber-letter') =>
    (await listOrders(database, 'default', { waitingOn, limit: 10, now: Date.now() })).rows.map(
      ({ orderId }) => orderId,
    );
  expect(await idsOf('us')).toEqual(['divided']);
  expect(await idsOf('reviewer-letter')).toEqual(['divided']);
  expect(await idsOf('subscriber-letter')).toEqual([]);
  await records.recordProgress({ ...progress, sequence: 2 });
  expect(await readOrder(database, 'default', 'divided')).toMatchObject({ tracks: null });
});

it('a database that is gone is a failure worth retrying', async () => {
  const gone = createDatabase('postgres://nobody@127.0.0.1:1/none');
  const records = createOrderRecordActivities({ database: gone, notices: notices(gone) });
  await expect(
    records.recordProgress({ orderId: 'x', sequence: 1, state: 'validating' }),
  ).rejects.toMatchObject({
    type: 'DatabaseUnavailable',
    nonRetryable: false,
  });
  await gone.end();
});
