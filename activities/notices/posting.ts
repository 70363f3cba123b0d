/** Notices as promises: posted once, delivered on every channel that the account wants, each with an outcome. */
import type { Database, Queryable } from '../../db/database.js';
import { loadPendingChannels } from '../../db/statements/notices/deliveries.js';
import {
  insertNotices,
  loadNoticeSubject,
  markHandedOver,
  type NewNotice,
  type NoticeSubjectRecord,
} from '../../db/statements/notices/posting.js';
import { noticeIdOf } from '../../domain/notices/identity.js';
import {
  EXPIRY_KINDS,
  isSwitchedOff,
  OUTSIDE_CHANNELS,
  tellsBySms,
  type OutsideChannel,
} from '../../domain/notices/preferences.js';
import { isOvertakenBy, noticeHolds } from '../../domain/notices/standing.js';
import type { DeliveryOutcome, NoticeRequest, NoticeSubject } from '../../domain/notices/words.js';
import type { Clock } from '../attempt-clock.js';
import type { WorkflowStarter } from '../workflow-starter.js';
import { textOf } from './composing.js';
import { recipientOf } from './recipient.js';
import { mobileOf } from './sms/channel.js';

export interface Notices {
  /**
   * Idempotent: the same request is the same notice. The inbox has it at once; other channels are delivered by a workflow of
   * the notice's own. Throws OrderFailure `DatabaseUnavailable`, `TemporalUnavailable`.
   */
  post(request: NoticeRequest): Promise<void>;
}

/** Where what is told comes true in our own records: both are kept, or neither. */
export interface TransactionalNotices extends Notices {
  /**
   * As `post`, for what is told of one subject at once, in the transaction that makes it so. Resolves to the handing over of
   * what goes to other channels: to be called once the transaction is committed. Whoever dies between the two is made up for
   * by the next call.
   */
  postWithin(
    transaction: Queryable,
    subject: NoticeSubject,
    told: readonly WhatIsTold[],
  ): Promise<() => Promise<void>>;
}

export type WhatIsTold = Omit<NoticeRequest, 'subject'>;

export interface PostingDependencies {
  readonly database: Database;
  readonly starter: Pick<WorkflowStarter, 'deliverNotice'>;
  /** False where no mail server is configured. */
  readonly mailIsConfigured: boolean;
  /** True where text messages can be sent. */
  readonly smsIsConfigured?: boolean;
  readonly clock: Clock;
}

export function createNotices(dependencies: PostingDependencies): TransactionalNotices {
  return {
    async post(request) {
      await postNotice(dependencies, request);
    },
    async postWithin(transaction, subject, told) {
      const { toHandOver } = await store(dependencies, transaction, subject, told);
      return () => handOver(dependencies, toHandOver);
    },
  };
}

/**
 * As `Notices.post`; returns the notice's id, undefined where its subject is gone or has left what is to be told. `missed`:
 * older rungs of the same ladder that were due and perhaps never posted; they are settled as `skipped`.
 */
export async function postNotice(
  dependencies: PostingDependencies,
  { subject, ...told }: NoticeRequest,
  missed: readonly number[] = [],
): Promise<string | undefined> {
  const { known, toHandOver } = await store(dependencies, dependencies.database, subject, [told], missed);
  await handOver(dependencies, toHandOver);
  return known[0];
}

interface Stored {
  /** Of those that are posted by now, whoever did it. */
  readonly known: readonly string[];
  /** Of those whose other channels are still to be handed over, and which these are where this call posted them. */
  readonly toHandOver: ReadonlyMap<string, readonly OutsideChannel[] | undefined>;
}

/** One read, and one write where something is new. */
async function store(
  dependencies: PostingDependencies,
  database: Queryable,
  subject: NoticeSubject,
  told: readonly WhatIsTold[],
  missed: readonly number[] = [],
): Promise<Stored> {
  const about = await loadNoticeSubject(database, subject);
  if (!about) return { known: [], toHandOver: new Map() };
  const now = new Date(dependencies.clock());
  const requests = told.map((each) => ({ ...each, subject }));
  const posted = new Map(about.posted.map((notice) => [notice.noticeId, notice]));
  const isPosted = (request: NoticeRequest) => posted.get(noticeIdOf(about.account, request));
  const fresh = requests.filter(
    (request) => !isPosted(request) && noticeHolds(request, about, now.getTime()),
  );
  const notices = fresh.flatMap((request) => noticesOf(dependencies, request, about, missed, now));
  const overtaken = about.posted.filter((other) => fresh.some((request) => isOvertakenBy(other, request)));
  const inserted =
    notices.length === 0
      ? []
      : await insertNotices(
          database,
          notices,
          overtaken.map(({ noticeId }) => noticeId),
        );
  const known = [...requests.filter(isPosted), ...fresh].map((request) => noticeIdOf(about.account, request));
  const toHandOver = new Map<string, readonly OutsideChannel[] | undefined>();
  for (const noticeId of known) {
    if (posted.get(noticeId)?.handedOver === true) continue;
    const notice = notices.find((each) => each.noticeId === noticeId && inserted.includes(noticeId));
    toHandOver.set(noticeId, notice && pendingOf(notice));
  }
  return { known, toHandOver };
}

