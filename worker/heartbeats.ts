/** Signs of life of remote activities, so that the step of a worker that was killed is taken up soon, not at its timeout. */
import { Context } from '@temporalio/activity';

/** A third of `heartbeatTimeout` in workflows/activity-options.ts: a busy machine may be late twice. */
export const HEARTBEAT_INTERVAL_MS = 5_000;

type Activity = (...input: unknown[]) => Promise<unknown>;

/** The same activities; each says that it lives for as long as it runs. A short one ends before its first word, and costs nothing. */
export function withHeartbeats<Activities extends object>(activities: Activities): Activities {
  const living = Object.entries(activities as Record<string, Activity>).map(
    ([name, activity]) => [name, withHeartbeat(activity.bind(activities))] as const,
  );
  return Object.fromEntries(living) as Activities;
}

function withHeartbeat(activity: Activity): Activity {
  return async (...input) => {
    const context = Context.current();
    const beating = setInterval(() => context.heartbeat(), HEARTBEAT_INTERVAL_MS);
    try {
      return await activity(...input);
    } finally {
      clearInterval(beating);
    }
  };
}
