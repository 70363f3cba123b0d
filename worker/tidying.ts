/** What a worker tidies before it works, and every quarter of an hour: what a crash, or an earlier release, left behind. */
import type { Client } from '@temporalio/client';
import { adoptUnwatched } from '../activities/plans/adoption.js';
import { nameOldPlaces } from '../db/statements/catalogue/free-places.js';
import { ABANDONED_AFTER_MINUTES } from '../domain/orders/unstarted.js';
import { sweepForAll } from './abandoned-orders.js';
import type { Dependencies } from './dependencies.js';
import type { Logger } from './logger.js';

/** Returns what ends it. Throws nothing for Temporal: what could not be done once is done the next time. */
export async function keepTidy(
  dependencies: Dependencies,
  temporal: Client,
  logger: Logger,
): Promise<() => void> {
  await nameOldPlaces(dependencies.database);
  const tidy = async () => {
    await attempt('orders that were never started', logger, async () => {
      const { removed, found } = await sweepForAll(dependencies.database, temporal, Date.now());
      return removed.length > 0 || found.length > 0 ? { removed, found } : undefined;
    });
    await attempt('plans that nobody watched', logger, async () => {
      const watched = await adoptUnwatched(dependencies, Date.now());
      return watched > 0 ? { watched } : undefined;
    });
  };
  await tidy();
  const timer = setInterval(() => void tidy(), ABANDONED_AFTER_MINUTES * 60_000).unref();
  return () => {
    clearInterval(timer);
  };
}

/** Logs what was done, if anything was. */
async function attempt(
  what: string,
  logger: Logger,
  work: () => Promise<Record<string, unknown> | undefined>,
): Promise<void> {
  try {
    const done = await work();
    if (done) logger.info(done, what);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    logger.warn({ reason }, `${what}: not all were looked up`);
  }
}
