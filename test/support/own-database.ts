/** The database that the tests of one file work on, empty and migrated, as the code under test opens it. */
import { afterAll } from 'vitest';
import { createDatabase, type Database } from '../../db/database.js';
import { createTestDatabase } from './postgres.js';

/** Gone after the file's last test. Call it while a test file is being read, or in `beforeAll`. */
export async function ownDatabase(): Promise<Database> {
  const test = await createTestDatabase();
  const database = createDatabase(test.url);
  afterAll(async () => {
    await database.end();
    await test.drop();
  });
  return database;
}
