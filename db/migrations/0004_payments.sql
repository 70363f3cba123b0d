-- What an order's payment is about, and how far it got. No row: nothing was ever asked of the payment service for the order.

create table payments (
  order_id text primary key references orders,
  account text not null,
  -- whole fen (domain/payments.ts)
  amount integer not null check (amount > 0),
  currency text not null,
  state text not null check (state in ('due', 'held', 'captured', 'owed', 'returned', 'void')),
  -- what the payment service knows it by: derived from the order, so that it is never paid twice
  key text not null unique,
  -- set before the service is first asked to hold; null where the order ended before that
  intended_at timestamptz,
  held_at timestamptz,
  captured_at timestamptz,
  owed_since timestamptz,
  -- set once the subscriber was told that money is owed: they are told of its return as well
  owed_told_at timestamptz,
  returned_at timestamptz,
  -- tries of whatever the payment service was asked for
  attempts integer not null default 0,
  -- why the last one failed; no secrets
  last_failure text
);
create index payments_by_account on payments (account, state);
