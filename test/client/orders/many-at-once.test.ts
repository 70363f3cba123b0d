/** More at once than a client has connections for: everybody is served in line, and told so where that takes too long. */
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OrderClient } from '../../../client/order-client.js';
import { createDatabase, type Database } from '../../../db/database.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { TEST_MASTER_KEYS } from '../../support/stored-orders.js';
import { temporalAddress } from '../../support/temporal.js';

/** As many as the client has that connects by the environment. */
const CONNECTIONS = 4;
const ORDERS = 300;

let test: TestDatabase;
let database: Database;
let connection: Connection;
let orders: OrderClient;
beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase(test.url, { maxConnections: CONNECTIONS });
  connection = await Connection.connect({ address: temporalAddress() });
  orders = new OrderClient({
    temporal: new Client({ connection }),
    database,
    masterKeys: TEST_MASTER_KEYS,
    taskQueue: `many-${process.pid}-${Date.now()}`,
  });
});
afterAll(async () => {
  await database.end();
  await connection.close();
  await test.drop();
});

describe('one client', () => {
  it(`takes ${ORDERS} orders that are asked for at once`, async () => {
    const asked = Array.from({ length: ORDERS }, (_, number) =>
      orders.create({
        form: {
          brand: 'trustasia',
          type: 'dv',
          names: [`many-${number}.example.com`],
          validation: 'manual-dns',
        },
      }),
    );
    const outcomes = await Promise.allSettled(asked);
    const failures = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [String(outcome.reason)] : [],
    );
    expect([...new Set(failures)]).toEqual([]);
    const { rows } = await database.query<{ started: number }>(
      'select count(*)::integer as started from orders where started_at is not null',
    );
    expect(rows[0]?.started).toBe(ORDERS);
  });

  it('says that it was too much where the line takes too long, and takes the same once there is room', async () => {
    const narrow = createDatabase(test.url, { maxConnections: 1, lineTimeoutMs: 50 });
    try {
      const busy = narrow.withConnection((held) => held.query('select pg_sleep(0.5)'));
      await expect(narrow.query('select 1')).rejects.toMatchObject({
        type: 'TooMuchAtOnce',
        message: expect.stringMatching(/1 connections to Postgres could do in 0.05 s/) as string,
      });
      await busy;
      await expect(narrow.query('select 1')).resolves.toMatchObject({ rowCount: 1 });
    } finally {
      await narrow.end();
    }
  });
});
