/** The one place where an adapter's failure becomes Temporal's. Anything unclassified keeps Temporal's default: retry. */
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { FAILURES, LONGEST_RETRY_DELAY_MS, OrderFailure, type FailureKind } from '../domain/failures.js';

/**
 * OrderFailure becomes an ApplicationFailure of the same type: never retried where it is final, BENIGN (no warning, no
 * error metric) where the time has just not come, retried after `retryAfterMs` where that is known. Everything else is
 * returned as it is. The cause is left behind: it would be stored in the history, and causes made by libraries quote
 * requests, rows and addresses.
 */
export function toApplicationFailure(error: unknown): unknown {
  if (!(error instanceof OrderFailure)) return error;
  const kind = FAILURES[error.type];
  const { retryAfterMs } = error.options;
  return ApplicationFailure.create({
    message: error.message,
    type: error.type,
    nonRetryable: kind === 'final',
    ...(kind === 'wait' ? { category: ApplicationFailureCategory.BENIGN } : {}),
    ...(retryAfterMs === undefined ? {} : { nextRetryDelay: believed(kind, retryAfterMs) }),
  });
}

/** Our own waits know their deadline; what others ask for is believed up to a limit. */
function believed(kind: FailureKind, retryAfterMs: number): number {
  return kind === 'wait' ? retryAfterMs : Math.min(retryAfterMs, LONGEST_RETRY_DELAY_MS);
}

/** The same activities, throwing what `toApplicationFailure` makes of their failures. */
export function withClassifiedFailures<Activities extends object>(activities: Activities): Activities {
  const classified = Object.entries(activities as Record<string, Activity>).map(
    ([name, activity]) => [name, withClassifiedFailure(activity.bind(activities))] as const,
  );
  return Object.fromEntries(classified) as Activities;
}

type Activity = (...input: unknown[]) => Promise<unknown>;

function withClassifiedFailure(activity: Activity): Activity {
  return async (...input) => {
    try {
      return await activity(...input);
    } catch (error) {
      throw toApplicationFailure(error);
    }
  };
}
