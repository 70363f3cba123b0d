-- Names whose validation is left to us: where their CNAMEs lead, and whether they stand; and the validation files that the
-- responder serves, found by path and host. Programs of versions before go on beside it: they know neither, and post no notice
-- about a delegation.
-- beside: 0010_master_keys.sql
create table delegations (
  delegation_id text primary key,
  account text not null,
  -- whose control is proved: an A-label, never a wildcard
  name text not null,
  -- in which the target lies
  zone text not null,
  -- made of account and name (client/control/delegations.ts): the same whenever it is added again, and nobody else's
  label text not null unique,
  -- [{name, state, leadsTo, hasStood}] (domain/control/delegation.ts)
  records jsonb not null,
  state text not null default 'unset' check (state in ('unset', 'standing', 'broken')),
  -- since when it is in this state
  since timestamptz not null,
  checked_at timestamptz,
  -- when a look is due; moved on by whoever begins one
  look_at timestamptz not null,
  created_at timestamptz not null,
  -- kept, with its label: what a CNAME of another account leads to is never given to anybody else
  removed_at timestamptz,
  unique (account, name)
);
create index delegations_by_account on delegations (account, created_at desc, delegation_id desc) where removed_at is null;
create index delegations_due on delegations (look_at) where removed_at is null;

alter table account_notices add column delegation_id text references delegations on delete cascade;
-- Not checked for rows that are there: they are about one of the three others.
alter table account_notices drop constraint notice_is_about_one_thing;
alter table account_notices add constraint notice_is_about_one_thing
  check (num_nonnulls(order_id, certificate_id, revocation_id, delegation_id) = 1) not valid;
create index account_notices_by_delegation on account_notices (delegation_id, kind) where delegation_id is not null;

-- As db/statements/control/published-validations.ts asks for them.
create index published_files on published_validations (
  (left(substring(publication #>> '{file,url}' from '^https?://[^/]+(/[^?#]*)'), 1000)),
  (left(lower(trim(both '[]' from substring(publication #>> '{file,url}' from '^https?://(\[[^/]*\]|[^/:]+)'))), 255))
) where publication ->> 'kind' = 'file';
