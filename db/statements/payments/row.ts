/** The payment of an order, as our records have it. Times are given by the caller: ISO 8601, UTC. */
import type { Bilingual } from '../../../domain/bilingual.js';
import type { PaymentState } from '../../../domain/payments/words.js';
import type { Price } from '../../../domain/catalogue/prices.js';
import type { Queryable } from '../../database.js';
import { bothOf } from '../reasons.js';

/** Who pays what, under which key. */
export interface PaymentIdentity extends Price {
  readonly orderId: string;
  readonly account: string;
  readonly key: string;
}

export interface StoredPayment {
  readonly state: PaymentState;
  readonly key: string;
  /** The payment service may have been asked to hold. */
  readonly wasIntended: boolean;
  /** Money is known to have been set aside or taken. */
  readonly hadMoney: boolean;
  readonly wasCaptured: boolean;
  /** The subscriber knows that it is owed. */
  readonly owedTold: boolean;
}

const COLUMNS = `
  state, key, intended_at is not null as "wasIntended", captured_at is not null as "wasCaptured",
  (held_at is not null or captured_at is not null) as "hadMoney", owed_told_at is not null as "owedTold"`;

export async function loadPayment(database: Queryable, orderId: string): Promise<StoredPayment | undefined> {
  const { rows } = await database.query<StoredPayment>(
    `select ${COLUMNS} from payments where order_id = $1`,
    [orderId],
  );
  return rows[0];
}

/**
 * Notes that the price is about to be held, before the service is asked. `first`: it never was before, so the service can't
 * know the key. A payment that is to be given back stays so.
 */
export async function noteHoldIntended(
  database: Queryable,
  { orderId, account, amount, currency, key }: PaymentIdentity,
  at: string,
): Promise<StoredPayment & { readonly first: boolean }> {
  const { rows } = await database.query<StoredPayment & { first: boolean }>(
    `insert into payments (order_id, account, amount, currency, key, state, intended_at, attempts)
     values ($1, $2, $3, $4, $5, 'due', $6, 1)
     on conflict (order_id) do update set attempts = payments.attempts + 1
     returning ${COLUMNS}, xmax = 0 as first`,
    [orderId, account, amount, currency, key, at],
  );
  return only(rows);
}

/** False where the payment is not due any more, such as where the order ended meanwhile. */
export async function markHeld(database: Queryable, orderId: string, at: string): Promise<boolean> {
  const { rowCount } = await database.query(
    `update payments set state = 'held', held_at = $2, last_failure = null where order_id = $1 and state = 'due'`,
    [orderId, at],
  );
  return rowCount === 1;
}

/**
 * The service knows of money that our records don't: a database restored to a moment before it was asked. From now on the
 * records say so as well; a payment that is settled stays as it is.
 */
export async function adoptPayment(
  database: Queryable,
  { orderId, account, amount, currency, key }: PaymentIdentity,
  state: 'held' | 'captured',
  at: string,
): Promise<void> {
  await database.query(
    `insert into payments (order_id, account, amount, currency, key, state, intended_at, held_at, captured_at)
     values ($1, $2, $3, $4, $5, $6, $7, $7, case when $6 = 'captured' then $7::timestamptz end)
     on conflict (order_id) do update
        set state = excluded.state,
            intended_at = coalesce(payments.intended_at, excluded.intended_at),
            held_at = coalesce(payments.held_at, excluded.held_at),
            captured_at = coalesce(payments.captured_at, excluded.captured_at)
      where payments.state in ('due', 'void') or (payments.state = 'held' and excluded.state = 'captured')`,
    [orderId, account, amount, currency, key, state, at],
  );
}

export async function markCaptured(database: Queryable, orderId: string, at: string): Promise<void> {
  await database.query(
    `update payments set state = 'captured', captured_at = $2, last_failure = null
      where order_id = $1 and state = 'held'`,
    [orderId, at],
  );
}

/**
 * From now on the money is to be given back, and nothing may be held or taken any more. Idempotent. An order of which
 * nothing was ever asked gets a `void` payment: a hold that is still under way then comes too late.
 */
export async function markOwed(
  database: Queryable,
  { orderId, account, amount, currency, key }: PaymentIdentity,
  at: string,
): Promise<StoredPayment> {
  const { rows } = await database.query<StoredPayment>(
    `insert into payments (order_id, account, amount, currency, key, state)
     values ($1, $2, $3, $4, $5, 'void')
     on conflict (order_id) do update
        set state = case when payments.state in ('due', 'held', 'captured') then 'owed' else payments.state end,
            owed_since = case when payments.state = 'void' then null else coalesce(payments.owed_since, $6) end,
            attempts = payments.attempts + 1
     returning ${COLUMNS}`,
    [orderId, account, amount, currency, key, at],
  );
  return only(rows);
}

/** `void`: it turned out that nothing had been set aside. */
export async function markGivenBack(
  database: Queryable,
  orderId: string,
  state: 'returned' | 'void',
  at: string,
): Promise<void> {
  await database.query(
    `update payments
        set state = $2, returned_at = case when $2 = 'returned' then $3::timestamptz end,
            owed_since = case when $2 = 'returned' then owed_since end, last_failure = null
      where order_id = $1 and state = 'owed'`,
    [orderId, state, at],
  );
}

/** A capture, under way: counted before it is tried. */
export async function countAttempt(database: Queryable, orderId: string): Promise<void> {
  await database.query('update payments set attempts = attempts + 1 where order_id = $1', [orderId]);
}

/** `words`: without secrets. */
export async function noteFailure(database: Queryable, orderId: string, words: Bilingual): Promise<void> {
  await database.query('update payments set last_failure = $2, failure_words = $3 where order_id = $1', [
    orderId,
    words.en,
    bothOf(words),
  ]);
}

export async function noteOwedTold(database: Queryable, orderId: string, at: string): Promise<void> {
  await database.query('update payments set owed_told_at = coalesce(owed_told_at, $2) where order_id = $1', [
    orderId,
    at,
  ]);
}

function only<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (!row) throw new Error('Postgres returned no row for a payment that it wrote.');
  return row;
}
