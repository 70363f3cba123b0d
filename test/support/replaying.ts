/** An order's history, run through today's workflow code from its first event. */
import { Worker } from '@temporalio/worker';
import { expect, inject } from 'vitest';
import type { OrderWorld } from './order-world.js';
import { workflowOf } from './orders.js';

export async function expectReplays(world: OrderWorld, orderId: string): Promise<void> {
  const history = await workflowOf(world, orderId).fetchHistory();
  const workflowBundle = { codePath: inject('workflowBundlePath') };
  const histories = [{ workflowId: 'certificate-order:replayed', history }];
  for await (const { error } of Worker.runReplayHistories({ workflowBundle }, histories))
    expect(error).toBeUndefined();
}
