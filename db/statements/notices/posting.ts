/** Notices: what they are about, posted once each, and which were posted. */
import type {
  DeliveryOutcome,
  NoticeChannelName,
  NoticeSubject,
  NoticeText,
} from '../../../domain/notices/words.js';
import type { SubjectFacts, ToldNotice } from '../../../domain/notices/standing.js';
import type { Bilingual } from '../../../domain/bilingual.js';
import {
  problemOf,
  targetOf,
  type DelegatedRecord,
  type DelegationState,
} from '../../../domain/control/delegation.js';
import { chineseIn } from '../reasons.js';
import type { Queryable } from '../../database.js';
import { NONE_STORED, PREFERENCES, type StoredPreferences } from './preferences.js';

/** What the records say of what a notice is about, and of whom it is told to. `form` is personal data: whom it goes to is in it. */
export interface NoticeSubjectRecord extends SubjectFacts {
  readonly account: string;
  readonly orderId: string | null;
  readonly certificateId: string | null;
  readonly names: readonly string[];
  readonly deadline: string | null;
  readonly nextAction: Bilingual | null;
  /** Why an order, a revocation or a delegation stands where it stands. */
  readonly reason: string | null;
  readonly reasonChinese: string | null;
  /** The certificate's own switch. */
  readonly expiryNotices: boolean;
  readonly form: unknown;
  /** Of an order: was its key to get one? */
  readonly keyHasPassword: boolean;
  /** Of the account, as they are now. */
  readonly preferences: StoredPreferences;
  /** Every notice about the same subject. */
  readonly posted: readonly PostedNotice[];
}

export interface PostedNotice extends ToldNotice {
  readonly noticeId: string;
  /** False where whoever posted it died before its delivery was known to run. */
  readonly handedOver: boolean;
}

const SUBJECTS = {
  order: `
    select account, order_id, certificate_id, names, state, waiting_on, since, deadline, next_action, tracks, reason,
           ${chineseIn('reason', 'reason_words')} as reason_chinese, form,
           coalesce((terms ->> 'keyHasPassword')::boolean, false) as key_has_password,
           null::timestamptz as not_after, null::timestamptz as revoked_at, null as replaced_by,
           true as expiry_notices, null::jsonb as delegation
      from orders
     where order_id = $1`,
  certificate: `
    select c.account, c.order_id, c.certificate_id, c.names, null as state, null as waiting_on,
           null::timestamptz as since, null::timestamptz as deadline, null::jsonb as next_action, null::jsonb as tracks,
           null as reason, null as reason_chinese, o.form, false as key_has_password, c.not_after, c.revoked_at,
           c.replaced_by, c.expiry_notices, null::jsonb as delegation
      from certificates c
      left join orders o on o.order_id = c.order_id
     where c.certificate_id = $1`,
  revocation: `
    select r.account, r.order_id, r.certificate_id, c.names, null as state,
           case when r.ended_at is null then r.waiting_on end as waiting_on, r.since, r.deadline, r.next_action,
           null::jsonb as tracks, r.detail as reason, ${chineseIn('r.detail', 'r.detail_words')} as reason_chinese, o.form,
           false as key_has_password, c.not_after, c.revoked_at, c.replaced_by,
           true as expiry_notices, null::jsonb as delegation
      from revocations r
      join certificates c on c.certificate_id = r.certificate_id
      left join orders o on o.order_id = r.order_id
     where r.revocation_id = $1`,
  delegation: `
    select account, null as order_id, null as certificate_id, array[name] as names, null as state, null as waiting_on,
           null::timestamptz as since, null::timestamptz as deadline, null::jsonb as next_action, null::jsonb as tracks,
           null as reason, null as reason_chinese, null::jsonb as form, false as key_has_password,
           null::timestamptz as not_after, null::timestamptz as revoked_at, null as replaced_by, true as expiry_notices,
           jsonb_build_object('state', state, 'records', records, 'label', label, 'zone', zone) as delegation
      from delegations
     where delegation_id = $1 and removed_at is null`,
};

