/** Notices: what they are about, posted once each, and which were posted. */
import type {
  DeliveryOutcome,
  NoticeChannelName,
  NoticeSubject,
  NoticeText,
} from '../../../domain/notices/words.js';
import type { SubjectFacts, ToldNotice } from '../../../domain/notices/standing.js';
import type { Bilingual } from '../../../domain/bilingual.js';
import type { Queryable } from '../../database.js';

/** What the records say of what a notice is about. `form` is personal data: whom it goes to is in it. */
export interface NoticeSubjectRecord extends SubjectFacts {
  readonly account: string;
  readonly orderId: string | null;
  readonly certificateId: string | null;
  readonly names: readonly string[];
  readonly deadline: string | null;
  readonly nextAction: Bilingual | null;
  /** Why an order or a revocation stands where it stands. */
  readonly reason: string | null;
  /** The certificate's own switch. */
  readonly expiryNotices: boolean;
  readonly form: unknown;
}

const SUBJECTS = {
  order: `
    select account, order_id, certificate_id, names, state, waiting_on, since, deadline, next_action, tracks, reason,
           form, null::timestamptz as not_after, null::timestamptz as revoked_at, null as replaced_by,
           true as expiry_notices
      from orders
     where order_id = $1`,
  certificate: `
    select c.account, c.order_id, c.certificate_id, c.names, null as state, null as waiting_on,
           null::timestamptz as since, null::timestamptz as deadline, null::jsonb as next_action, null::jsonb as tracks,
           null as reason, o.form, c.not_after, c.revoked_at, c.replaced_by, c.expiry_notices
      from certificates c
      left join orders o on o.order_id = c.order_id
     where c.certificate_id = $1`,
  revocation: `
    select r.account, r.order_id, r.certificate_id, c.names, null as state,
           case when r.ended_at is null then r.waiting_on end as waiting_on, r.since, r.deadline, r.next_action,
           null::jsonb as tracks, r.detail as reason, o.form, c.not_after, c.revoked_at, c.replaced_by,
           true as expiry_notices
      from revocations r
      join certificates c on c.certificate_id = r.certificate_id
      left join orders o on o.order_id = r.order_id
     where r.revocation_id = $1`,
};

export async function loadNoticeSubject(
  database: Queryable,
  subject: NoticeSubject,
): Promise<NoticeSubjectRecord | undefined> {
  const [kind, id] = subjectKey(subject);
  const { rows } = await database.query<SubjectRow>(SUBJECTS[kind], [id]);
  const [row] = rows;
  if (!row) return undefined;
  return {
    account: row.account,
    orderId: row.order_id,
    certificateId: row.certificate_id,
    names: row.names,
    state: row.state,
    waitingOn: row.waiting_on,
    tracks: row.tracks,
    nextAction: row.next_action,
    reason: row.reason,
    replacedBy: row.replaced_by,
    expiryNotices: row.expiry_notices,
    form: row.form,
    since: isoOf(row.since),
    deadline: isoOf(row.deadline),
    notAfter: isoOf(row.not_after),
    revokedAt: isoOf(row.revoked_at),
  };
}

interface SubjectRow {
  readonly account: string;
  readonly order_id: string | null;
  readonly certificate_id: string | null;
  readonly names: string[];
  readonly state: NoticeSubjectRecord['state'];
  readonly waiting_on: string | null;
  readonly since: Date | null;
  readonly deadline: Date | null;
  readonly next_action: Bilingual | null;
  readonly tracks: NoticeSubjectRecord['tracks'];
  readonly reason: string | null;
  readonly form: unknown;
  readonly not_after: Date | null;
  readonly revoked_at: Date | null;
  readonly replaced_by: string | null;
  readonly expiry_notices: boolean;
}

function subjectKey(subject: NoticeSubject): [keyof typeof SUBJECTS, string] {
  if ('orderId' in subject) return ['order', subject.orderId];
  return 'certificateId' in subject
    ? ['certificate', subject.certificateId]
    : ['revocation', subject.revocationId];
}

function isoOf(instant: Date | null): string | null {
  return instant?.toISOString() ?? null;
}

export interface NewNotice extends ToldNotice {
  readonly noticeId: string;
  readonly account: string;
  readonly subject: NoticeSubject;
  readonly texts: NoticeText;
  readonly deliveries: readonly { readonly channel: NoticeChannelName; readonly outcome: DeliveryOutcome }[];
  readonly postedAt: Date;
}

/** True where this call posted it. Settled outcomes are settled with it. */
export async function insertNotice(transaction: Queryable, notice: NewNotice): Promise<boolean> {
  const { noticeId, account, kind, occasion, rung, subject, texts, deliveries, postedAt } = notice;
  const { rowCount } = await transaction.query(
    `insert into account_notices
       (notice_id, account, kind, order_id, certificate_id, revocation_id, occasion, rung, texts, posted_at,
        delivery_started_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, case when $11 then null else $10::timestamptz end)
     on conflict (notice_id) do nothing`,
    [
      noticeId,
      account,
      kind,
      'orderId' in subject ? subject.orderId : null,
      'certificateId' in subject ? subject.certificateId : null,
      'revocationId' in subject ? subject.revocationId : null,
      occasion,
      rung,
      JSON.stringify(texts),
      postedAt,
      deliveries.some(({ outcome }) => outcome === 'pending'),
    ],
  );
  if (rowCount === 0) return false;
  await transaction.query(
    `insert into notice_deliveries (notice_id, channel, outcome, settled_at)
     select $1, channel, outcome, case when outcome = 'pending' then null else $4::timestamptz end
       from unnest($2::text[], $3::text[]) as delivery (channel, outcome)`,
    [noticeId, deliveries.map(({ channel }) => channel), deliveries.map(({ outcome }) => outcome), postedAt],
  );
  return true;
}

export interface PostedNotice extends ToldNotice {
  readonly noticeId: string;
}

/** Every notice about the same subject. */
export async function loadNoticesAbout(database: Queryable, subject: NoticeSubject): Promise<PostedNotice[]> {
  const [kind, id] = subjectKey(subject);
  const { rows } = await database.query<PostedNotice>(
    `select notice_id as "noticeId", kind, occasion, rung from account_notices where ${kind}_id = $1`,
    [id],
  );
  return rows;
}

/** Undefined where it was never posted. */
export async function noticeWasHandedOver(
  database: Queryable,
  noticeId: string,
): Promise<boolean | undefined> {
  const { rows } = await database.query<{ handedOver: boolean }>(
    'select delivery_started_at is not null as "handedOver" from account_notices where notice_id = $1',
    [noticeId],
  );
  return rows[0]?.handedOver;
}

export async function markHandedOver(database: Queryable, noticeId: string, now: Date): Promise<void> {
  await database.query(
    'update account_notices set delivery_started_at = $2 where notice_id = $1 and delivery_started_at is null',
    [noticeId, now],
  );
}

/** Did a worker of the version before tell this rung, after the schema was brought up to date? */
export async function toldByOlderWorker(
  database: Queryable,
  orderId: string,
  occasion: string,
  rung: number,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `select 1 from notices
      where order_id = $1 and occasion = $2 and rung_days = $3 and outcome in ('sent', 'no-recipient', 'no-channel')`,
    [orderId, occasion, rung],
  );
  return rowCount > 0;
}
