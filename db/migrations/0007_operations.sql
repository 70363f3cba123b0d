-- What an account's people and programs asked for: append-only, each entry chained to the one before it
-- (domain/operations-log.ts). No personal data: ids, public words, names of changed fields.
create table operations (
  account text not null,
  -- 1, 2, 3 ... without a gap
  sequence bigint not null check (sequence >= 1),
  at timestamptz(3) not null,
  -- who, in the caller's words
  actor text not null,
  -- from where, such as cli@host
  origin text not null,
  -- such as order.cancel
  operation text not null,
  -- the id of what it is about; null where that is not known yet, or is none
  subject text,
  details jsonb not null,
  outcome text not null check (outcome in ('asked', 'done', 'refused', 'failed')),
  previous_hash text not null check (previous_hash ~ '^[0-9a-f]{64}$'),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  primary key (account, sequence)
);
create index operations_by_subject on operations (account, subject, sequence desc);

create function refuse_to_change_operations() returns trigger language plpgsql as $$
begin
  raise exception 'The log of operations is append-only'
    using errcode = 'restrict_violation', constraint = 'operations_are_append_only';
end
$$;
create trigger operations_are_append_only before update or delete on operations
  for each row execute function refuse_to_change_operations();
create trigger operations_are_never_truncated before truncate on operations
  for each statement execute function refuse_to_change_operations();
-- Also where a session says `session_replication_role = replica`.
alter table operations enable always trigger operations_are_append_only;
alter table operations enable always trigger operations_are_never_truncated;
