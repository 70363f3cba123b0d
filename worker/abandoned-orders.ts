/**
 * Orders that a crash kept from starting, of whichever account. Nobody else looks for those of all accounts: what an
 * account's own client removes is the account's own.
 */
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { sweepAbandoned, type Sweep } from '../db/statements/orders/abandoned.js';
import type { Database } from '../db/database.js';
import { certificateOrderWorkflowId } from '../domain/workflow-names.js';

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
