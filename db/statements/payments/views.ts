/** What people read of payments: one account sees its own. */
import type { PaymentState } from '../../../domain/payments/words.js';
import type { Queryable } from '../../database.js';

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
}

export interface PaymentFilter {
  readonly state?: PaymentState;
  /** Rows at most, newest order first. */
  readonly limit: number;
}

/** An order that has a price and of which nothing was asked yet owes it: `due`. */
const PAYMENTS_OF_ORDERS = `
  select orders.order_id, coalesce(payments.state, 'due') as state,
         coalesce(payments.amount, (terms #>> '{price,amount}')::integer) as amount,
         coalesce(payments.currency, terms #>> '{price,currency}') as currency,
         held_at, captured_at, owed_since, returned_at, coalesce(attempts, 0) as attempts, last_failure, created_at
    from orders left join payments using (order_id)
   where orders.account = $1 and terms ? 'price' and (started_at is not null or progress_sequence > 0)`;

export async function readPayment(
  database: Queryable,
  account: string,
  orderId: string,
): Promise<PaymentRecord | undefined> {
  const { rows } = await database.query<PaymentRow>(`${PAYMENTS_OF_ORDERS} and orders.order_id = $2`, [
    account,
    orderId,
  ]);
  return rows[0] && paymentRecord(rows[0]);
}

export async function listPayments(
  database: Queryable,
  account: string,
  { state, limit }: PaymentFilter,
): Promise<PaymentRecord[]> {
  const { rows } = await database.query<PaymentRow>(
    `${PAYMENTS_OF_ORDERS}
        and ($2::text is null or coalesce(payments.state, 'due') = $2)
      order by created_at desc, order_id desc
      limit $3`,
    [account, state ?? null, limit],
  );
  return rows.map(paymentRecord);
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
  };
}
