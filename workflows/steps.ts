/** The remote steps an order can take: one proxy per profile, and how a step's end is told from its failure. */
import {
  ActivityFailure,
  ApplicationFailure,
  TimeoutFailure,
  isCancellation,
  proxyActivities,
  workflowInfo,
  type ActivityOptions,
} from '@temporalio/workflow';
import type { Bilingual } from '../domain/bilingual.js';
import { chineseIn, type FailureType } from '../domain/failures.js';
import { QUEUE_PRIORITY } from '../domain/queue-priorities.js';
import { turnInALine } from '../domain/orders/status-markdown.js';
import type { StartedWait } from '../domain/waits.js';
import { looksTaskQueue } from '../domain/workflow-names.js';
import type { RemoteActivities } from './activity-contract/index.js';
import {
  COMPENSATION_STEP,
  DEADLINE_GRACE_MS,
  DELIVERY_STEP,
  PATIENT_STEP,
  PAYMENT_STEP,
  WORLD_STEP,
} from './activity-options.js';
import { withRecords } from './missing-records.js';

export const world = withRecords(proxyActivities<RemoteActivities>(WORLD_STEP));
export const patient = withRecords(proxyActivities<RemoteActivities>(PATIENT_STEP));
export const compensation = withRecords(proxyActivities<RemoteActivities>(COMPENSATION_STEP));
export const delivery = proxyActivities<RemoteActivities>(DELIVERY_STEP);

/**
 * A step that belongs to a wait: its line in Temporal's pages tells whose turn it is and until when, 400 bytes at most with the
 * longest name there is (255 bytes). It is given up a little after the wait's deadline. `isExpectedAtOnce`: nobody was told of the
 * wait yet, since mostly there is none; or somebody asked for a look now.
 */
export function within(
  wait: StartedWait,
  profile: ActivityOptions,
  summary: string,
  { isExpectedAtOnce = false }: { readonly isExpectedAtOnce?: boolean } = {},
): ActivityOptions {
  const left = Math.max(0, Date.parse(wait.deadline) - Date.now());
  const whole = `${turnInALine(wait)}: ${summary}`;
  const queue = isExpectedAtOnce ? {} : queueOf(profile);
  return { ...profile, ...queue, scheduleToCloseTimeout: left + DEADLINE_GRACE_MS, summary: whole };
}

/**
 * What waits stands in a queue of its own: however many do, those who can go on are not behind them. There all are alike: a look
 * that always gave way might never be made.
 */
function queueOf(profile: ActivityOptions): Pick<ActivityOptions, 'taskQueue' | 'priority'> {
  if (profile !== PATIENT_STEP && profile !== PAYMENT_STEP) return {};
  const priority = { priorityKey: QUEUE_PRIORITY.usual };
  return { taskQueue: looksTaskQueue(workflowInfo().taskQueue), priority };
}

/**
 * True when the server gave the step up because its time had run out. A cancelled step whose worker died meanwhile ends
 * with a timeout, too: that is a cancellation.
 */
export function ranOutOfTime(error: unknown): boolean {
  return (
    error instanceof ActivityFailure &&
    !wasCancelled(error) &&
    (error.retryState === 'TIMEOUT' || error.cause instanceof TimeoutFailure)
  );
}

/**
 * True when a step was cancelled: also where its last attempt was under way, failed, and was not tried again because of
 * the cancellation. Such an attempt's own failure (a CA that did not answer, a record not there yet) decides nothing.
 */
export function wasCancelled(error: unknown): boolean {
  return (
    isCancellation(error) || (error instanceof ActivityFailure && error.retryState === 'CANCEL_REQUESTED')
  );
}

/** The classified failure behind a step that failed for good, or undefined. */
export function failureBehind(
  error: unknown,
): { type: FailureType; message: string; words: Bilingual } | undefined {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (!(cause instanceof ApplicationFailure) || !cause.type) return undefined;
  const { type, message } = cause;
  return {
    type: type as FailureType,
    message,
    words: { zh: chineseIn(cause.details) ?? message, en: message },
  };
}
