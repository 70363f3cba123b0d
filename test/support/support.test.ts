import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { Client, Connection } from '@temporalio/client';
import { createTestDatabase } from './postgres.js';
import { createTimeSkippingServer, temporalAddress } from './temporal.js';

describe('what all tests share', () => {
  const cleanUps: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const cleanUp of cleanUps) await cleanUp();
  });

  it('gives each test file an empty, migrated database of its own', async () => {
    const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    cleanUps.push(
      () => one.drop(),
      () => other.drop(),
    );
    expect(one.url).not.toBe(other.url);
    const client = new pg.Client({ connectionString: one.url });
    await client.connect();
    const { rows } = await client.query<{ count: string }>('select count(*) from orders');
    await client.end();
    expect(rows).toEqual([{ count: '0' }]);
  });

  it('has a real Temporal server that knows the search attributes', async () => {
    const connection = await Connection.connect({ address: temporalAddress() });
    cleanUps.push(() => connection.close());
    const list = new Client({ connection }).workflow.list({
      query: 'Account = "nobody" and WaitingOn = "subscriber-dns"',
    });
    const found = [];
    for await (const execution of list) found.push(execution);
    expect(found).toEqual([]);
  });

  it('has a server that skips time', async () => {
    const server = await createTimeSkippingServer();
    cleanUps.push(() => server.teardown());
    const before = await server.currentTimeMs();
    await server.sleep('30 days');
    expect((await server.currentTimeMs()) - before).toBeGreaterThanOrEqual(30 * 86_400_000);
  });
});
