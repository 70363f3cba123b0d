-- What changed of orders as people see them, for those who watch: written in the transaction of the change itself, read by
-- whichever API process has watchers, pruned after days (domain/orders/events.ts).
-- Programs of versions before go on beside it: triggers write, as the tables' owner, whoever changes something.
-- beside: 0010_master_keys.sql

-- A sequence's numbers, and those of transactions, become visible in another order than they were given. Whoever reads goes on
-- from a snapshot (pg_snapshot): what was not visible in it is new, whatever its number. Of one order numbers do follow each other, since
-- a change waits for the row that the one before has locked.
create table order_events (
  event_id bigint generated always as identity,
  written_by xid8 not null default pg_current_xact_id(),
  at timestamptz(3) not null default clock_timestamp(),
  account text not null,
  order_id text not null,
  -- of a request to revoke: which one
  revocation_id text,
  -- order, payment, proof, revocation
  what text not null,
  -- what was open afterwards, and before; null where that is not what changed
  state text,
  waits text[],
  waited text[]
);
-- The one index: rows are read, and pruned, as transactions came.
create index order_events_as_written on order_events (written_by);

-- API processes that somebody watches through, each until it says so again. Nobody is notified while there is none: commits that
-- notify wait for each other.
create table event_listeners (
  listener_id text primary key,
  listens_until timestamptz not null
);

-- Which database the numbers of transactions are of: a restored one counts on from elsewhere.
create table event_stores (
  only_one boolean primary key default true check (only_one),
  store text not null
);

create function open_waits(waiting_on text, tracks jsonb) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct wait order by wait), '{}')
    from (select waiting_on as wait
           union all
          select track ->> 'waitingOn'
            from jsonb_array_elements(case jsonb_typeof(tracks) when 'array' then tracks else '[]' end) track
           where track ->> 'status' = 'open') waits
   where wait is not null
$$;

create function tell_listeners(account text) returns void language plpgsql as $$
begin
  if exists (select from event_listeners where listens_until > now()) then
    perform pg_notify('sealflow_order_events', account);
  end if;
end
$$;

-- All of them run as the tables' owner: programs beside have no right to tables that are not granted yet.
create function note_order_event() returns trigger language plpgsql security definer set search_path from current as $$
declare
  was_shown boolean := false;
  waited text[] := '{}';
begin
  if tg_op = 'UPDATE' then
    was_shown := old.started_at is not null or old.progress_sequence > 0;
    if was_shown then
      waited := open_waits(old.waiting_on, old.tracks);
    end if;
  end if;
  insert into order_events (account, order_id, what, state, waits, waited)
  values (new.account, new.order_id, 'order', new.state, open_waits(new.waiting_on, new.tracks), waited);
  -- The order that it was submitted anew for is told as replaced from now on.
  if new.replaces_order_id is not null and not was_shown then
    insert into order_events (account, order_id, what, state, waits, waited)
    select account, order_id, 'order', state, open_waits(waiting_on, tracks), open_waits(waiting_on, tracks)
      from orders where order_id = new.replaces_order_id;
  end if;
  perform tell_listeners(new.account);
  return null;
end
$$;

-- An order is shown from its start on (db/statements/orders/views.ts); what is not shown of it is no event. Its certificate's id
-- is told with the end that always follows.
create trigger order_events_begin after insert on orders
  for each row when (new.started_at is not null or new.progress_sequence > 0) execute function note_order_event();
create trigger order_events_change
  after update of state, waiting_on, since, deadline, next_action, reason, reason_words, tracks, names, validation_method,
                  alias, tags, project, terms, started_at, progress_sequence on orders
  for each row when (
    (new.started_at is not null or new.progress_sequence > 0)
    and ((old.started_at is null and old.progress_sequence = 0)
         or (old.state, old.waiting_on, old.since, old.deadline, old.next_action, old.reason, old.reason_words, old.tracks,
             old.names, old.validation_method, old.alias, old.tags, old.project,
             old.terms -> 'price', old.terms -> 'connections')
            is distinct from
            (new.state, new.waiting_on, new.since, new.deadline, new.next_action, new.reason, new.reason_words, new.tracks,
             new.names, new.validation_method, new.alias, new.tags, new.project,
             new.terms -> 'price', new.terms -> 'connections')))
  execute function note_order_event();

create function note_payment_event() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into order_events (account, order_id, what) values (new.account, new.order_id, 'payment');
  perform tell_listeners(new.account);
  return null;
end
$$;
create trigger payment_events_begin after insert on payments
  for each row when (new.state <> 'due') execute function note_payment_event();
create trigger payment_events_change after update of state on payments
  for each row when (old.state <> new.state) execute function note_payment_event();

-- One for a whole look, however many names it looked at; none for a look that found what was found before.
create function note_findings_event() returns trigger language plpgsql security definer set search_path from current as $$
declare
  told record;
begin
  for told in
    insert into order_events (account, order_id, what)
    select account, order_id, 'proof' from orders where order_id in (select order_id from changed)
    returning account
  loop
    perform tell_listeners(told.account);
  end loop;
  return null;
end
$$;
create trigger finding_events after insert on findings
  referencing new table as changed for each statement execute function note_findings_event();

create function note_validations_event() returns trigger language plpgsql security definer set search_path from current as $$
declare
  told record;
begin
  for told in
    insert into order_events (account, order_id, what)
    select account, order_id, 'proof' from orders
     where order_id in (
       select changed.order_id from changed join before using (order_id, name)
        where (changed.status, changed.method, changed.record, changed.file)
              is distinct from (before.status, before.method, before.record, before.file))
    returning account
  loop
    perform tell_listeners(told.account);
  end loop;
  return null;
end
$$;
create trigger validation_events after update on domain_validations
  referencing old table as before new table as changed for each statement execute function note_validations_event();

create function note_revocation_event() returns trigger language plpgsql security definer set search_path from current as $$
begin
  insert into order_events (account, order_id, revocation_id, what, state, waits, waited)
  values (new.account, new.order_id, new.revocation_id, 'revocation', new.state, open_waits(new.waiting_on, null),
          case when tg_op = 'UPDATE' then open_waits(old.waiting_on, null) else '{}' end);
  perform tell_listeners(new.account);
  return null;
end
$$;
create trigger revocation_events_begin after insert on revocations
  for each row when (new.started_at is not null or new.progress_sequence > 0) execute function note_revocation_event();
create trigger revocation_events_change
  after update of state, waiting_on, since, deadline, next_action, detail, detail_words, validations, started_at,
                  progress_sequence, ended_at on revocations
  for each row when (
    (new.started_at is not null or new.progress_sequence > 0)
    and ((old.started_at is null and old.progress_sequence = 0)
         or (old.state, old.waiting_on, old.since, old.deadline, old.next_action, old.detail, old.detail_words, old.validations,
             old.ended_at is null)
            is distinct from
            (new.state, new.waiting_on, new.since, new.deadline, new.next_action, new.detail, new.detail_words, new.validations,
             new.ended_at is null)))
  execute function note_revocation_event();
