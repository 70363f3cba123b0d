/** What a worker tidies before it works: orders that a crash kept from starting, free places without a domain. */
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { sweepAbandoned } from '../db/abandoned-orders.js';
import type { Database } from '../db/database.js';
import { nameOldPlaces } from '../db/statements/free-places.js';
import { certificateOrderWorkflowId } from '../domain/workflow-names.js';
import type { Logger } from './logger.js';

/** Idempotent, and safe beside other workers and clients. Never throws for Temporal: the next sweep goes on. */
export async function tidyAbandoned(database: Database, temporal: Client, logger: Logger): Promise<void> {
  await nameOldPlaces(database);
  try {
    const { removed, found } = await sweepAbandoned(database, (orderId) => hasWorkflow(temporal, orderId), {
      now: Date.now(),
    });
    if (removed.length > 0 || found.length > 0)
      logger.info({ removed, found }, 'orders that were stored and never noted as started');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    logger.warn({ reason }, 'orders that were never started were not all looked up');
  }
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
