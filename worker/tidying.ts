/** What a worker tidies before it works, and every quarter of an hour: what a crash, or an earlier release, left behind. */
import type { Client } from '@temporalio/client';
import { rewrapOutdated } from '../activities/accounts/rewrap-outdated.js';
import { watchDelegations } from '../activities/control/delegations.js';
import { adoptUnwatched } from '../activities/plans/adoption.js';
import { watchRenewalWindows } from '../activities/plans/renewal-windows.js';
import type { ClosedCount } from '../db/statements/accounts/master-keys.js';
import { removeOldCandidates } from '../db/statements/connections/views.js';
import { nameOldPlaces } from '../db/statements/catalogue/free-places.js';
import { dropEventsOfOtherStores, pruneEvents } from '../db/statements/orders/events.js';
import { EVENTS_KEPT_HOURS } from '../domain/orders/events.js';
import { ABANDONED_AFTER_MINUTES } from '../domain/orders/unstarted.js';
import { sweepForAll } from './abandoned-orders.js';
import type { Dependencies } from './dependencies.js';
import type { Logger } from './logger.js';
import { closedText, findClosedValues } from './master-keys.js';

export interface Tidying {
  /** What no configured master key opened in the first round. */
  readonly closed: readonly ClosedCount[];
  readonly stop: () => void;
}

/**
 * Resolves after the first round of what is in our own stores; what others are asked goes on beside the work, since they may be
 * slow. Throws nothing: what could not be done in one round is done in the next, and never keeps a worker from its work. Rows
 * that can't be tidied are passed over and told.
 */
export async function keepTidy(
  dependencies: Dependencies,
  temporal: Client,
  logger: Logger,
): Promise<Tidying> {
  const { database, masterKeys } = dependencies;
  let closed: readonly ClosedCount[] = [];
  const tidy = async () => {
    await attempt('places of free certificates from before they were counted', logger, async () => {
      const named = await nameOldPlaces(database);
      return named > 0 ? { named } : undefined;
    });
    await attempt('keys wrapped under the current master key', logger, async () => {
      const rewrapped = await rewrapOutdated(database, masterKeys);
      return rewrapped > 0 ? { rewrapped } : undefined;
    });
    await attempt('values that no configured master key opens', logger, async () => {
      closed = await findClosedValues(database, masterKeys);
      if (closed.length > 0) logger.warn({ closed }, closedText(closed).en);
      return undefined;
    });
    await attempt('orders that were never started', logger, async () => {
      const { removed, found } = await sweepForAll(database, temporal, Date.now());
      return removed.length > 0 || found.length > 0 ? { removed, found } : undefined;
    });
    await attempt('connections that were being tried when a program died', logger, async () => {
      const removed = await removeOldCandidates(database, new Date(Date.now() - TRIAL_OVER_AFTER_MS));
      return removed > 0 ? { removed } : undefined;
    });
    await attempt('events that nobody asks for any more', logger, async () => {
      await dropEventsOfOtherStores(database);
      const pruned = await pruneEvents(database, new Date(Date.now() - EVENTS_KEPT_HOURS * 3_600_000));
      return pruned > 0 ? { pruned } : undefined;
    });
    await attempt('plans that nobody watched', logger, async () => {
      const { watched, passedOver } = await adoptUnwatched(dependencies, Date.now());
      return watched > 0 || passedOver.length > 0 ? { watched, passedOver } : undefined;
    });
  };
  let goesOn = true;
  const others = oneAtATime(async () => {
    await attempt('delegations that were to be looked at', logger, async () => {
      const { looked, broken } = await watchDelegations(dependencies);
      return broken > 0 ? { looked, broken } : undefined;
    });
    await attempt('CAs to be asked when certificates are to be replaced', logger, async () => {
      const { asked, silent, sooner } = await watchRenewalWindows(dependencies, () => goesOn);
      return silent > 0 || sooner > 0 ? { asked, silent, sooner } : undefined;
    });
  });
  await tidy();
  others();
  const round = () => {
    void tidy();
    others();
  };
  const timer = setInterval(round, ABANDONED_AFTER_MINUTES * 60_000).unref();
  const stop = () => {
    goesOn = false;
    clearInterval(timer);
  };
  return { closed, stop };
}

/** A round that lasts longer than the pause between two is not joined by the next one. `work` throws nothing. */
function oneAtATime(work: () => Promise<void>): () => void {
  let isUnderWay = false;
  return () => {
    if (isUnderWay) return;
    isUnderWay = true;
    void work().finally(() => (isUnderWay = false));
  };
}

/** A trial takes a minute at most (client/connections/trial.ts). */
const TRIAL_OVER_AFTER_MS = 10 * 60_000;

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
    logger.warn({ reason }, `${what}: not all were done`);
  }
}
