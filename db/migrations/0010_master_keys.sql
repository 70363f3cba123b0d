-- Which master keys seal here, what none of them opens any more, and what was given up as lost with its key.
-- Workers and programs of 0.3.0 go on beside it: it only adds.

-- A value that each sealing key sealed for this one purpose: a worker opens it before it seals anything with a key that
-- calls itself by this id (db/master-key-check.ts).
create table master_keys (
  master_key_id text primary key,
  check_value jsonb not null,
  first_used_at timestamptz not null default now()
);

-- What the workers' last round found closed under the keys that they have: for their health check, and for the command
-- that gives such values up. Numbers only.
create table closed_values (
  table_name text not null,
  master_key_id text not null,
  account text not null,
  count integer not null check (count > 0),
  found_at timestamptz not null default now(),
  primary key (table_name, master_key_id, account)
);

-- Set where the master key was given up as lost. The value stays: should its key turn up, a worker opens it again.
alter table order_keys add column written_off_at timestamptz;
alter table certificate_keys add column written_off_at timestamptz;
alter table pending_key_passwords add column written_off_at timestamptz;
alter table notice_preferences add column written_off_at timestamptz;
