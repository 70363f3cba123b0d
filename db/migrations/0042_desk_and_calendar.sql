-- beside: 0010_master_keys.sql
-- What waits with what is due first, of all accounts and of one, for the desk; and the addresses under which calendars of people read
-- what comes. Programs of versions before go on beside it: they know of neither.
create index orders_due on orders ((coalesce(deadline, timestamptz '9999-12-31 00:00:00+00')), order_id)
  where waiting_on is not null and (started_at is not null or progress_sequence > 0);
create index orders_due_of_account
  on orders (account, (coalesce(deadline, timestamptz '9999-12-31 00:00:00+00')), order_id)
  where waiting_on is not null and (started_at is not null or progress_sequence > 0);

-- One address a person and account: another one takes its place.
create table calendar_feeds (
  feed_id text primary key,
  account text not null,
  user_id text not null references users on delete cascade,
  -- SHA-256 of the token, hex: who reads the table can't read the calendar by it.
  token_hash text not null unique,
  created_at timestamptz not null,
  -- To the hour; null: never read.
  read_at timestamptz
);
create unique index calendar_feeds_of_person on calendar_feeds (user_id, account);
