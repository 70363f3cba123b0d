/** What people are told while they are waited for, and notices on their way out. */
import type { ReminderOfToday } from '../../domain/notices/asked-again.js';
import type { NoticeKind, NoticeChannelName } from '../../domain/notices/words.js';
import type { StartedWait } from '../../domain/waits.js';

/** Remote: people. */
export interface NoticeActivities {
  /**
   * Sends the reminders of a wait on a person, each once, and returns at its deadline. Its own retries wait, so that
   * waiting adds no history; the workflow cancels it when the person has acted.
   */
  remindUntilDeadline(request: ReminderRequest): Promise<void>;
  /** Whether the subscriber may be told once more: where it is their turn, and they were not on this day of the wait. */
  reminderOfToday(orderId: string): Promise<ReminderOfToday>;
  /** Tells them. Idempotent. Resolves to the notice's id; null where the order waits for this no longer. */
  postReminder(request: AskedReminderRequest): Promise<string | null>;
}

export interface ReminderRequest {
  readonly orderId: string;
  /** Of a request to revoke the order's certificate, where that is what waits. */
  readonly revocationId?: string;
  readonly wait: StartedWait;
}

/** Of the wait's own ladder, beside its rungs (domain/notices/asked-again.ts). */
export interface AskedReminderRequest {
  readonly orderId: string;
  readonly occasion: string;
  readonly rung: number;
}

export interface PostNoticeRequest {
  readonly certificateId: string;
  readonly kind: NoticeKind;
  readonly occasion: string;
  readonly rung: number;
}

/** Remote: notices to people, one channel at a time. */
export interface DeliveryActivities {
  /**
   * Delivers a posted notice, at most once as far as the channel can tell, and settles its outcome. Waits by its own retries
   * while the channel does not take it; settles it as `left` or `skipped` where what it tells of is no longer so.
   */
  deliverNotice(request: { readonly noticeId: string; readonly channel: NoticeChannelName }): Promise<void>;
}
