/** Notices as promises: one row per rung of a ladder, claimed before it is sent, settled with its outcome. */
import type { Wait } from '../../domain/waits.js';
import type { Queryable } from '../database.js';

/**
 * `pending`: claimed, outcome not known. `failed`: not sent, tried again as long as it is the newest rung. `skipped`: a newer
 * rung went out in its place. The others are ends as well.
 */
export type NoticeOutcome = 'pending' | 'failed' | 'sent' | 'skipped' | 'no-recipient' | 'no-channel';

export interface NoticeKey {
  readonly orderId: string;
  /** The ladder, as `ladderOf` names it (domain/waits.ts). */
  readonly occasion: string;
  readonly rungDays: number;
}

/** How long another claimer's unsettled claim is respected: longer than any mail server may take to answer. */
const CLAIM_SECONDS = 120;

/** After a failed attempt: 30 s, doubled each time, an hour at most. */
const RETRY_SECONDS = { first: 30, longest: 3600 };

/**
 * Claims a rung before it is sent. False where it was settled before, someone else is sending it now, a failed attempt is
 * too fresh, or the order no longer waits for `waitingOn`, in neither of its two proofs.
 */
export async function claimNotice(
  database: Queryable,
  { orderId, occasion, rungDays }: NoticeKey,
  waitingOn: Wait,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `insert into notices (order_id, occasion, rung_days, attempts, claimed_at)
     select order_id, $2, $3, 1, now() from orders
      where order_id = $1
        and (waiting_on = $4 or tracks @> jsonb_build_array(jsonb_build_object('status', 'open', 'waitingOn', $4::text)))
     on conflict (order_id, occasion, rung_days) do update
        set outcome = 'pending', attempts = notices.attempts + 1, claimed_at = now(), settled_at = null
      where (notices.outcome = 'pending' and notices.claimed_at < now() - make_interval(secs => $5))
         or (notices.outcome = 'failed'
             and notices.claimed_at < now() - make_interval(secs => least($7, $6 * 2 ^ (notices.attempts - 1))))`,
    [orderId, occasion, rungDays, waitingOn, CLAIM_SECONDS, RETRY_SECONDS.first, RETRY_SECONDS.longest],
  );
  return rowCount > 0;
}

/** Settles rungs that a newer one has overtaken; those that were settled before stay as they are. */
export async function skipNotices(
  database: Queryable,
  orderId: string,
  occasion: string,
  rungs: readonly number[],
): Promise<void> {
  if (rungs.length === 0) return;
  await database.query(
    `insert into notices (order_id, occasion, rung_days, outcome, settled_at)
     select $1, $2, rung, 'skipped', now() from unnest($3::integer[]) as rung
     on conflict (order_id, occasion, rung_days) do update
        set outcome = 'skipped', settled_at = now()
      where notices.outcome in ('pending', 'failed')`,
    [orderId, occasion, rungs],
  );
}

/** Only a claim is settled; what is settled stays. */
export async function settleNotice(
  database: Queryable,
  { orderId, occasion, rungDays }: NoticeKey,
  outcome: Exclude<NoticeOutcome, 'pending'>,
): Promise<void> {
  await database.query(
    `update notices set outcome = $4, settled_at = now()
      where order_id = $1 and occasion = $2 and rung_days = $3 and outcome = 'pending'`,
    [orderId, occasion, rungDays, outcome],
  );
}

/** `pending` as well where nobody has claimed it yet. */
export async function loadNoticeOutcome(
  database: Queryable,
  { orderId, occasion, rungDays }: NoticeKey,
): Promise<NoticeOutcome> {
  const { rows } = await database.query<{ outcome: NoticeOutcome }>(
    'select outcome from notices where order_id = $1 and occasion = $2 and rung_days = $3',
    [orderId, occasion, rungDays],
  );
  return rows[0]?.outcome ?? 'pending';
}

export interface StoredNotice extends NoticeKey {
  readonly outcome: NoticeOutcome;
  readonly attempts: number;
}

/** Ladder by ladder, rungs ascending. */
export async function loadNotices(database: Queryable, orderId: string): Promise<StoredNotice[]> {
  const { rows } = await database.query<StoredNotice>(
    `select order_id as "orderId", occasion, rung_days as "rungDays", outcome, attempts
       from notices
      where order_id = $1
      order by occasion, rung_days`,
    [orderId],
  );
  return rows;
}
