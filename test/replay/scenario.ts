/** One way through the order workflow that a running order may have taken: what it is made of, and how it is played. */
import type { History } from '@temporalio/common/lib/proto-utils.js';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { FinalState } from '../../domain/order.js';
import type { OrderWorld, OrderWorldOptions } from '../support/order-world.js';
import { ended, workflowOf } from '../support/orders.js';

/** A world of the scenario's own; `time` is there where the scenario skips time. */
export interface Stage {
  readonly world: OrderWorld;
  readonly time: TestWorkflowEnvironment | undefined;
}

export interface Scenario {
  /** The first part of its file names. */
  readonly name: string;
  readonly protects: string;
  readonly ends: FinalState;
  readonly options?: OrderWorldOptions;
  /** Needs the server that skips time. */
  readonly skipsTime?: boolean;
  /** Plays the order to its end; resolves to its id. */
  readonly play: (stage: Stage) => Promise<string>;
}

/** Plays a scenario to its end; resolves to the workflow's history. Throws where the order ended otherwise. */
export async function play(scenario: Scenario, stage: Stage): Promise<History> {
  const orderId = await scenario.play(stage);
  const { state, reason } = await ended(stage.world, orderId);
  if (state !== scenario.ends) throw new Error(`${scenario.name} ended as ${state}: ${reason ?? ''}`);
  return await workflowOf(stage.world, orderId).fetchHistory();
}
