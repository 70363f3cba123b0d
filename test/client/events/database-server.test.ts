/** A database server of its own: what events add to what a change writes, and what readers hear once the server died. */
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OrderEvents } from '../../../client/events/order-events.js';
import type { Told } from '../../../client/events/told.js';
import { createDatabase, type Database } from '../../../db/database.js';
import { recordFindings } from '../../../db/statements/control/findings.js';
import { recordCaReference } from '../../../db/statements/orders/row.js';
import type { Finding } from '../../../domain/control/findings.js';
import { MortalPostgres } from '../../support/mortal-postgres.js';
import { moveOrder, startOrderRow } from '../../support/moving-orders.js';
import { until } from '../../support/until.js';

let folder: string;
let postgres: MortalPostgres;
let database: Database;
let owner: pg.Client;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sealflow-events-'));
  postgres = await MortalPostgres.start(folder);
  database = createDatabase(postgres.url, { maxConnections: 2 });
  owner = await postgres.connect();
}, 60_000);
afterAll(async () => {
  await owner.end().catch(() => undefined);
  await database.end();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

/** Bytes of the write-ahead log that one of so many takes. Nobody else writes here. */
async function walOf(times: number, work: (index: number) => Promise<void>): Promise<number> {
  const place = async () => {
    const { rows } = await owner.query<{ bytes: string }>(
      `select pg_current_wal_insert_lsn() - '0/0'::pg_lsn as bytes`,
    );
    return Number(rows[0]?.bytes);
  };
  const before = await place();
  for (let index = 0; index < times; index += 1) await work(index);
  return ((await place()) - before) / times;
}

/** The same with and without what notes events, on pages that were written since the last checkpoint. */
async function addedBy(
  table: string,
  times: number,
  work: (index: number) => Promise<void>,
): Promise<number> {
  const triggers = await owner.query<{ name: string }>(
    `select tgname as name from pg_trigger where tgrelid = $1::regclass and tgname ~ '_events?(_|$)'`,
    [table],
  );
  expect(triggers.rows.length).toBeGreaterThan(0);
  const turned = async (which: 'enable' | 'disable') => {
    for (const { name } of triggers.rows) await owner.query(`alter table ${table} ${which} trigger ${name}`);
  };
  await walOf(times, work);
  const withEvents = await walOf(times, work);
  await turned('disable');
  const without = await walOf(times, work);
  await turned('enable');
  return withEvents - without;
}

async function eventsWritten(): Promise<number> {
  const { rows } = await owner.query<{ count: string }>('select count(*) from order_events');
  return Number(rows[0]?.count);
}

describe('what it costs', () => {
  it('a turn that people see takes at most 300 bytes more of the write-ahead log', async () => {
    await startOrderRow(database, 'seen');
    let sequence = 0;
    const added = await addedBy('orders', 200, () =>
      moveOrder(database, 'seen', (sequence += 1), {
        waitingOn: sequence % 2 === 0 ? 'dns' : 'ca-validation',
      }),
    );
    expect(added).toBeGreaterThan(50);
    expect(added).toBeLessThan(300);
  });

  it('what nobody sees takes nothing more: a turn that is the same, what the CA calls it', async () => {
    await startOrderRow(database, 'unseen');
    let sequence = 0;
    const before = await eventsWritten();
    const added = await addedBy('orders', 200, async (index) => {
      await moveOrder(database, 'unseen', (sequence += 1), { waitingOn: 'dns' });
      await recordCaReference(database, 'unseen', `ca-${index}`);
    });
    // The first turn is the one that is seen.
    expect((await eventsWritten()) - before).toBeLessThanOrEqual(1);
    expect(added).toBeLessThan(60);
  });

  it('a look that finds nothing new takes nothing more; one that does, one row for all its names', async () => {
    await startOrderRow(database, 'looked');
    const look = (found: string): Finding[] =>
      ['a', 'b', 'c'].map((name) => ({
        name: `${name}.example.com`,
        subject: 'dns-record',
        source: '127.0.0.1:53',
        question: 'TXT',
        expected: 'x',
        found,
        verdict: 'missing',
        checkedAt: '2026-11-02T00:00:00.000Z',
      }));
    await recordFindings(database, 'looked', look('the same'));
    const nothingNew = await addedBy('findings', 100, () =>
      recordFindings(database, 'looked', look('the same')),
    );
    expect(Math.abs(nothingNew)).toBeLessThan(20);
    const before = await eventsWritten();
    for (let index = 0; index < 10; index += 1)
      await recordFindings(database, 'looked', look(`another ${index}`));
    expect((await eventsWritten()) - before).toBe(10);
  });
});

describe('a server that died', () => {
  it('gives numbers again that were lost: whoever reads is told to read anew, and goes on', async () => {
    const hub = new OrderEvents({
      database,
      databaseUrl: postgres.url,
      pauses: { listeningMs: 60_000, deafMs: 200 },
    });
    const principal = { kind: 'key', id: 'k', name: 'k', account: 'default', role: 'owner' } as const;
    const told: Told[] = [];
    let lastId: string | undefined;
    const stream = await hub.open({ principal, watched: { watch: 'orders' } });
    void (async () => {
      for await (const next of stream) {
        told.push(next);
        lastId = next.id ?? lastId;
      }
    })();
    await startOrderRow(database, 'before-death');
    await until('the order', () => Promise.resolve(told.length >= 2));
    const before = lastId;
    await owner.end();
    await postgres.dieAndComeBack();
    owner = await postgres.connect();
    await until('reset', () => Promise.resolve(told.some(({ name }) => name === 'reset')));
    await startOrderRow(database, 'after-death');
    await until('the next order', () =>
      Promise.resolve(told.some(({ data }) => 'event' in data && data.orderId === 'after-death')),
    );
    const again = (await hub.open({ principal, watched: { watch: 'orders' }, after: before }))[
      Symbol.asyncIterator
    ]();
    expect((await again.next()).value).toMatchObject({ name: 'reset' });
    await hub.close();
  }, 60_000);
});
