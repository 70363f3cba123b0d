/** Notices as promises: one row per rung of a ladder, claimed before it is sent, settled with its outcome. */
import { inTransaction, type Database, type Queryable } from '../database.js';

/**
 * `pending`: claimed, outcome not known. `failed`: not sent, tried again while it is the newest rung. `skipped`: a newer
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

/**
 * Claims the newest of the due rungs and settles the older ones that were never sent as `skipped`. Undefined where
 * nothing is left to send: it was settled before, or someone else is sending it now.
 */
export function claimNewestRung(
  database: Database,
  orderId: string,
  occasion: string,
  dueRungs: readonly number[],
): Promise<NoticeKey | undefined> {
  const newest = Math.max(...dueRungs);
  if (dueRungs.length === 0) return Promise.resolve(undefined);
  return inTransaction(database, async (transaction) => {
    const older = dueRungs.filter((days) => days < newest);
    await skipRungs(transaction, orderId, occasion, older);
    const claimed = await claim(transaction, { orderId, occasion, rungDays: newest });
    return claimed ? { orderId, occasion, rungDays: newest } : undefined;
  });
}

async function skipRungs(
  transaction: Queryable,
  orderId: string,
  occasion: string,
  rungs: readonly number[],
): Promise<void> {
  if (rungs.length === 0) return;
  await transaction.query(
    `insert into notices (order_id, occasion, rung_days, outcome, settled_at)
     select $1, $2, rung, 'skipped', now() from unnest($3::integer[]) as rung
     on conflict (order_id, occasion, rung_days) do update
        set outcome = 'skipped', settled_at = now()
      where notices.outcome in ('pending', 'failed')`,
    [orderId, occasion, rungs],
  );
}

async function claim(transaction: Queryable, { orderId, occasion, rungDays }: NoticeKey): Promise<boolean> {
  const { rowCount } = await transaction.query(
    `insert into notices (order_id, occasion, rung_days, attempts, claimed_at)
     values ($1, $2, $3, 1, now())
     on conflict (order_id, occasion, rung_days) do update
        set outcome = 'pending', attempts = notices.attempts + 1, claimed_at = now(), settled_at = null
      where notices.outcome = 'failed'
         or (notices.outcome = 'pending' and notices.claimed_at < now() - make_interval(secs => $4))`,
    [orderId, occasion, rungDays, CLAIM_SECONDS],
  );
  return rowCount > 0;
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

export interface StoredNotice extends NoticeKey {
  readonly outcome: NoticeOutcome;
  readonly attempts: number;
}

/** Oldest ladder first, rungs ascending. */
export async function loadNotices(database: Queryable, orderId: string): Promise<StoredNotice[]> {
  const { rows } = await database.query<StoredNotice>(
    `select order_id as "orderId", occasion, rung_days as "rungDays", outcome, attempts
       from notices
      where order_id = $1
      order by created_at, occasion, rung_days`,
    [orderId],
  );
  return rows;
}
