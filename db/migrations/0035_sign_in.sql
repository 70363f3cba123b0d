-- beside: 0010_master_keys.sql
-- Programs that ask to be signed in by a person at a browser (RFC 8628). A row lives for minutes; it goes when its session is handed out.
-- Programs of versions before go on beside it: they know of no such thing.
create table device_sign_ins (
  -- SHA-256 of the code that the program has, hex: who reads the table can't ask in its place.
  device_code_hash text primary key,
  -- What the person compares, letters alone.
  user_code text not null,
  -- What the program says of itself, and where it asked from: shown to the person before it is decided.
  client_name text not null,
  asked_from text not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  poll_seconds integer not null,
  polled_at timestamptz,
  -- Null: nobody has decided.
  decision text check (decision in ('approved', 'denied')),
  -- Who approved, and for which of their accounts; null for what is of no account.
  user_id text,
  account text,
  constraint device_sign_in_is_whole check ((decision is not distinct from 'approved') = (user_id is not null))
);
create unique index device_sign_ins_by_user_code on device_sign_ins (user_code);
create index device_sign_ins_by_end on device_sign_ins (expires_at);
create index device_sign_ins_by_address on device_sign_ins (asked_from, expires_at);

-- How many codes a person tried lately: one row each, counted anew once `since` is long ago.
create table device_code_tries (
  user_id text primary key,
  since timestamptz not null,
  tries integer not null
);
