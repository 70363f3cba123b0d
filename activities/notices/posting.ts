/** Notices as promises: posted once, delivered on every channel that the account wants, each with an outcome. */
import { inTransaction, type Database } from '../../db/database.js';
import { loadPendingChannels, skipDeliveries } from '../../db/statements/notices/deliveries.js';
import { loadPreferences, type StoredPreferences } from '../../db/statements/notices/preferences.js';
import {
  insertNotice,
  loadNoticesAbout,
  loadNoticeSubject,
  markHandedOver,
  noticeWasHandedOver,
  type NewNotice,
  type NoticeSubjectRecord,
} from '../../db/statements/notices/posting.js';
import { noticeIdOf } from '../../domain/notices/identity.js';
import {
  EXPIRY_KINDS,
  isSwitchedOff,
  OUTSIDE_CHANNELS,
  type OutsideChannel,
} from '../../domain/notices/preferences.js';
import { isOvertakenBy, noticeHolds } from '../../domain/notices/standing.js';
import type { DeliveryOutcome, NoticeRequest } from '../../domain/notices/words.js';
import type { Clock } from '../attempt-clock.js';
import type { WorkflowStarter } from '../workflow-starter.js';
import { textOf } from './composing.js';
import { recipientOf } from './recipient.js';

export interface Notices {
  /**
   * Idempotent: the same request is the same notice. The inbox has it at once; other channels are delivered by a workflow of
   * the notice's own. Throws OrderFailure `DatabaseUnavailable`, `TemporalUnavailable`.
   */
  post(request: NoticeRequest): Promise<void>;
}

export interface PostingDependencies {
  readonly database: Database;
  readonly starter: Pick<WorkflowStarter, 'deliverNotice'>;
  /** False where no mail server is configured. */
  readonly mailIsConfigured: boolean;
  readonly clock: Clock;
}

export function createNotices(dependencies: PostingDependencies): Notices {
  return {
    async post(request) {
      await postNotice(dependencies, request);
    },
  };
}

/**
 * As `Notices.post`; returns the notice's id, undefined where its subject is gone or has left what is to be told. `missed`:
 * older rungs of the same ladder that were due and perhaps never posted; they are settled as `skipped`.
 */
export async function postNotice(
  dependencies: PostingDependencies,
  request: NoticeRequest,
  missed: readonly number[] = [],
): Promise<string | undefined> {
  const { database, starter, clock } = dependencies;
  const now = new Date(clock());
  const about = await loadNoticeSubject(database, request.subject);
  if (!about) return undefined;
  const noticeId = noticeIdOf(about.account, request);
  const handedOver = await noticeWasHandedOver(database, noticeId);
  if (handedOver === true) return noticeId;
  if (handedOver === undefined) {
    if (!noticeHolds(request, about, now.getTime())) return undefined;
    await store(dependencies, request, about, missed, now);
  }
  // Whoever died between the two is made up for by the next call.
  const channels = await loadPendingChannels(database, noticeId);
  if (channels.length > 0) await starter.deliverNotice(noticeId, channels);
  await markHandedOver(database, noticeId, now);
  return noticeId;
}

async function store(
  { database, mailIsConfigured }: PostingDependencies,
  request: NoticeRequest,
  about: NoticeSubjectRecord,
  missed: readonly number[],
  postedAt: Date,
): Promise<void> {
  const preferences = await loadPreferences(database, about.account);
  const outside = OUTSIDE_CHANNELS.map((channel) => ({
    channel,
    outcome: outcomeAtFirst(channel, request, about, preferences, mailIsConfigured),
  }));
  const told = { ...request, account: about.account, postedAt };
  const inbox = isSilenced(request, about) ? 'switched-off' : 'delivered';
  const skipped: NewNotice[] = missed.map((rung) => ({
    ...told,
    rung,
    noticeId: noticeIdOf(about.account, { ...request, rung }),
    texts: textOf({ ...request, rung }, about),
    deliveries: (['inbox', ...OUTSIDE_CHANNELS] as const).map((channel) => ({ channel, outcome: 'skipped' })),
  }));
  const notice: NewNotice = {
    ...told,
    noticeId: noticeIdOf(about.account, request),
    texts: textOf(request, about),
    deliveries: [{ channel: 'inbox', outcome: inbox }, ...outside],
  };
  await inTransaction(database, async (transaction) => {
    for (const each of [...skipped, notice]) await insertNotice(transaction, each);
    const others = await loadNoticesAbout(transaction, request.subject);
    const overtaken = others.filter((other) => isOvertakenBy(other, request));
    await skipDeliveries(
      transaction,
      overtaken.map(({ noticeId }) => noticeId),
      postedAt,
    );
  });
}

/** `pending` where it is to be delivered; everything else is settled before it is tried. */
function outcomeAtFirst(
  channel: OutsideChannel,
  request: NoticeRequest,
  about: NoticeSubjectRecord,
  preferences: StoredPreferences,
  mailIsConfigured: boolean,
): DeliveryOutcome {
  if (isSilenced(request, about) || isSwitchedOff(preferences.switchedOff, request.kind, channel))
    return 'switched-off';
  if (channel === 'webhook') return preferences.webhookUrl === null ? 'not-configured' : 'pending';
  if (mailRecipient(about, preferences) === undefined) return 'no-recipient';
  return mailIsConfigured ? 'pending' : 'not-configured';
}

/** A certificate's own switch silences what is told of its expiry. */
export function isSilenced({ kind }: Pick<NoticeRequest, 'kind'>, about: NoticeSubjectRecord): boolean {
  return !about.expiryNotices && EXPIRY_KINDS.includes(kind);
}

/** The form's people come first; the account's address is for what has no form, or a form without one. */
export function mailRecipient(
  { form }: NoticeSubjectRecord,
  { mailAddress }: Pick<StoredPreferences, 'mailAddress'>,
): string | undefined {
  return recipientOf(form) ?? mailAddress ?? undefined;
}
