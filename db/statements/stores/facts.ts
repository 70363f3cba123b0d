/** What Postgres has of everything that Temporal, the CA and the payment service have as well: of every account, ids and public words only. */
import type { NoticeChannelName } from '../../../domain/notices/words.js';
import type { RevocationState } from '../../../domain/revocation/words.js';
import type { RecordedOrder } from '../../../domain/stores/order-diagnosis.js';
import type { Queryable } from '../../database.js';
import { chineseIn } from '../reasons.js';
import { FENCE } from '../pages.js';

export interface IdentifiedOrder extends RecordedOrder {
  readonly orderId: string;
  /** Of the workflow's last write. */
  readonly sequence: number;
  /** The connection that it was placed by; null: what the environment names. */
  readonly caConnectionId: string | null;
  /** The one that it moved away from, and that may have taken it; null: none, or it has nothing of it any more. */
  readonly movedFromConnectionId: string | null;
}

const ORDER_COLUMNS = `
  orders.order_id as "orderId", orders.account, orders.state, waiting_on as "waitingOn", reason,
  ${chineseIn('reason', 'reason_words')} as "reasonChinese",
  progress_sequence as sequence,
  (started_at is not null or progress_sequence > 0) as started,
  (terms is not null and validation_method is not null) as submitted, form is not null as "hasForm",
  exists (select from order_keys where order_keys.order_id = orders.order_id) as "hasKey",
  ca_reference is not null as "hasCaReference", certificate_id is not null as "hasCertificate",
  coalesce(terms ? 'price', false) as "hasPrice", payments.state as payment,
  terms -> 'connections' ->> 'ca' as "caConnectionId",
  case when not terms -> 'connections' ? 'movedFromIsClear' then terms -> 'connections' ->> 'movedFrom' end
    as "movedFromConnectionId"`;

/** A page of all orders, by id; `after`: the last id of the page before. */
export async function pageOfRecordedOrders(
  database: Queryable,
  after: string,
  limit: number,
): Promise<IdentifiedOrder[]> {
  const { rows } = await database.query<IdentifiedOrder>(
    `select ${ORDER_COLUMNS} from orders left join payments using (order_id)
      where orders.order_id > $1 order by orders.order_id limit $2`,
    [after, limit],
  );
  return rows;
}

export async function readRecordedOrder(
  database: Queryable,
  orderId: string,
): Promise<IdentifiedOrder | undefined> {
  const { rows } = await database.query<IdentifiedOrder>(
    `select ${ORDER_COLUMNS} from orders left join payments using (order_id) where orders.order_id = $1`,
    [orderId],
  );
  return rows[0];
}

export interface RecordedRevocation {
  readonly revocationId: string;
  readonly account: string;
  readonly state: RevocationState;
  readonly hasEnded: boolean;
  readonly waitingOn: string | null;
  readonly sequence: number;
}

/** Those that are under way, and were known to run. */
export async function openRevocations(database: Queryable): Promise<RecordedRevocation[]> {
  const { rows } = await database.query<RecordedRevocation>(
    `${REVOCATIONS} where ended_at is null and (started_at is not null or progress_sequence > 0)`,
  );
  return rows;
}

export async function readRecordedRevocation(
  database: Queryable,
  revocationId: string,
): Promise<RecordedRevocation | undefined> {
  const { rows } = await database.query<RecordedRevocation>(`${REVOCATIONS} where revocation_id = $1`, [
    revocationId,
  ]);
  return rows[0];
}

const REVOCATIONS = `
  select revocation_id as "revocationId", account, state, ended_at is not null as "hasEnded", waiting_on as "waitingOn",
         progress_sequence as sequence
    from revocations`;

/**
 * A page of all plans. `watched`: with a certificate that somebody has to watch, none that expired longer ago than `days`.
 * `after`: the last id of the page before.
 */
export async function pageOfPlans(
  database: Queryable,
  days: number,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<PlanWatched[]> {
  const { rows } = await database.query<PlanWatched>(
    `select plan_id as "planId", account,
            exists (select from certificates
                     where certificates.plan_id = plans.plan_id
                       and not_after > now() - make_interval(days => $1) ${FENCE}) as watched
       from plans
      where plan_id > $2
      order by plan_id limit $3`,
    [days, after, limit],
  );
  return rows;
}

export interface PlanWatched {
  readonly planId: string;
  readonly account: string;
  readonly watched: boolean;
}

export interface PendingNotice {
  readonly noticeId: string;
  readonly account: string;
  readonly channels: NoticeChannelName[];
}

/** Notices that are to be delivered, and are not yet; `noticeId`: this one. */
export async function pendingNotices(database: Queryable, noticeId?: string): Promise<PendingNotice[]> {
  const { rows } = await database.query<PendingNotice>(
    `select pending.notice_id as "noticeId", account, channels
       from (select notice_id, array_agg(channel order by channel) as channels from notice_deliveries
              where outcome = 'pending'${noticeId === undefined ? '' : ' and notice_id = $1'}
              group by notice_id) pending
      cross join lateral (select account from account_notices where notice_id = pending.notice_id ${FENCE}) notice
      order by pending.notice_id`,
    noticeId === undefined ? [] : [noticeId],
  );
  return rows;
}
