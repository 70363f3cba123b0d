/** One way through a workflow that a running one may have taken: what it is made of, and how it is played. */
import type { WorkflowHandle } from '@temporalio/client';
import type { History } from '@temporalio/common/lib/proto-utils.js';
import type { FinalState } from '../../domain/orders/states.js';
import type { OrderWorld, OrderWorldOptions } from '../support/order-world.js';
import { ended, workflowOf } from '../support/orders.js';
import type { SkippedTimeWorld } from '../support/skipped-time.js';
import { until } from '../support/until.js';

/** A world of the scenario's own; `skipped` is there where the scenario skips time. */
export interface Stage {
  readonly world: OrderWorld;
  readonly skipped: SkippedTimeWorld | undefined;
}

export interface Scenario {
  /** The first part of its file names. */
  readonly name: string;
  readonly protects: string;
  /** Of an order: what it ends as. Absent where another workflow is recorded. */
  readonly ends?: FinalState;
  readonly options?: OrderWorldOptions;
  /** Needs the server that skips time. */
  readonly skipsTime?: boolean;
  /** Plays to the end; resolves to the id of the order, or of what `recorded` knows. */
  readonly play: (stage: Stage) => Promise<string>;
  /** The run that is recorded; the order's unless given. */
  readonly recorded?: (world: OrderWorld, id: string) => WorkflowHandle | Promise<WorkflowHandle>;
}

/** Plays a scenario to its end; resolves to the workflow's history. Throws where the order ended otherwise. */
export async function play(scenario: Scenario, { world, skipped }: Stage): Promise<History> {
  const id = await scenario.play({ world, skipped });
  if (scenario.ends) await expectEnd(scenario, world, id);
  const run = scenario.recorded ? await scenario.recorded(world, id) : workflowOf(world, id);
  await until(`the end of ${scenario.name}`, async () => (await run.describe()).status.name !== 'RUNNING');
  return await run.fetchHistory();
}

/** Throws where the scenario does not skip time. */
export function skippedTimeOf({ skipped }: Stage): SkippedTimeWorld {
  if (!skipped) throw new Error('This scenario needs a world that skips time: `skipsTime`.');
  return skipped;
}

async function expectEnd({ name, ends }: Scenario, world: OrderWorld, orderId: string): Promise<void> {
  const { state, reason } = await ended(world, orderId);
  if (state !== ends) throw new Error(`${name} ended as ${state}: ${reason ?? ''}`);
}
