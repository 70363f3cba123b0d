/** A database of its own for each test of a file, and one connection to Temporal for all of them. */
import { Connection } from '@temporalio/client';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { createDatabase, type Database } from '../../db/database.js';
import { createTestDatabase, type TestDatabase } from './postgres.js';
import { temporalAddress } from './temporal.js';

export interface FreshDatabase {
  readonly test: TestDatabase;
  readonly database: Database;
  readonly connection: Connection;
}

/** To be called once while a test file is being read. `begin` is what each test begins with. */
export function eachOnFreshDatabase(begin: (fresh: FreshDatabase) => void | Promise<void>): void {
  let connection: Connection;
  beforeAll(async () => {
    connection = await Connection.connect({ address: temporalAddress() });
  });
  afterAll(() => connection.close());
  beforeEach(async () => {
    const test = await createTestDatabase();
    const database = createDatabase(test.url);
    await begin({ test, database, connection });
    return async () => {
      await database.end();
      await test.drop();
    };
  });
}
