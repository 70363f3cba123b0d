/** One at a time under a key, in all programs on a database. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createLocked } from '../../../db/statements/control/name-locks.js';
import { ownDatabase } from '../../support/own-database.js';

const database = await ownDatabase();

/** How many were within at once, at most. */
async function mostAtOnce(keys: readonly string[]): Promise<number> {
  // One for each: as processes of their own have.
  const processes = [createLocked(database), createLocked(database)];
  let within = 0;
  let most = 0;
  await Promise.all(
    keys.flatMap((key) =>
      processes.map((locked) =>
        locked(key, async () => {
          within += 1;
          most = Math.max(most, within);
          await pause(5);
          within -= 1;
        }),
      ),
    ),
  );
  return most;
}

it('two of one key never overlap', async () => {
  expect(await mostAtOnce(['a', 'a', 'a', 'a'])).toBe(1);
});

it('two keys do not wait for each other', async () => {
  expect(await mostAtOnce(['a', 'b'])).toBe(2);
});

it('gives the key back where the work throws, and hands on what it threw', async () => {
  const locked = createLocked(database);
  await expect(locked('a', () => Promise.reject(new Error('of the work')))).rejects.toThrow('of the work');
  expect(await locked('a', () => Promise.resolve('free'))).toBe('free');
});
