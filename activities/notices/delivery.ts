/** One notice on one channel: claimed, judged once more, sent, settled. What fails is tried again by the activity's retries. */
import { NOTICE_FAILURES } from '../../domain/failure-texts.js';
import type { Database } from '../../db/database.js';
import type { MasterKey } from '../../db/sealed-values.js';
import {
  claimDelivery,
  loadDeliveryOutcome,
  loadNotice,
  releaseDelivery,
  settleDelivery,
  type ClaimedDelivery,
  type DeliveryKey,
  type NoticeToDeliver,
} from '../../db/statements/notices/deliveries.js';
import { loadNoticeSubject, type NoticeSubjectRecord } from '../../db/statements/notices/posting.js';
import type { StoredPreferences } from '../../db/statements/notices/preferences.js';
import { openWebhookSecret } from '../../db/webhook-secrets.js';
import { OrderFailure } from '../../domain/failures.js';
import { NOTICE_CLAIM_MS, NOTICE_GIVE_UP_MS, untilNextAttempt } from '../../domain/notices/policy.js';
import { isSwitchedOff } from '../../domain/notices/preferences.js';
import { isOvertakenBy, noticeHolds } from '../../domain/notices/standing.js';
import { orderPageUrls, type PageAddresses } from '../../domain/orders/pages.js';
import type { DeliveryOutcome } from '../../domain/notices/words.js';
import type { Clock } from '../attempt-clock.js';
import type { NoticeChannel } from './channel.js';
import { isSilenced, mailRecipient } from './posting.js';
import type { WebhookChannel } from './channels/webhook.js';
import { composeMail } from './mail/composing.js';
import { renderMail } from './mail/rendering.js';
import { sendBySms, type SmsChannel } from './sms/channel.js';

export interface DeliveryDependencies {
  readonly database: Database;
  readonly masterKeys: readonly MasterKey[];
  /** Absent: no mail server is configured. */
  readonly mail?: NoticeChannel;
  readonly webhook: WebhookChannel;
  /** Absent: no text messages are sent. */
  readonly sms?: SmsChannel;
  /** Where people look at orders in a browser. */
  readonly pages: PageAddresses;
  readonly clock: Clock;
}

type Settled = Exclude<DeliveryOutcome, 'pending'>;

/**
 * Returns once the delivery is settled. Throws OrderFailure with the time of the next attempt while the channel does not take
 * it, or another attempt has claimed it. Only where a process dies between the channel's yes and the record of it is the
 * notice sent again, under the same id: a notice lost would be worse.
 */
export async function deliver(dependencies: DeliveryDependencies, key: DeliveryKey): Promise<void> {
  const { database, clock } = dependencies;
  const notice = await loadNotice(database, key.noticeId);
  if (!notice) return;
  const claimed = await claimDelivery(database, key, new Date(clock()), NOTICE_CLAIM_MS);
  if (!claimed) {
    if ((await loadDeliveryOutcome(database, key)) !== 'pending') return;
    throw new OrderFailure('StillWaiting', NOTICE_FAILURES.sentByAnother, {
      retryAfterMs: NOTICE_CLAIM_MS,
    });
  }
  const outcome = await attempt(dependencies, key, notice, claimed);
  await settleDelivery(database, key, claimed.attempt, outcome, new Date(clock()));
}

async function attempt(
  dependencies: DeliveryDependencies,
  key: DeliveryKey,
  notice: NoticeToDeliver,
  claimed: ClaimedDelivery,
): Promise<Settled> {
  const { database, clock } = dependencies;
  const about = await loadNoticeSubject(database, notice.subject);
  if (!about || !noticeHolds(notice, about, clock())) return 'left';
  if (about.posted.some((other) => isOvertakenBy(notice, other))) return 'skipped';
  try {
    return await send(dependencies, key, notice, about);
  } catch (error) {
    if (!(error instanceof OrderFailure)) throw error;
    if (clock() - claimed.firstAttemptedAt.getTime() >= NOTICE_GIVE_UP_MS) return 'undeliverable';
    await releaseDelivery(database, key, claimed.attempt, error.words);
    throw new OrderFailure(error.type, error.words, { retryAfterMs: untilNextAttempt(claimed.attempt) });
  }
}

/** Preferences and addresses of this moment, not of the moment when it was posted. */
async function send(
  dependencies: DeliveryDependencies,
  { channel }: DeliveryKey,
  notice: NoticeToDeliver,
  about: NoticeSubjectRecord,
): Promise<Settled> {
  const { preferences } = about;
  // The inbox has a notice from the moment it is posted.
  if (channel === 'inbox') return 'delivered';
  if (isSilenced(notice, about) || isSwitchedOff(preferences.switchedOff, notice.kind, channel))
    return 'switched-off';
  if (channel === 'mail') return await sendMail(dependencies, notice, about);
  if (channel === 'webhook') return await sendWebhook(dependencies, notice, preferences);
  if (!preferences.sms) return 'switched-off';
  return dependencies.sms ? await sendBySms(dependencies.sms, notice, about) : 'not-configured';
}

async function sendMail(
  { mail, database, pages }: DeliveryDependencies,
  notice: NoticeToDeliver,
  about: NoticeSubjectRecord,
): Promise<Settled> {
  const recipient = mailRecipient(about);
  if (recipient === undefined) return 'no-recipient';
  if (!mail) return 'not-configured';
  const pageOf = (orderId: string) => orderPageUrls(orderId, pages).console;
  const { content, attachments } = await composeMail(database, notice, about, pageOf);
  const rendered = renderMail(content, about.preferences);
  await mail.send({ recipient, id: notice.noticeId, attachments, ...rendered });
  return 'delivered';
}

async function sendWebhook(
  { webhook, masterKeys }: DeliveryDependencies,
  { noticeId, account, subject, kind, occasion, rung, postedAt, texts }: NoticeToDeliver,
  { webhookUrl, sealedWebhookSecret, language }: StoredPreferences,
): Promise<Settled> {
  if (webhookUrl === null || sealedWebhookSecret === null) return 'not-configured';
  await webhook.send({
    url: webhookUrl,
    secret: openWebhookSecret(sealedWebhookSecret, account, masterKeys),
    notice: { noticeId, account, ...subject, kind, occasion, rung, postedAt, language, texts },
  });
  return 'delivered';
}
