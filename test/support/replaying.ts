/** Histories run through today's workflow code from their first events. */
import type { WorkflowHandle } from '@temporalio/client';
import { Worker, type ReplayHistoriesIterable, type ReplayResult } from '@temporalio/worker';
import { globalHandlers } from '@temporalio/worker/lib/workflow/vm-shared.js';
import { expect, inject } from 'vitest';
import type { OrderWorld } from './order-world.js';
import { workflowOf } from './orders.js';

/** By one worker, since to start one takes longer than most replays. In the order of the histories. */
export async function replayAll(histories: ReplayHistoriesIterable): Promise<ReplayResult[]> {
  const workflowBundle = { codePath: inject('workflowBundlePath') };
  const results: ReplayResult[] = [];
  try {
    for await (const result of Worker.runReplayHistories({ workflowBundle }, histories)) results.push(result);
  } finally {
    // A replay runs in this process, and the SDK leaves its promise hooks in it: on Node 24 they trip over the promises of
    // other files, which share the process.
    globalHandlers.uninstall();
  }
  return results;
}

export async function expectReplays(world: OrderWorld, orderId: string): Promise<void> {
  await expectRunReplays(workflowOf(world, orderId));
}

/** One run of any of our workflows. */
export async function expectRunReplays(run: WorkflowHandle): Promise<void> {
  const history = await run.fetchHistory();
  const [replayed] = await replayAll([{ workflowId: run.workflowId, history }]);
  expect(replayed).toBeDefined();
  expect(replayed?.error).toBeUndefined();
}
