-- Whose turn it was, since when and until when, of every order and each of its proofs: an order's row has only the turn of now. Written
-- in the transaction of the change itself, by a trigger: no statement of an order's is one more. A wait that lasts writes nothing.
-- Programs of versions before go on beside it: triggers write, as the tables' owner, whoever changes something.
-- beside: 0010_master_keys.sql

create table order_turns (
  order_id text not null references orders on delete cascade,
  -- domain or organization; '' of what is not a proof's
  track text not null,
  waiting_on text not null,
  since timestamptz not null,
  -- null: it is their turn now
  until timestamptz,
  deadline timestamptz,
  -- the order's, for what is usual
  brand text not null,
  certificate_type text not null,
  -- ended by an end without a certificate: tells nothing of how long such a turn takes
  is_cut_off boolean not null default false,
  primary key (order_id, since, track, waiting_on)
);
-- The newest of a kind are what is usual.
create index order_turns_usual on order_turns (brand, certificate_type, waiting_on, until desc)
  where until is not null and not is_cut_off;

-- Since when turns are kept: of an order that is older, those before are unknown.
create table order_turns_kept (
  only_one boolean primary key default true check (only_one),
  since timestamptz not null default now()
);
insert into order_turns_kept default values;

-- Who holds the ball: each open proof, and beside them the order itself, where what it waits for is none of theirs. What began at a moment
-- that nobody noted began with the order.
create function turns_of(given orders) returns table (track text, wait text, began timestamptz, ends timestamptz)
  language sql stable as $$
  with proofs as (
    select proof ->> 'track' as track, proof ->> 'waitingOn' as wait,
           coalesce((proof ->> 'since')::timestamptz, given.since, given.created_at) as began,
           (proof ->> 'deadline')::timestamptz as ends
      from jsonb_array_elements(case jsonb_typeof(given.tracks) when 'array' then given.tracks else '[]' end) proof
     where proof ->> 'status' = 'open' and proof ->> 'waitingOn' is not null)
  select * from (
    select coalesce(proofs.track, '') as track, wait, began, ends from proofs
     union
    select '', given.waiting_on, coalesce(given.since, given.created_at), given.deadline
     where given.waiting_on is not null and not exists (select from proofs where wait = given.waiting_on)) turns
   where standing_of(given.state) = 'open'
$$;

create function keep_order_turns() returns trigger language plpgsql security definer set search_path from current as $$
begin
  -- The workflow numbers its writes: an older one is no turn. An end is one whatever its number.
  if tg_op = 'UPDATE' then
    if new.progress_sequence < old.progress_sequence and standing_of(new.state) = 'open' then
      return null;
    end if;
    -- Until the turn that took its place began: the same proof's, or the order's own before its proofs and after them.
    update order_turns kept
       set until = greatest(kept.since, coalesce(
             (select min(began) from turns_of(new)
               where began >= kept.since and (track = kept.track or '' in (track, kept.track))),
             clock_timestamp())),
           is_cut_off = new.state in ('cancelled', 'rejected', 'expired')
     where kept.order_id = new.order_id and kept.until is null
       and not exists (select from turns_of(new)
                        where track = kept.track and wait = kept.waiting_on and began = kept.since);
  end if;
  insert into order_turns as kept (order_id, track, waiting_on, since, deadline, brand, certificate_type)
  select new.order_id, track, wait, began, ends, new.brand, new.certificate_type from turns_of(new)
  on conflict (order_id, since, track, waiting_on) do update set deadline = excluded.deadline, until = null, is_cut_off = false
   where kept.until is not null or kept.deadline is distinct from excluded.deadline;
  return null;
end
$$;

-- From here on nobody writes until the end: no turn is missed.
create trigger order_turns_begin after insert on orders for each row execute function keep_order_turns();
create trigger order_turns_change after update of state, waiting_on, since, deadline, tracks on orders
  for each row when ((old.state, old.waiting_on, old.since, old.deadline, old.tracks)
                     is distinct from (new.state, new.waiting_on, new.since, new.deadline, new.tracks))
  execute function keep_order_turns();

insert into order_turns (order_id, track, waiting_on, since, deadline, brand, certificate_type)
select order_id, track, wait, began, ends, brand, certificate_type
  from orders cross join lateral turns_of(orders) turns
 where standing_of(state) = 'open'
on conflict do nothing;

-- Orders are listed by their type as well: a word (0012), written once an order.
create or replace function keep_order_words() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op <> 'INSERT' then
    delete from order_words gone
     using (select word from words_of_labels(old.names, old.alias, old.tags, old.project)
             union all values (E'brand\n' || old.brand), (E'type\n' || old.certificate_type), ('unpaid')) was
     where gone.account = old.account and gone.word = was.word and gone.created_at = old.created_at
       and gone.order_id = old.order_id;
  end if;
  if tg_op <> 'DELETE' then
    insert into order_words (account, word, searched, created_at, order_id)
    select new.account, word, searched, new.created_at, new.order_id
      from (select * from words_of_labels(new.names, new.alias, new.tags, new.project)
             union all select E'brand\n' || new.brand, null
             union all select E'type\n' || new.certificate_type, null
             -- it has a price, and the payment service was asked for nothing yet
             union all select 'unpaid', null
                        where new.terms ? 'price'
                          and not exists (select from payments where payments.order_id = new.order_id)) words
    on conflict (account, word, created_at, order_id) do update set searched = excluded.searched;
  end if;
  return null;
end
$$;
insert into order_words (account, word, created_at, order_id)
select account, E'type\n' || certificate_type, created_at, order_id from orders
 order by 1, 2, 3, 4;
analyze order_words;
analyze order_turns;
