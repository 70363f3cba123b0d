/** Notices as people read them: one account sees its own. */
import type { NoticeKind, NoticeText } from '../../../domain/notices/words.js';
import type { Queryable } from '../../database.js';

export interface NoticeRecord {
  readonly noticeId: string;
  readonly kind: NoticeKind;
  /** One of the three: what it is about. */
  readonly orderId: string | null;
  readonly certificateId: string | null;
  readonly revocationId: string | null;
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
  /** The id of an order, a certificate or a revocation. */
  readonly about?: string;
  readonly limit: number;
}

type NoticeRow = Omit<NoticeRecord, 'postedAt' | 'readAt'> & {
  readonly postedAt: Date;
  readonly readAt: Date | null;
};

const COLUMNS = `notice_id as "noticeId", kind, order_id as "orderId", certificate_id as "certificateId",
  revocation_id as "revocationId", rung, texts, posted_at as "postedAt", read_at as "readAt"`;

/** What the inbox has, newest first. Rungs that were passed over never came into it. */
export async function listNotices(
  database: Queryable,
  account: string,
  { unread = false, kind, about, limit }: NoticeFilter,
): Promise<NoticeRecord[]> {
  const { rows } = await database.query<NoticeRow>(
    `select ${COLUMNS} from account_notices
      where account = $1 and (not $2 or read_at is null) and ($3::text is null or kind = $3)
        and ($4::text is null or $4 in (order_id, certificate_id, revocation_id))
        and exists (select from notice_deliveries d
                     where d.notice_id = account_notices.notice_id and channel = 'inbox' and outcome = 'delivered')
      order by posted_at desc, notice_id
      limit $5`,
    [account, unread, kind ?? null, about ?? null, limit],
  );
  return rows.map(noticeRecord);
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
