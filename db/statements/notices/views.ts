/** Notices as people read them: one account sees its own. */
import { NOTICE_KINDS, type NoticeKind, type NoticeText } from '../../../domain/notices/words.js';
import type { Queryable } from '../../database.js';
import { merged, narrowest, type Lead, type PageOfEach } from '../leads.js';
import {
  andAll,
  FENCE,
  olderThan,
  pageLed,
  Parameters,
  type LedList,
  type Page,
  type PageWanted,
  type Place,
} from '../pages.js';

export interface NoticeRecord {
  readonly noticeId: string;
  readonly kind: NoticeKind;
  /** One of the four: what it is about. */
  readonly orderId: string | null;
  readonly certificateId: string | null;
  readonly revocationId: string | null;
  readonly delegationId: string | null;
  /** Days: of a wait since it began, of an expiry until it comes. */
  readonly rung: number;
  readonly texts: NoticeText;
  /** ISO 8601, UTC. */
  readonly postedAt: string;
  readonly readAt: string | null;
}

export interface NoticeFilter {
  readonly unread?: boolean;
  readonly kind?: NoticeKind;
  /** The id of an order, a certificate, a revocation or a delegation. */
  readonly about?: string;
}

type NoticeRow = Omit<NoticeRecord, 'postedAt' | 'readAt'> & {
  readonly postedAt: Date;
  readonly readAt: Date | null;
};

const COLUMNS = `account_notices.notice_id as "noticeId", kind, order_id as "orderId", certificate_id as "certificateId",
  revocation_id as "revocationId", delegation_id as "delegationId", rung, texts, posted_at as "postedAt", read_at as "readAt"`;

/** What the inbox has, newest first. Rungs that were passed over never came into it. */
export async function listNotices(
  database: Queryable,
  account: string,
  { limit, after, ...filter }: NoticeFilter & PageWanted,
): Promise<Page<NoticeRecord>> {
  const lead = (await narrowest(database, leadsOf(account, filter))) ?? kindLead(account, NOTICE_KINDS);
  const pageOfEach: PageOfEach = {
    conditions: (given) => conditionsOf(account, filter, given),
    sortedBy: ['posted_at', 'notice_id'],
    limit,
  };
  const parameters = new Parameters();
  const led: LedList<NoticeRow, NoticeRecord> = {
    lead: lead(parameters, after, pageOfEach),
    row: `select * from account_notices
             where account_notices.notice_id = lead.led_id${andAll(pageOfEach.conditions(parameters))}`,
    called: 'account_notices',
    columns: COLUMNS,
    idOf: ({ noticeId }) => noticeId,
    recordOf: noticeRecord,
  };
  return await pageLed(database, led, limit, parameters);
}

function conditionsOf(account: string, { unread, kind }: NoticeFilter, parameters: Parameters): string[] {
  return [
    `account = ${parameters.add(account)}`,
    IN_INBOX,
    ...(unread ? ['read_at is null'] : []),
    ...(kind === undefined ? [] : [`kind = ${parameters.add(kind)}`]),
  ];
}

/** Asked notice by notice: a subquery with an end of its own is not joined. */
const IN_INBOX = `exists (select from notice_deliveries d
              where d.notice_id = account_notices.notice_id and channel = 'inbox' and outcome = 'delivered' ${FENCE})`;

/** What a notice is about has few of them: no other list is shorter. */
function leadsOf(account: string, { unread, kind, about }: NoticeFilter): Lead[] {
  if (about !== undefined) return [aboutLead(about)];
  return [
    ...(unread ? [unreadLead(account)] : []),
    ...(kind === undefined ? [] : [kindLead(account, [kind])]),
  ];
}

/** The list of all needs no index of its own. */
function kindLead(account: string, kinds: readonly NoticeKind[]): Lead {
  return merged(
    kinds.map((kind) => (parameters, after) => {
      const condition = `account = ${parameters.add(account)} and kind = ${parameters.add(kind)}`;
      return noticesWhere(condition, parameters, after);
    }),
  );
}

function unreadLead(account: string): Lead {
  return (parameters, after) =>
    noticesWhere(`account = ${parameters.add(account)} and read_at is null`, parameters, after);
}

/** One notice is about one thing (migrations 0006, 0026), which is another account's as well as it may be. */
function aboutLead(about: string): Lead {
  return merged(
    ['order_id', 'certificate_id', 'revocation_id', 'delegation_id'].map(
      (column) => (parameters, after) =>
        noticesWhere(`${column} = ${parameters.add(about)}`, parameters, after),
    ),
  );
}

function noticesWhere(condition: string, parameters: Parameters, after: Place | undefined): string {
  return `select notice_id, posted_at as created_at from account_notices
    where ${condition}${andAll(olderThan(after, ['posted_at', 'notice_id'], parameters))}`;
}

export async function readNotice(
  database: Queryable,
  account: string,
  noticeId: string,
): Promise<NoticeRecord | undefined> {
  const { rows } = await database.query<NoticeRow>(
    `select ${COLUMNS} from account_notices where account = $1 and notice_id = $2`,
    [account, noticeId],
  );
  return rows[0] && noticeRecord(rows[0]);
}

/** Idempotent: the first time counts. */
export async function markRead(
  database: Queryable,
  account: string,
  noticeId: string,
  now: Date,
): Promise<void> {
  await database.query(
    'update account_notices set read_at = $3 where account = $1 and notice_id = $2 and read_at is null',
    [account, noticeId, now],
  );
}

function noticeRecord({ postedAt, readAt, ...row }: NoticeRow): NoticeRecord {
  return { ...row, postedAt: postedAt.toISOString(), readAt: readAt?.toISOString() ?? null };
}