/** All that a notice is made and judged by, in one statement. */
export async function loadNoticeSubject(
  database: Queryable,
  subject: NoticeSubject,
): Promise<NoticeSubjectRecord | undefined> {
  const [kind, id] = subjectKey(subject);
  const { rows } = await database.query<SubjectRow>(
    `select about.*, ${PREFERENCES} as preferences,
            (select coalesce(jsonb_agg(jsonb_build_object(
                      'noticeId', notice_id, 'kind', kind, 'occasion', occasion, 'rung', rung,
                      'handedOver', delivery_started_at is not null)), '[]')
               from account_notices where ${kind}_id = $1) as posted
       from (${SUBJECTS[kind]}) about
       left join notice_preferences p on p.account = about.account`,
    [id],
  );
  const [row] = rows;
  if (!row) return undefined;
  const lost = row.delegation && problemOf(row.delegation.records, targetOf(row.delegation));
  return {
    account: row.account,
    orderId: row.order_id,
    certificateId: row.certificate_id,
    names: row.names,
    state: row.state,
    waitingOn: row.waiting_on,
    tracks: row.tracks,
    nextAction: row.next_action,
    reason: row.reason ?? lost?.en ?? null,
    reasonChinese: row.reason_chinese ?? lost?.zh ?? null,
    delegation: row.delegation?.state ?? null,
    replacedBy: row.replaced_by,
    expiryNotices: row.expiry_notices,
    form: row.form,
    keyHasPassword: row.key_has_password,
    preferences: row.preferences ?? NONE_STORED,
    posted: row.posted,
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
  readonly reason_chinese: string | null;
  readonly form: unknown;
  readonly key_has_password: boolean;
  readonly not_after: Date | null;
  readonly revoked_at: Date | null;
  readonly replaced_by: string | null;
  readonly expiry_notices: boolean;
  readonly preferences: StoredPreferences | null;
  readonly posted: PostedNotice[];
  readonly delegation: {
    readonly state: DelegationState;
    readonly records: readonly DelegatedRecord[];
    readonly label: string;
    readonly zone: string;
  } | null;
}

function subjectKey(subject: NoticeSubject): [keyof typeof SUBJECTS, string] {
  if ('orderId' in subject) return ['order', subject.orderId];
  if ('certificateId' in subject) return ['certificate', subject.certificateId];
  return 'revocationId' in subject
    ? ['revocation', subject.revocationId]
    : ['delegation', subject.delegationId];
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

/**
 * Posts those that are not posted yet, and settles as skipped what nobody is sending at the moment of `overtaken`: a newer
 * rung takes its place. Settled outcomes are settled with them. Returns the ids of those that this call posted.
 */
export async function insertNotices(
  database: Queryable,
  notices: readonly NewNotice[],
  overtaken: readonly string[] = [],
): Promise<string[]> {
  const { rows } = await database.query<{ noticeId: string }>(INSERT_NOTICES, [
    JSON.stringify(notices.map(rowOf)),
    overtaken,
    notices[0]?.postedAt,
  ]);
  return rows.map(({ noticeId }) => noticeId);
}

/** One statement, and so all or none. */
const INSERT_NOTICES = `
  with given as (
    select *
      from jsonb_to_recordset($1) as g (notice_id text, account text, kind text, order_id text, certificate_id text,
             revocation_id text, delegation_id text, occasion text, rung integer, texts jsonb, posted_at timestamptz,
             delivery_started_at timestamptz, deliveries jsonb)
  ), posted as (
    insert into account_notices
           (notice_id, account, kind, order_id, certificate_id, revocation_id, delegation_id, occasion, rung, texts,
            posted_at, delivery_started_at)
    select notice_id, account, kind, order_id, certificate_id, revocation_id, delegation_id, occasion, rung, texts,
           posted_at, delivery_started_at
      from given
    on conflict (notice_id) do nothing
    returning notice_id
  ), skipped as (
    update notice_deliveries set outcome = 'skipped', settled_at = $3
     where notice_id = any ($2) and outcome = 'pending' and claimed_at is null
  ), to_deliver as (
    insert into notice_deliveries (notice_id, channel, outcome, settled_at)
    select notice_id, channel, outcome, case when outcome <> 'pending' then posted_at end
      from posted
      join given using (notice_id)
     cross join lateral jsonb_to_recordset(deliveries) as delivery (channel text, outcome text)
  )
  select notice_id as "noticeId" from posted`;

function rowOf({ noticeId, account, kind, occasion, rung, subject, texts, deliveries, postedAt }: NewNotice) {
  const isSettled = deliveries.every(({ outcome }) => outcome !== 'pending');
  return {
    notice_id: noticeId,
    account,
    kind,
    ...('orderId' in subject && { order_id: subject.orderId }),
    ...('certificateId' in subject && { certificate_id: subject.certificateId }),
    ...('revocationId' in subject && { revocation_id: subject.revocationId }),
    ...('delegationId' in subject && { delegation_id: subject.delegationId }),
    occasion,
    rung,
    texts,
    posted_at: postedAt,
    // Nothing is handed over where nothing is to be delivered.
    ...(isSettled && { delivery_started_at: postedAt }),
    deliveries,
  };
}

export async function markHandedOver(database: Queryable, noticeId: string, now: Date): Promise<void> {
  await database.query(
    'update account_notices set delivery_started_at = $2 where notice_id = $1 and delivery_started_at is null',
    [noticeId, now],
  );
}
