/** One outcome per notice and channel: claimed by one sender at a time, settled once. Time is the caller's, not the database's. */
import type { Bilingual } from '../../../domain/bilingual.js';
import type {
  DeliveryOutcome,
  NoticeChannelName,
  NoticeSubject,
  NoticeText,
} from '../../../domain/notices/words.js';
import type { ToldNotice } from '../../../domain/notices/standing.js';
import type { Queryable } from '../../database.js';
import { bothOf, chineseIn } from '../reasons.js';

export interface NoticeToDeliver extends ToldNotice {
  readonly noticeId: string;
  readonly account: string;
  readonly subject: NoticeSubject;
  readonly texts: NoticeText;
  /** ISO 8601, UTC. */
  readonly postedAt: string;
}

/** Undefined where it, or what it was about, is gone. */
export async function loadNotice(
  database: Queryable,
  noticeId: string,
): Promise<NoticeToDeliver | undefined> {
  const { rows } = await database.query<NoticeRow>(
    `select notice_id as "noticeId", account, kind, occasion, rung, texts, posted_at, order_id, certificate_id,
            revocation_id, delegation_id
       from account_notices
      where notice_id = $1`,
    [noticeId],
  );
  const [row] = rows;
  if (!row) return undefined;
  const { order_id, certificate_id, revocation_id, delegation_id, posted_at, ...notice } = row;
  return {
    ...notice,
    postedAt: posted_at.toISOString(),
    subject: subjectOf({ order_id, certificate_id, revocation_id, delegation_id }),
  };
}

interface NoticeRow extends ToldNotice {
  readonly noticeId: string;
  readonly account: string;
  readonly texts: NoticeText;
  readonly posted_at: Date;
  readonly order_id: string | null;
  readonly certificate_id: string | null;
  readonly revocation_id: string | null;
  readonly delegation_id: string | null;
}

/** The table holds exactly one of them. */
function subjectOf(
  row: Pick<NoticeRow, 'order_id' | 'certificate_id' | 'revocation_id' | 'delegation_id'>,
): NoticeSubject {
  if (row.order_id !== null) return { orderId: row.order_id };
  if (row.certificate_id !== null) return { certificateId: row.certificate_id };
  return row.revocation_id === null
    ? { delegationId: row.delegation_id ?? '' }
    : { revocationId: row.revocation_id };
}

export interface DeliveryKey {
  readonly noticeId: string;
  readonly channel: NoticeChannelName;
}

/** An attempt that may send: what it ends with is written under its number. */
export interface ClaimedDelivery {
  /** From 1. */
  readonly attempt: number;
  readonly firstAttemptedAt: Date;
}

/** Undefined where it is settled, or another attempt claimed it less than `respectedMs` ago. */
export async function claimDelivery(
  database: Queryable,
  { noticeId, channel }: DeliveryKey,
  now: Date,
  respectedMs: number,
): Promise<ClaimedDelivery | undefined> {
  const { rows } = await database.query<ClaimedDelivery>(
    `update notice_deliveries
        set claimed_at = $3, attempts = attempts + 1, first_attempted_at = coalesce(first_attempted_at, $3)
      where notice_id = $1 and channel = $2 and outcome = 'pending'
        and (claimed_at is null or claimed_at <= $4)
      returning attempts as attempt, first_attempted_at as "firstAttemptedAt"`,
    [noticeId, channel, now, new Date(now.getTime() - respectedMs)],
  );
  return rows[0];
}

/** What is still to be delivered. */
export async function loadPendingChannels(
  database: Queryable,
  noticeId: string,
): Promise<NoticeChannelName[]> {
  const { rows } = await database.query<{ channel: NoticeChannelName }>(
    `select channel from notice_deliveries where notice_id = $1 and outcome = 'pending' order by channel`,
    [noticeId],
  );
  return rows.map(({ channel }) => channel);
}

/** Undefined where there is no such delivery. */
export async function loadDeliveryOutcome(
  database: Queryable,
  { noticeId, channel }: DeliveryKey,
): Promise<DeliveryOutcome | undefined> {
  const { rows } = await database.query<{ outcome: DeliveryOutcome }>(
    'select outcome from notice_deliveries where notice_id = $1 and channel = $2',
    [noticeId, channel],
  );
  return rows[0]?.outcome;
}

/** The attempt failed, and another one may follow. `failure`: what the channel said, without personal data. */
export async function releaseDelivery(
  database: Queryable,
  { noticeId, channel }: DeliveryKey,
  attempt: number,
  failure: Bilingual,
): Promise<void> {
  await database.query(
    `update notice_deliveries set claimed_at = null, last_failure = $4, failure_words = $5
      where notice_id = $1 and channel = $2 and outcome = 'pending' and attempts = $3`,
    [noticeId, channel, attempt, failure.en, bothOf(failure)],
  );
}

/** Only the newest attempt settles; what is settled stays. */
export async function settleDelivery(
  database: Queryable,
  { noticeId, channel }: DeliveryKey,
  attempt: number,
  outcome: Exclude<DeliveryOutcome, 'pending'>,
  now: Date,
): Promise<void> {
  await database.query(
    `update notice_deliveries set outcome = $4, settled_at = $5, claimed_at = null
      where notice_id = $1 and channel = $2 and outcome = 'pending' and attempts = $3`,
    [noticeId, channel, attempt, outcome, now],
  );
}

export interface DeliveryRecord {
  readonly channel: NoticeChannelName;
  readonly outcome: DeliveryOutcome;
  readonly attempts: number;
  /** ISO 8601, UTC. */
  readonly settledAt: string | null;
  readonly lastFailure: string | null;
  /** The same in Chinese, where the words are ours. */
  readonly lastFailureChinese: string | null;
}

export async function listDeliveries(database: Queryable, noticeId: string): Promise<DeliveryRecord[]> {
  const { rows } = await database.query<Omit<DeliveryRecord, 'settledAt'> & { settledAt: Date | null }>(
    `select channel, outcome, attempts, settled_at as "settledAt", last_failure as "lastFailure",
            ${chineseIn('last_failure', 'failure_words')} as "lastFailureChinese"
       from notice_deliveries
      where notice_id = $1
      order by array_position(array['inbox', 'mail', 'webhook', 'sms'], channel)`,
    [noticeId],
  );
  return rows.map((row) => ({ ...row, settledAt: row.settledAt?.toISOString() ?? null }));
}
