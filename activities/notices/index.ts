/** Waiting for a person: the reminders are posted, each once, until the deadline. And notices on their way out. */
import { ORDER_REASONS } from '../../domain/orders/reason-texts.js';
import { DEFAULT_TIME_ZONE, localTime } from '../../domain/time-zone.js';
import type { Database } from '../../db/database.js';
import { orderExists } from '../../db/statements/orders/row.js';
import { OrderFailure, recordMissing } from '../../domain/failures.js';
import { deadlinePassed, untilNextRung } from '../../domain/waits.js';
import type { DeliveryActivities, NoticeActivities } from '../../workflows/activity-contract/notices.js';
import type { Clock } from '../attempt-clock.js';
import { withClassifiedFailures } from '../failures.js';
import { deliver, type DeliveryDependencies } from './delivery.js';
import type { DueReminders } from './due-reminders.js';

export interface NoticeDependencies {
  readonly database: Database;
  readonly reminders: DueReminders;
  readonly clock: Clock;
}

export function createNoticeActivities({ database, reminders, clock }: NoticeDependencies): NoticeActivities {
  return withClassifiedFailures({
    async remindUntilDeadline({ orderId, revocationId, wait }) {
      if (!(await orderExists(database, orderId))) throw recordMissing({ record: 'order', id: orderId });
      if (deadlinePassed(wait, clock())) return;
      if (revocationId === undefined) await reminders.sendDue(orderId, wait);
      else await reminders.sendDueOfRevocation(revocationId, wait);
      const until = localTime(wait.deadline, DEFAULT_TIME_ZONE);
      throw new OrderFailure('StillWaiting', ORDER_REASONS.waitingUntil(wait.wait, wait.deadline, until), {
        // Never zero: Temporal reads zero as "no delay given".
        retryAfterMs: Math.max(1, untilNextRung(wait, clock())),
      });
    },
    reminderOfToday: (orderId) => reminders.ofToday(orderId),
    postReminder: async (request) => (await reminders.sendAsked(request)) ?? null,
  } satisfies NoticeActivities);
}

export function createDeliveryActivities(dependencies: DeliveryDependencies): DeliveryActivities {
  return withClassifiedFailures({
    deliverNotice: (request) => deliver(dependencies, request),
  } satisfies DeliveryActivities);
}
