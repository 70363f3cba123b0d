/** Histories run through today's workflow code from their first events. */
import type { WorkflowHandle } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { expect, inject } from 'vitest';
import type { OrderWorld } from './order-world.js';
import { workflowOf } from './orders.js';

export async function expectReplays(world: OrderWorld, orderId: string): Promise<void> {
  await expectRunReplays(workflowOf(world, orderId));
}

/** One run of any of our workflows. */
export async function expectRunReplays(run: WorkflowHandle): Promise<void> {
  const history = await run.fetchHistory();
  const workflowBundle = { codePath: inject('workflowBundlePath') };
  const histories = [{ workflowId: run.workflowId, history }];
  for await (const { error } of Worker.runReplayHistories({ workflowBundle }, histories))
    expect(error).toBeUndefined();
}
