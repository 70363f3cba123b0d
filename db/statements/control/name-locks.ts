/** Work that one at a time may do under a key, in all programs on this database. */
import { inTransaction, type Database } from '../../database.js';
import { Line } from '../../line.js';
import { OrderFailure } from '../../../domain/failures.js';
import { DATABASE_FAILURES } from '../../../domain/failure-texts.js';

/** Runs `work` while nobody else does under the same key. */
export type Locked = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;

/**
 * Connections that are kept meanwhile, since a lock is a connection's: a few of those that a process has, so that what only
 * reads or writes a row is not behind a service that is slow.
 */
const PLACES = 4;
/** Milliseconds in line: two requests over HTTP, and the time that a statement may wait for a lock (db/database.ts). */
const LONGEST_WAIT_MS = 30_000;

/**
 * One for each database of a process. Throws OrderFailure `TooMuchAtOnce` or `DatabaseUnavailable` where the key did not come
 * free in time: then nothing was done. A lock goes with its connection, however this process ends.
 */
export function createLocked(database: Database): Locked {
  const line = new Line({
    places: PLACES,
    longestWaitMs: LONGEST_WAIT_MS,
    tooLong: () =>
      new OrderFailure('TooMuchAtOnce', DATABASE_FAILURES.tooMuch(PLACES, LONGEST_WAIT_MS / 1000)),
  });
  return (key, work) =>
    line.pass(() =>
      inTransaction(database, async (transaction) => {
        await transaction.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
        return await work();
      }),
    );
}
