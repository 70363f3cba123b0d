-- beside: 0010_master_keys.sql
-- Orders of a state, or of a wait, and of a tag or a project: each may have many rows, and both together none. Tags and project
-- stand among the words (0012) once more with how far the order is: open, or the end that it had. Written when the order is
-- stored and when it ends, whatever happens between; of an order without labels never.
-- Programs of versions before go on beside it: triggers keep these words as well.

create function standing_of(state text) returns text language sql immutable parallel safe as $$
  select case when state in ('issued', 'cancelled', 'rejected', 'expired') then state else 'open' end
$$;

-- Such as expired, a line break, and the word of the tag.
create function standing_words(state text, tags jsonb, project text) returns setof text
  language sql immutable parallel safe as $$
  select standing_of(state) || E'\n' || word from words_of_labels('{}', null, tags, project)
$$;

-- Run as the tables' owner: programs beside have no right to functions and tables that are not granted yet.
create function keep_standing_words() returns trigger language plpgsql security definer set search_path from current as $$
declare
  was text[];
begin
  if tg_op <> 'INSERT' then
    was := array(select standing_words(old.state, old.tags, old.project));
  end if;
  if tg_op = 'UPDATE' and new.tags = old.tags and new.project is not distinct from old.project then
    if standing_of(new.state) <> standing_of(old.state) then
      update order_words set word = standing_of(new.state) || substr(word, length(standing_of(old.state)) + 1)
       where account = old.account and word = any (was) and created_at = old.created_at and order_id = old.order_id;
    end if;
    return null;
  end if;
  if tg_op <> 'INSERT' then
    delete from order_words
     where account = old.account and word = any (was) and created_at = old.created_at and order_id = old.order_id;
  end if;
  if tg_op <> 'DELETE' then
    insert into order_words (account, word, created_at, order_id)
    select new.account, word, new.created_at, new.order_id
      from standing_words(new.state, new.tags, new.project) word
    on conflict do nothing;
  end if;
  return null;
end
$$;

-- From here on nobody writes until the end: no word is missed.
create trigger standing_words_begin after insert on orders
  for each row when (new.tags <> '[]' or new.project is not null) execute function keep_standing_words();
create trigger standing_words_change after update of state, tags, project on orders
  for each row when ((old.state <> new.state or old.tags <> new.tags or old.project is distinct from new.project)
                     and (old.tags <> '[]' or new.tags <> '[]' or old.project is not null or new.project is not null))
  execute function keep_standing_words();
create trigger standing_words_end after delete on orders
  for each row when (old.tags <> '[]' or old.project is not null) execute function keep_standing_words();

insert into order_words (account, word, created_at, order_id)
select account, word, created_at, order_id
  from orders cross join lateral standing_words(state, tags, project) word
 where tags <> '[]' or project is not null
 order by account, word, created_at, order_id;
analyze order_words;
