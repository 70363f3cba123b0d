/** Reminders of a wait: each rung of the ladder once, as a promise with an outcome. */
import { createHash } from 'node:crypto';
import type { Database } from '../../db/database.js';
import {
  claimNotice,
  loadNoticeOutcome,
  settleNotice,
  skipNotices,
  type NoticeKey,
  type NoticeOutcome,
} from '../../db/statements/notices.js';
import { loadNoticeSubject, type NoticeSubject } from '../../db/statements/orders.js';
import { OrderFailure } from '../../domain/failures.js';
import type { Bilingual } from '../../domain/order.js';
import { inBothLanguages, reminderText, replacedRandomValuesText } from '../../domain/reminders.js';
import { dueReminders, ladderOf, type StartedWait } from '../../domain/waits.js';
import type { Clock } from '../attempt-clock.js';
import type { NoticeChannel } from './notice-channel.js';
import { recipientOf } from './recipient.js';

export interface DueReminders {
  /**
   * Sends the newest rung that is due and was not sent before; older ones that were missed are settled as `skipped`.
   * Returns where the newest rung stands, undefined where none is due yet. A notice that can't be sent doesn't throw: it is
   * recorded as `failed` and tried again by later calls, until a newer rung overtakes it.
   *
   * A rung is claimed in the database before it is sent, so that no two workers send it. Only where a process dies
   * between the mail server's yes and the record of it does the claim lapse and the mail go out again, under the same
   * Message-ID: a reminder lost would be worse.
   */
  sendDue(orderId: string, wait: StartedWait): Promise<NoticeOutcome | undefined>;
}

export interface ReminderDependencies {
  readonly database: Database;
  /** Absent: no mail server is configured. */
  readonly channel?: NoticeChannel;
  readonly clock: Clock;
  /** Told why a notice could not be sent; for the log. */
  readonly onFailure?: (orderId: string, failure: OrderFailure) => void;
}

export function createDueReminders(dependencies: ReminderDependencies): DueReminders {
  const { database, clock } = dependencies;
  return {
    async sendDue(orderId, wait) {
      const due = dueReminders(wait, clock());
      const newest = due.at(-1);
      if (newest === undefined) return undefined;
      const key = { orderId, occasion: ladderOf(wait), rungDays: newest };
      if (!(await claimNotice(database, key, wait.wait))) return await loadNoticeOutcome(database, key);
      await skipNotices(database, orderId, key.occasion, due.slice(0, -1));
      const outcome = await send(dependencies, key, wait);
      await settleNotice(database, key, outcome);
      return outcome;
    },
  };
}

async function send(
  { database, channel, onFailure }: ReminderDependencies,
  key: NoticeKey,
  wait: StartedWait,
): Promise<Exclude<NoticeOutcome, 'pending'>> {
  const subject = await loadNoticeSubject(database, key.orderId);
  const recipient = recipientOf(subject?.form);
  if (!subject || recipient === undefined) return 'no-recipient';
  if (!channel) return 'no-channel';
  const { names } = subject;
  const nextAction = nextActionOf(subject, wait) ?? LOOK_AT_THE_ORDER;
  const letter = letterFor(wait, key.rungDays, { orderId: key.orderId, names, nextAction });
  try {
    await channel.send({ recipient, id: idOf(key), ...inBothLanguages(letter) });
    return 'sent';
  } catch (error) {
    if (!(error instanceof OrderFailure)) throw error;
    onFailure?.(key.orderId, error);
    return 'failed';
  }
}

/** A ladder that began later than its wait began anew with new random values. */
function letterFor(wait: StartedWait, rungDays: number, order: Parameters<typeof reminderText>[2]) {
  return rungDays === 0 && wait.ladderSince !== wait.since
    ? replacedRandomValuesText(wait, order)
    : reminderText(wait, rungDays, order);
}

/** Of two proofs side by side, the order tells the more pressing one's action: a notice tells that of its own. */
function nextActionOf({ tracks, nextAction }: NoticeSubject, { wait }: StartedWait): Bilingual | null {
  const track = tracks?.find(({ status, waitingOn }) => status === 'open' && waitingOn === wait);
  return track?.nextAction ?? nextAction;
}

const LOOK_AT_THE_ORDER: Bilingual = {
  zh: '请查看订单详情。',
  en: 'Please look at the order.',
};

function idOf({ orderId, occasion, rungDays }: NoticeKey): string {
  return createHash('sha256')
    .update(JSON.stringify([orderId, occasion, rungDays]))
    .digest('hex')
    .slice(0, 32);
}