/** Whoever died before this is made up for by the next call. What nobody is to deliver is handed over already. */
async function handOver(
  { database, starter, clock }: PostingDependencies,
  notices: Stored['toHandOver'],
): Promise<void> {
  for (const [noticeId, pending] of notices) {
    if (pending?.length === 0) continue;
    const channels = pending ?? (await loadPendingChannels(database, noticeId));
    if (channels.length > 0) await starter.deliverNotice(noticeId, channels);
    await markHandedOver(database, noticeId, new Date(clock()));
  }
}

function pendingOf({ deliveries }: NewNotice): OutsideChannel[] {
  const pending = deliveries.filter(({ outcome }) => outcome === 'pending').map(({ channel }) => channel);
  return OUTSIDE_CHANNELS.filter((channel) => pending.includes(channel));
}

/** The notice, behind those that it makes needless. */
function noticesOf(
  dependencies: PostingDependencies,
  request: NoticeRequest,
  about: NoticeSubjectRecord,
  missed: readonly number[],
  postedAt: Date,
): NewNotice[] {
  const { wait: _words, ...told } = request;
  const common = { ...told, account: about.account, postedAt };
  const skipped = missed.map((rung): NewNotice => ({
    ...common,
    rung,
    noticeId: noticeIdOf(about.account, { ...request, rung }),
    texts: textOf({ ...request, rung }, about),
    deliveries: (['inbox', ...channelsOf(request, about)] as const).map((channel) => ({
      channel,
      outcome: 'skipped',
    })),
  }));
  const outside = channelsOf(request, about).map((channel) => ({
    channel,
    outcome: outcomeAtFirst(channel, request, about, dependencies),
  }));
  const inbox = isSilenced(request, about) ? 'switched-off' : 'delivered';
  const notice: NewNotice = {
    ...common,
    noticeId: noticeIdOf(about.account, request),
    texts: textOf(request, about),
    deliveries: [{ channel: 'inbox', outcome: inbox }, ...outside],
  };
  return [...skipped, notice];
}

/** Text messages are spoken of only where the account asks for them, and of what they are for. */
function channelsOf(
  request: Pick<NoticeRequest, 'kind' | 'occasion'>,
  { preferences }: NoticeSubjectRecord,
): OutsideChannel[] {
  return OUTSIDE_CHANNELS.filter((channel) => channel !== 'sms' || (preferences.sms && tellsBySms(request)));
}

/** `pending` where it is to be delivered; everything else is settled before it is tried. */
function outcomeAtFirst(
  channel: OutsideChannel,
  request: NoticeRequest,
  about: NoticeSubjectRecord,
  { mailIsConfigured, smsIsConfigured = false }: PostingDependencies,
): DeliveryOutcome {
  const { preferences } = about;
  if (isSilenced(request, about) || isSwitchedOff(preferences.switchedOff, request.kind, channel))
    return 'switched-off';
  if (channel === 'webhook') return preferences.webhookUrl === null ? 'not-configured' : 'pending';
  if (channel === 'sms') {
    if (mobileOf(about.form) === undefined) return 'no-recipient';
    return smsIsConfigured ? 'pending' : 'not-configured';
  }
  if (mailRecipient(about) === undefined) return 'no-recipient';
  return mailIsConfigured ? 'pending' : 'not-configured';
}

/** A certificate's own switch silences what is told of its expiry. */
export function isSilenced({ kind }: Pick<NoticeRequest, 'kind'>, about: NoticeSubjectRecord): boolean {
  return !about.expiryNotices && EXPIRY_KINDS.includes(kind);
}

/** The form's people come first; the account's address is for what has no form, or a form without one. */
export function mailRecipient({ form, preferences }: NoticeSubjectRecord): string | undefined {
  return recipientOf(form) ?? preferences.mailAddress ?? undefined;
}
