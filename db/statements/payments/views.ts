/** What people read of payments: one account sees its own. */
import { PAYMENT_STATES, type PaymentState } from '../../../domain/payments/words.js';
import type { Queryable } from '../../database.js';
import { firstOf, WORDS } from '../leads.js';
import { SHOWN } from '../orders/views.js';
import {
  andAll,
  FENCE,
  olderThan,
  pageLed,
  Parameters,
  type LedList,
  type Page,
  type PageWanted,
} from '../pages.js';
import { chineseIn } from '../reasons.js';

/** Times are ISO 8601, UTC. */
export interface PaymentRecord {
  readonly orderId: string;
  readonly state: PaymentState;
  /** In the currency's smallest unit (fen). */
  readonly amount: number;
  readonly currency: string;
  readonly heldAt: string | null;
  readonly capturedAt: string | null;
  /** Since when it is to be given back; stays once it was. */
  readonly owedSince: string | null;
  readonly returnedAt: string | null;
  readonly attempts: number;
  /** Why the payment service could not do the last thing it was asked for. */
  readonly lastFailure: string | null;
  /** The same in Chinese, where the words are ours. */
  readonly lastFailureChinese: string | null;
}

export interface PaymentFilter {
  readonly state?: PaymentState;
}

/** An order that has a price and of which nothing was asked yet owes it: `due`. */
const COLUMNS = `
  orders.order_id, coalesce(payments.state, 'due') as state,
  coalesce(payments.amount, (terms #>> '{price,amount}')::integer) as amount,
  coalesce(payments.currency, terms #>> '{price,currency}') as currency,
  held_at, captured_at, owed_since, returned_at, coalesce(attempts, 0) as attempts, last_failure,
  ${chineseIn('last_failure', 'failure_words')} as last_failure_chinese`;
const PRICED = `terms ? 'price' and ${SHOWN}`;

export async function readPayment(
  database: Queryable,
  account: string,
  orderId: string,
): Promise<PaymentRecord | undefined> {
  const { rows } = await database.query<PaymentRow>(
    `select ${COLUMNS} from orders left join payments using (order_id)
      where orders.account = $1 and orders.order_id = $2 and ${PRICED}`,
    [account, orderId],
  );
  return rows[0] && paymentRecord(rows[0]);
}

/** Newest order first. Each state has a list of its own, and so have orders of which nothing was asked; they are merged. */
export async function listPayments(
  database: Queryable,
  account: string,
  { state, limit, after }: PaymentFilter & PageWanted,
): Promise<Page<PaymentRecord>> {
  const parameters = new Parameters();
  const page = () => `order by 2 desc, 1 desc limit ${parameters.add(limit + 1)}`;
  const behind = (at: string) => andAll(olderThan(after, [at, 'order_id'], parameters));
  const paid = (table: string) =>
    `exists (select from orders where orders.order_id = ${table}.order_id and ${PRICED} ${FENCE})`;
  const lists = (state === undefined ? PAYMENT_STATES : [state]).map(
    (each) =>
      `select order_id, ordered_at from payments
        where account = ${parameters.add(account)} and state = ${parameters.add(each)}
          and ${paid('payments')}${behind('ordered_at')} ${page()}`,
  );
  if (state === undefined || state === 'due')
    lists.push(
      `select order_id, created_at from order_words
        where account = ${parameters.add(account)} and word = ${parameters.add(WORDS.unpaid)}
          and ${paid('order_words')}${behind('created_at')} ${page()}`,
    );
  const each = lists.map((list, index) => `select * from (${list}) list_${index}`);
  const led: LedList<PaymentRow, PaymentRecord> = {
    lead: firstOf(each, limit, parameters),
    row: `select ${COLUMNS} from orders left join payments using (order_id)
             where orders.order_id = lead.led_id and orders.account = ${parameters.add(account)} and ${PRICED}`,
    called: 'paid',
    columns: 'paid.*',
    idOf: (row) => row.order_id,
    recordOf: paymentRecord,
  };
  return await pageLed(database, led, limit, parameters);
}

interface PaymentRow {
  readonly order_id: string;
  readonly state: PaymentState;
  readonly amount: number;
  readonly currency: string;
  readonly held_at: Date | null;
  readonly captured_at: Date | null;
  readonly owed_since: Date | null;
  readonly returned_at: Date | null;
  readonly attempts: number;
  readonly last_failure: string | null;
  readonly last_failure_chinese: string | null;
}

function paymentRecord(row: PaymentRow): PaymentRecord {
  return {
    orderId: row.order_id,
    state: row.state,
    amount: row.amount,
    currency: row.currency,
    heldAt: row.held_at?.toISOString() ?? null,
    capturedAt: row.captured_at?.toISOString() ?? null,
    owedSince: row.owed_since?.toISOString() ?? null,
    returnedAt: row.returned_at?.toISOString() ?? null,
    attempts: row.attempts,
    lastFailure: row.last_failure,
    lastFailureChinese: row.last_failure_chinese,
  };
}
