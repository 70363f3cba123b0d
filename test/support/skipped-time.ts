/** A world whose days pass in moments: Temporal skips time, and the CA, the client and every activity live in that same time. */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { attemptClock } from '../../activities/attempt-clock.js';
import type { Activities } from '../../worker/activities.js';
import { createOrderWorld, type OrderWorld, type OrderWorldOptions } from './order-world.js';
import { createTimeSkippingServer } from './temporal.js';

export interface SkippedTimeWorld {
  readonly world: OrderWorld;
  readonly time: TestWorkflowEnvironment;
  /** What time it is in this world, as far as it has got; milliseconds since the epoch. */
  readonly now: () => number;
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
  const time = await createTimeSkippingServer();
  try {
    const world = await createOrderWorld({
      ...options,
      temporal: time,
      caClock: () => new Date(now()),
      clientClock: now,
      changedActivities: (real) => learning(options.changedActivities?.(real) ?? real, learn),
      overrides: { clock: learn, ...options.overrides },
    });
    return {
      world,
      time,
      now,
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
  return Object.fromEntries(changed) as unknown as Activities;
}
