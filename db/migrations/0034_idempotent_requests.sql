-- Writes of the HTTP API that their callers know again by a key: who works at one, and what was answered. Programs of versions
-- before go on beside it: they have no such API.
-- beside: 0010_master_keys.sql
create table idempotent_requests (
  -- a hash of who asked and the key: keys of one caller never meet another's
  request_id text primary key,
  account text not null,
  -- of method, address and content, under a key that comes of the master key: there may be a password in it
  request_mark text not null,
  -- whoever works at it; another one takes it over when its time has run out
  claim text not null,
  claimed_until timestamptz not null,
  -- null as long as nothing was answered
  status smallint,
  sealed_answer jsonb,
  -- nobody opens the answer any more (db/sealed-columns.ts)
  written_off_at timestamptz,
  expires_at timestamptz not null,
  constraint answered_whole check ((status is null) = (sealed_answer is null))
);
create index idempotent_requests_by_end on idempotent_requests (expires_at);
