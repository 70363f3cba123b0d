/** Reminders of a wait: the newest rung that is due is posted, once; older ones that were missed are not told any more. */
import { toldRung } from '../../db/statements/notices/told-rungs.js';
import type { ReminderOfToday } from '../../domain/notices/asked-again.js';
import { dueReminders, ladderOf, type StartedWait } from '../../domain/waits.js';
import type { AskedReminderRequest } from '../../workflows/activity-contract/notices.js';
import { reminderOfToday } from './asked-reminders.js';
import { postNotice, type PostingDependencies } from './posting.js';

export interface DueReminders {
  /**
   * Posts the newest rung that is due and was not posted before; older ones that were missed are settled as `skipped`.
   * Returns the notice's id, undefined where none is due yet or the order no longer waits for this. Delivery is not waited
   * for. Throws OrderFailure `DatabaseUnavailable`, `TemporalUnavailable`.
   */
  sendDue(orderId: string, wait: StartedWait): Promise<string | undefined>;
  /** The same of a request to revoke. */
  sendDueOfRevocation(revocationId: string, wait: StartedWait): Promise<string | undefined>;
  /** Whether somebody may ask for one beside the ladder. */
  ofToday(orderId: string): Promise<ReminderOfToday>;
  /** The one that is asked for. Undefined where the order no longer waits for this. Throws as `sendDue`. */
  sendAsked(request: AskedReminderRequest): Promise<string | undefined>;
}

export function createDueReminders(dependencies: PostingDependencies): DueReminders {
  const { database, clock } = dependencies;
  return {
    async sendDue(orderId, wait) {
      const due = dueReminders(wait, clock());
      const rung = due.at(-1);
      if (rung === undefined) return undefined;
      const occasion = ladderOf(wait);
      const told = await toldRung(database, orderId, occasion, rung);
      if (told.byOlderWorker || told.noticeId !== undefined) return told.noticeId;
      const request = { subject: { orderId }, kind: 'waiting', occasion, rung, wait } as const;
      return await postNotice(dependencies, request, due.slice(0, -1));
    },
    async sendDueOfRevocation(revocationId, wait) {
      const rung = dueReminders(wait, clock()).at(-1);
      if (rung === undefined) return undefined;
      const occasion = ladderOf(wait);
      return await postNotice(dependencies, {
        subject: { revocationId },
        kind: 'waiting',
        occasion,
        rung,
        wait,
      });
    },
    ofToday: (orderId) => reminderOfToday(dependencies, orderId),
    sendAsked: ({ orderId, ...told }) =>
      postNotice(dependencies, { subject: { orderId }, kind: 'waiting', ...told }),
  };
}
