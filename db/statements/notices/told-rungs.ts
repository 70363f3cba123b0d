/** Was a rung of a ladder told before? Asked at every look of every wait: one read. */
import type { Queryable } from '../../database.js';

export interface ToldRung {
  /** The notice, where its channels are handed over too: nothing is left to do for it. */
  readonly noticeId?: string;
  /** A worker of the version before told it, after the schema was brought up to date. */
  readonly byOlderWorker: boolean;
}

export async function toldRung(
  database: Queryable,
  orderId: string,
  occasion: string,
  rung: number,
): Promise<ToldRung> {
  const { rows } = await database.query<{ noticeId: string | null; byOlderWorker: boolean }>(
    `select (select notice_id from account_notices
              where order_id = $1 and kind = 'waiting' and occasion = $2 and rung = $3
                and delivery_started_at is not null) as "noticeId",
            exists (select 1 from notices
                     where order_id = $1 and occasion = $2 and rung_days = $3
                       and outcome in ('sent', 'no-recipient', 'no-channel')) as "byOlderWorker"`,
    [orderId, occasion, rung],
  );
  const { noticeId = null, byOlderWorker = false } = rows[0] ?? {};
  return { byOlderWorker, ...(noticeId !== null && { noticeId }) };
}
