/** What changed of orders as people see it: which writes leave an event, in whose transaction, and how it is read without a gap. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction, type Database } from '../../../db/database.js';
import { recordFindings } from '../../../db/statements/control/findings.js';
import { markValidationStatuses } from '../../../db/statements/control/domain-validations.js';
import {
  dropEventsOfOtherStores,
  pruneEvents,
  readEvents,
  type StoredEvent,
} from '../../../db/statements/orders/events.js';
import { markStarted } from '../../../db/statements/orders/requests.js';
import { recordCaReference, recordPlaced } from '../../../db/statements/orders/row.js';
import type { Finding } from '../../../domain/control/findings.js';
import { moveOrder, startOrderRow } from '../../support/moving-orders.js';
import { ownDatabase } from '../../support/own-database.js';
import { storeOrder } from '../../support/stored-orders.js';

let database: Database;
let since: string;

const now = async () => (await readEvents(database, { limit: 0 })).snapshot;
const eventsSince = async (snapshot = since): Promise<readonly StoredEvent[]> =>
  (await readEvents(database, { since: snapshot, limit: 1_000 })).events;
const told = async () =>
  (await eventsSince()).map(({ orderId, what, state, waits, waited }) => ({
    orderId,
    what,
    state,
    waits,
    waited,
  }));

beforeAll(async () => {
  database = await ownDatabase();
});
beforeEach(async () => {
  since = await now();
});

describe('an order', () => {
  it('is no event until it was started, and one from then on', async () => {
    await storeOrder(database, { orderId: 'stored' });
    expect(await eventsSince()).toEqual([]);
    await markStarted(database, 'stored');
    await markStarted(database, 'stored');
    expect(await told()).toEqual([
      { orderId: 'stored', what: 'order', state: 'validating', waits: ['us'], waited: [] },
    ]);
  });

  it('is told at each turn that shows, with what it waited for before', async () => {
    await startOrderRow(database, 'turns');
    since = await now();
    await moveOrder(database, 'turns', 1, { waitingOn: 'subscriber-dns' });
    await moveOrder(database, 'turns', 2, { state: 'issued' });
    expect(await told()).toEqual([
      { orderId: 'turns', what: 'order', state: 'validating', waits: ['subscriber-dns'], waited: ['us'] },
      { orderId: 'turns', what: 'order', state: 'issued', waits: [], waited: ['subscriber-dns'] },
    ]);
  });

  it('is not told where nothing of it shows: the same turn again, a late write, what only we note', async () => {
    await startOrderRow(database, 'same');
    await moveOrder(database, 'same', 5, { waitingOn: 'dns' });
    since = await now();
    await moveOrder(database, 'same', 6, { waitingOn: 'dns' });
    await moveOrder(database, 'same', 4, { waitingOn: 'us' });
    await recordCaReference(database, 'same', 'ca-1');
    await database.query(
      `update orders set placement_intended_at = now(), updated_at = now() where order_id = 'same'`,
    );
    expect(await eventsSince()).toEqual([]);
  });

  it('is told with every wait of its two proofs', async () => {
    await startOrderRow(database, 'tracks');
    since = await now();
    const tracks = [
      { track: 'domain', status: 'open', waitingOn: 'subscriber-dns' },
      { track: 'organization', status: 'open', waitingOn: 'reviewer-letter' },
    ];
    await database.query(
      `update orders set tracks = $1, waiting_on = 'subscriber-dns' where order_id = 'tracks'`,
      [JSON.stringify(tracks)],
    );
    expect((await told())[0]?.waits).toEqual(['reviewer-letter', 'subscriber-dns']);
  });

  it('that was submitted anew is told as well: it is replaced from then on', async () => {
    await startOrderRow(database, 'old');
    since = await now();
    await storeOrder(database, { orderId: 'new' });
    await database.query(`update orders set replaces_order_id = 'old' where order_id = 'new'`);
    await markStarted(database, 'new');
    expect((await told()).map(({ orderId }) => orderId)).toEqual(['new', 'old']);
  });

  it('leaves nothing where its transaction is taken back', async () => {
    await startOrderRow(database, 'undone');
    since = await now();
    const undone = inTransaction(database, async (transaction) => {
      await moveOrder(transaction, 'undone', 1, { waitingOn: 'dns' });
      throw new Error('taken back');
    });
    await expect(undone).rejects.toThrow('taken back');
    expect(await eventsSince()).toEqual([]);
  });
});

describe('beside the order', () => {
  const finding = (name: string, found: string): Finding => ({
    name,
    subject: 'dns-record',
    source: '127.0.0.1:53',
    question: `TXT _dnsauth.${name}`,
    expected: 'a',
    found,
    verdict: 'missing',
    checkedAt: '2026-11-02T00:00:00.000Z',
  });

  it('a look is one event, however many names it looked at, and none where it found what was found before', async () => {
    await startOrderRow(database, 'looked');
    since = await now();
    const look = ['one.example.com', 'two.example.com'].map((name) => finding(name, 'nothing'));
    await recordFindings(database, 'looked', look);
    expect(await told()).toEqual([
      { orderId: 'looked', what: 'proof', state: null, waits: null, waited: null },
    ]);
    since = await now();
    await recordFindings(database, 'looked', look);
    expect(await eventsSince()).toEqual([]);
    await recordFindings(database, 'looked', [finding('one.example.com', 'something')]);
    expect(await eventsSince()).toHaveLength(1);
  });

  it('a proof is told when the CA is satisfied with it, once', async () => {
    await startOrderRow(database, 'proven');
    const record = { type: 'TXT' as const, name: '_dnsauth.www.example.com', value: 'v' };
    const issuedAt = '2026-11-01T00:00:00.000Z';
    await recordPlaced(database, 'proven', 'ca-2', [
      { name: 'www.example.com', method: 'dns-txt', record, issuedAt } as never,
    ]);
    since = await now();
    const valid = [{ name: 'www.example.com', status: 'valid' as const }];
    await markValidationStatuses(database, 'proven', valid);
    await markValidationStatuses(database, 'proven', valid);
    expect((await told()).map(({ what }) => what)).toEqual(['proof']);
  });

  it('a payment is told at each state that shows', async () => {
    await startOrderRow(database, 'paid');
    since = await now();
    await database.query(`insert into payments (order_id, account, amount, currency, state, key)
      values ('paid', 'default', 100, 'CNY', 'due', 'k')`);
    expect(await eventsSince()).toEqual([]);
    await database.query(`update payments set state = 'held' where order_id = 'paid'`);
    await database.query(`update payments set attempts = attempts + 1 where order_id = 'paid'`);
    await database.query(`update payments set state = 'captured' where order_id = 'paid'`);
    expect((await told()).map(({ what }) => what)).toEqual(['payment', 'payment']);
  });
});

describe('reading', () => {
  it('misses nothing that becomes visible out of the order of its numbers', async () => {
    await startOrderRow(database, 'slow');
    await startOrderRow(database, 'fast');
    since = await now();
    let seenMeanwhile = '';
    await inTransaction(database, async (transaction) => {
      // Its event has the lower number, and is committed last.
      await moveOrder(transaction, 'slow', 1, { waitingOn: 'dns' });
      await moveOrder(database, 'fast', 1, { waitingOn: 'dns' });
      const meanwhile = await readEvents(database, { since, limit: 10 });
      expect(meanwhile.events.map(({ orderId }) => orderId)).toEqual(['fast']);
      seenMeanwhile = meanwhile.snapshot;
    });
    expect((await eventsSince(seenMeanwhile)).map(({ orderId }) => orderId)).toEqual(['slow']);
    expect((await eventsSince()).map(({ orderId }) => orderId)).toEqual(['slow', 'fast']);
  });

  it('is narrowed to accounts, and to an order', async () => {
    await startOrderRow(database, 'mine');
    await startOrderRow(database, 'theirs', 'another');
    const orders = async (wanted: object) =>
      (await readEvents(database, { since, limit: 10, ...wanted })).events.map(({ orderId }) => orderId);
    expect(await orders({ accounts: ['another'] })).toEqual(['theirs']);
    expect(await orders({ accounts: ['default', 'another'] })).toEqual(['mine', 'theirs']);
    expect(await orders({ accounts: ['default'], orderId: 'theirs' })).toEqual([]);
    expect(await orders({ accounts: [] })).toEqual([]);
  });
});

describe('kept', () => {
  it('what is older than is told is pruned, whatever is younger stays', async () => {
    await startOrderRow(database, 'pruned');
    await startOrderRow(database, 'young');
    await database.query(`update order_events set at = now() - interval '5 days' where order_id = 'pruned'`);
    expect(await pruneEvents(database, new Date(Date.now() - 4 * 86_400_000))).toBe(1);
    const left = (await eventsSince()).map(({ orderId }) => orderId);
    expect(left).toEqual(['young']);
  });

  it('events of the database that this one was restored from are no news here', async () => {
    await dropEventsOfOtherStores(database);
    await startOrderRow(database, 'before');
    expect(await dropEventsOfOtherStores(database)).toBe(false);
    expect(await eventsSince()).toHaveLength(1);
    await database.query(`update event_stores set store = 'another'`);
    const both = await Promise.all([dropEventsOfOtherStores(database), dropEventsOfOtherStores(database)]);
    expect(both.filter(Boolean)).toHaveLength(1);
    expect(await eventsSince()).toEqual([]);
  });
});
