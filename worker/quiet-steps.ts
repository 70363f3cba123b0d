/**
 * Steps that are tried once: those that an order takes without having told anybody what it waits for, and looks that people ask
 * for. Where a step lasts that nobody was told of, the order hears of it while it is still under way, and tells.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from '@temporalio/activity';
import type { ActivityExecuteInput, ActivityInterceptorsFactory } from '@temporalio/worker';
import { failureAgain, lastingAfter } from '../activities/lasting.js';
import {
  LASTS_AFTER_MS,
  LASTS_ANYHOW_AFTER_MS,
  NEWEST_SHARE,
  SLOWER_THAN_OTHERS,
  TELLING_TIMEOUT_MS,
} from '../domain/lasting-steps.js';
import { STEP_LASTS_SIGNAL } from '../domain/workflow-names.js';
import type { Lasting, StepManner } from '../workflows/activity-contract/manner.js';

/** For a worker's `interceptors.activity`: one for all its steps, since they are compared. */
export function quietSteps(): ActivityInterceptorsFactory {
  const usual = new UsualDuration();
  return (context) => ({
    inbound: { execute: (input, next) => executeInItsManner(context, usual, input, next) },
  });
}

type Execute = (input: ActivityExecuteInput) => Promise<unknown>;

async function executeInItsManner(
  context: Context,
  usual: UsualDuration,
  input: ActivityExecuteInput,
  next: Execute,
): Promise<unknown> {
  const { quietly, asked, after } = mannerOf(input);
  const { attempt } = context.info;
  if (after && attempt === 1) throw failureAgain(after);
  if (quietly === undefined && asked === undefined) return await next(input);
  // The first try did not come to its end, or ended in a way that is not known: the order goes on with patience.
  if (attempt > 1) return { lasting: true } satisfies Lasting;
  const work = () => once(() => next(input));
  return quietly === undefined ? await work() : await told(context, usual, quietly, work);
}

async function once(work: () => Promise<unknown>): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    const lasting = lastingAfter(error);
    if (!lasting) throw error;
    return lasting;
  }
}

async function told(
  context: Context,
  usual: UsualDuration,
  turn: number,
  work: () => Promise<unknown>,
): Promise<unknown> {
  const startedAt = performance.now();
  const done = new AbortController();
  void tellIfItLasts(context, turn, usual.lastsAfterMs(), done.signal);
  try {
    return await work();
  } finally {
    usual.add(performance.now() - startedAt);
    done.abort();
  }
}

/** Never fails: what can't be told now is told by the step that goes on. */
async function tellIfItLasts(
  { client, info }: Context,
  turn: number,
  afterMs: number,
  done: AbortSignal,
): Promise<void> {
  const { workflowId, runId } = info.workflowExecution ?? {};
  if (workflowId === undefined) return;
  try {
    await pause(afterMs, undefined, { signal: done });
    const order = client.workflow.getHandle(workflowId, runId);
    await client.withDeadline(Date.now() + TELLING_TIMEOUT_MS, () => order.signal(STEP_LASTS_SIGNAL, turn));
  } catch {
    // Done before, or not heard.
  }
}

/** How long quiet steps take, as the newest ones did. */
class UsualDuration {
  #ms = 0;

  add(ms: number): void {
    this.#ms += (ms - this.#ms) * NEWEST_SHARE;
  }

  lastsAfterMs(): number {
    return Math.min(LASTS_ANYHOW_AFTER_MS, Math.max(LASTS_AFTER_MS, this.#ms * SLOWER_THAN_OTHERS));
  }
}

/** Other steps have other requests, or none. */
function mannerOf({ args: [request] }: ActivityExecuteInput): StepManner {
  return typeof request === 'object' && request !== null ? request : {};
}
