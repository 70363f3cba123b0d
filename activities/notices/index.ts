/** Waiting for a person: the reminders go out, each once, until the deadline. */
import { OrderFailure } from '../../domain/failures.js';
import { deadlinePassed, untilNextRung, type StartedWait } from '../../domain/waits.js';
import type { NoticeActivities } from '../../workflows/activity-contract.js';
import type { Clock } from '../attempt-clock.js';
import { withClassifiedFailures } from '../failures.js';
import type { NoticeOutcome } from '../../db/statements/notices.js';
import type { DueReminders } from './due-reminders.js';

export interface NoticeDependencies {
  readonly reminders: DueReminders;
  readonly clock: Clock;
}

/** A mail server or a worker that is down for a while must not cost a rung: milliseconds until the next attempt. */
const RETRY_UNSENT_MS = 10 * 60_000;

export function createNoticeActivities({ reminders, clock }: NoticeDependencies): NoticeActivities {
  return withClassifiedFailures({
    async remindUntilDeadline({ orderId, wait }) {
      if (deadlinePassed(wait, clock())) return;
      const outcome = await reminders.sendDue(orderId, wait);
      throw new OrderFailure('StillWaiting', `Waiting on ${wait.wait} until ${wait.deadline}.`, {
        retryAfterMs: untilNextAttempt(wait, outcome, clock()),
      });
    },
  } satisfies NoticeActivities);
}

/** Never zero: Temporal reads zero as "no delay given". */
function untilNextAttempt(wait: StartedWait, outcome: NoticeOutcome | undefined, now: number): number {
  const rung = untilNextRung(wait, now);
  return Math.max(1, outcome === 'failed' || outcome === 'pending' ? Math.min(rung, RETRY_UNSENT_MS) : rung);
}
