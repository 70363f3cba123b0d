/** The one place where an adapter's failure becomes Temporal's. Anything unclassified keeps Temporal's default: retry. */
import { ApplicationFailure, ApplicationFailureCategory, TemporalFailure } from '@temporalio/common';
import { StatementRefused } from '../db/database.js';
import { FAILURE_MESSAGE_CHARACTERS } from '../domain/answer-limits.js';
import { cleanedText } from '../domain/characters.js';
import { DATABASE_FAILURES } from '../domain/failure-texts.js';
import {
  FAILURES,
  LONGEST_RETRY_DELAY_MS,
  OrderFailure,
  type FailureDetails,
  type FailureKind,
} from '../domain/failures.js';
import { chineseOf } from '../domain/told.js';

/**
 * OrderFailure becomes an ApplicationFailure of the same type: never retried where it is final, BENIGN (no warning, no
 * error metric) where the time has just not come, retried after `retryAfterMs` where that is known. Everything else keeps
 * its name; of all, the message is cut and cleaned where Temporal would not take it. The cause is left behind: it would be stored in the history, and causes made by libraries quote
 * requests, rows and addresses.
 */
export function toApplicationFailure(error: unknown): unknown {
  if (error instanceof StatementRefused) return toApplicationFailure(recordRefused(error));
  if (!(error instanceof OrderFailure)) return reportable(error);
  const kind = FAILURES[error.type];
  const { retryAfterMs, missing } = error.options;
  const chinese = chineseOf(error.words);
  const details: FailureDetails = {
    ...missing,
    ...(chinese !== undefined && { chinese: reportableText(chinese) }),
  };
  return ApplicationFailure.create({
    message: reportableText(error.message),
    type: error.type,
    nonRetryable: kind === 'final',
    ...(Object.keys(details).length > 0 && { details: [details] }),
    ...(kind === 'wait' ? { category: ApplicationFailureCategory.BENIGN } : {}),
    ...(retryAfterMs === undefined ? {} : { nextRetryDelay: believed(kind, retryAfterMs) }),
  });
}

/**
 * Of a length, and of characters, that Temporal takes: what can't be reported would be tried again for ever, and what it did
 * done again each time.
 */
function reportableText(text: string): string {
  return cleanedText(text, { longest: FAILURE_MESSAGE_CHARACTERS, lines: true });
}

function reportable(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof TemporalFailure) return error;
  const message = reportableText(error.message);
  if (message === error.message) return error;
  return ApplicationFailure.create({ message, type: error.name });
}

/** What Postgres does not take will not be taken the next time either, until something is mended. */
function recordRefused({ message }: StatementRefused): OrderFailure {
  return new OrderFailure('RecordRefused', DATABASE_FAILURES.refused(message));
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
