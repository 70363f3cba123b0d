/**
 * What a worker tidies, before it works and every quarter of an hour: orders that a crash kept from starting, of whichever
 * account. Nobody else does so for all accounts: what an account's own client removes is the account's own.
 */
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { sweepAbandoned, type Sweep } from '../db/abandoned-orders.js';
import type { Database } from '../db/database.js';
import { nameOldPlaces } from '../db/statements/free-places.js';
import { ABANDONED_AFTER_MINUTES } from '../domain/unstarted-orders.js';
import { certificateOrderWorkflowId } from '../domain/workflow-names.js';
import type { Logger } from './logger.js';

/** Returns what ends it. Throws nothing for Temporal: what one sweep could not do, the next one does. */
export async function keepTidy(database: Database, temporal: Client, logger: Logger): Promise<() => void> {
  await nameOldPlaces(database);
  const sweep = async () => {
    try {
      const { removed, found } = await sweepForAll(database, temporal, Date.now());
      if (removed.length > 0 || found.length > 0)
        logger.info({ removed, found }, 'orders that were stored and never noted as started');
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      logger.warn({ reason }, 'orders that were never started were not all looked up');
    }
  };
  await sweep();
  const timer = setInterval(() => void sweep(), ABANDONED_AFTER_MINUTES * 60_000).unref();
  return () => {
    clearInterval(timer);
  };
}

/** Idempotent, and safe beside other workers and clients. `now`: milliseconds since the epoch. Throws where Temporal can't tell. */
export function sweepForAll(database: Database, temporal: Client, now: number): Promise<Sweep> {
  return sweepAbandoned(database, (orderId) => hasWorkflow(temporal, orderId), { now });
}

async function hasWorkflow(temporal: Client, orderId: string): Promise<boolean> {
  try {
    await temporal.workflow.getHandle(certificateOrderWorkflowId(orderId)).describe();
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
