/** A world whose days pass in moments: Temporal skips time, and the CA, the client and every activity live in that same time. */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { attemptClock } from '../../activities/attempt-clock.js';
import type { LifecycleStep } from '../../domain/plans/facts.js';
import type { Activities } from '../../workflows/activity-contract/index.js';
import { createOrderWorld, type OrderWorld, type OrderWorldOptions } from './order-world.js';
import { createTimeSkippingServer } from './temporal.js';

export interface SkippedTimeWorld {
  readonly world: OrderWorld;
  readonly time: TestWorkflowEnvironment;
  /** What time it is in this world, as far as it has got; milliseconds since the epoch. */
  readonly now: () => number;
  /** What each plan's lifecycle has decided last. */
  readonly steps: ReadonlyMap<string, LifecycleStep>;
  /** Lets so much time pass, to this very moment: what falls due on the way happens then. */
  advanceTo(instant: number): Promise<void>;
  stop(): Promise<void>;
}

type Activity = (...input: unknown[]) => Promise<unknown>;

/** Call `stop()` in `afterAll`. */
export async function createSkippedTimeWorld(
  options: Omit<OrderWorldOptions, 'temporal' | 'caClock'> = {},
): Promise<SkippedTimeWorld> {
  let latest = 0;
  const now = () => Math.max(Date.now(), latest);
  const learn = () => (latest = Math.max(latest, attemptClock()));
  const steps = new Map<string, LifecycleStep>();
  const time = await createTimeSkippingServer();
  try {
    const world = await createOrderWorld({
      ...options,
      temporal: time,
      caClock: () => new Date(now()),
      clientClock: now,
      changedActivities: (real) => {
        const changed = learning(options.changedActivities?.(real) ?? real, learn);
        return { ...changed, planNextStep: listened((request) => changed.planNextStep(request), steps) };
      },
      overrides: { clock: learn, ...options.overrides },
    });
    return {
      world,
      time,
      now,
      steps,
      advanceTo: async (instant) => {
        await time.sleep(Math.max(0, instant - (await time.currentTimeMs())));
        latest = Math.max(latest, await time.currentTimeMs());
      },
      stop: async () => {
        try {
          await world.stop();
        } finally {
          await time.teardown();
        }
      },
    };
  } catch (error) {
    await time.teardown();
    throw error;
  }
}

/** While a lifecycle acts, what it decided last is not what it waits for. */
function listened(
  planNextStep: Activities['planNextStep'],
  steps: Map<string, LifecycleStep>,
): Activities['planNextStep'] {
  return async (request) => {
    const step = await planNextStep(request);
    steps.set(request.planId, step);
    return step;
  };
}

/** The CA is asked by activities: before any of them begins, it knows what time it is. */
function learning(real: Activities, learn: () => number): Activities {
  const entries = Object.entries(real as unknown as Record<string, Activity>);
  const changed = entries.map(([name, activity]) => [
    name,
    (...input: unknown[]): Promise<unknown> => {
      learn();
      return activity(...input);
    },
  ]);
  return Object.fromEntries(changed) as Activities;
}
