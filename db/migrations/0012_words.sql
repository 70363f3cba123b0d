-- beside: 0010_master_keys.sql
-- The words that orders and certificates are looked for by, each with the moment that lists are sorted by. An index on arrays
-- finds the rows of a rare word and knows no order: of a common one it reads all. Here both are read from their newest on. A word
-- is written once, where the indexes on names and tags were written at every update of an order.
-- Programs of 0.3.0 go on beside it: triggers keep the words, whoever writes.

create table order_words (
  account text not null,
  -- such as name, a line break, www.example.com; tags by their key, and by key and value (db/statements/words.ts)
  word text not null,
  created_at timestamptz not null,
  order_id text not null,
  -- of the alias, which is looked for by any part of it: in lower case
  searched text
);

create table certificate_words (
  account text not null,
  word text not null,
  created_at timestamptz not null,
  certificate_id text not null,
  searched text
);

create function words_of_labels(names text[], alias text, tags jsonb, project text)
  returns table (word text, searched text) language sql immutable parallel safe as $$
  select E'name\n' || name, null from unnest(names) name
   union
  select E'tag\n' || (tag ->> 'key'), null from jsonb_array_elements(tags) tag
   union
  select E'tag\n' || (tag ->> 'key') || E'\n' || (tag ->> 'value'), null from jsonb_array_elements(tags) tag
   union
  select E'project\n' || project, null where project is not null
   union
  select 'alias', lower(alias) where alias is not null
$$;

-- Every one, two and three characters that follow each other, with the account before them: short words are whole names in
-- Chinese. Postgres's own extension for this knows three Latin letters at least, and is not to be had everywhere.
create function grams_of(account text, given text) returns text[] language sql immutable parallel safe as $$
  select array_agg(distinct account || E'\n' || substr(given, first, size))
    from generate_series(1, 3) size, generate_series(1, length(given) - size + 1) first
$$;

-- Run as the tables' owner: programs beside have no right to the new tables until the migration gives it.
create function keep_order_words() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op <> 'INSERT' then
    delete from order_words gone
     using (select word from words_of_labels(old.names, old.alias, old.tags, old.project)
             union all values (E'brand\n' || old.brand), ('unpaid')) was
     where gone.account = old.account and gone.word = was.word and gone.created_at = old.created_at
       and gone.order_id = old.order_id;
  end if;
  if tg_op <> 'DELETE' then
    insert into order_words (account, word, searched, created_at, order_id)
    select new.account, word, searched, new.created_at, new.order_id
      from (select * from words_of_labels(new.names, new.alias, new.tags, new.project)
             union all select E'brand\n' || new.brand, null
             -- it has a price, and the payment service was asked for nothing yet
             union all select 'unpaid', null
                        where new.terms ? 'price'
                          and not exists (select from payments where payments.order_id = new.order_id)) words
    on conflict (account, word, created_at, order_id) do update set searched = excluded.searched;
  end if;
  return null;
end
$$;

create function keep_certificate_words() returns trigger language plpgsql security definer set search_path from current as $$
begin
  if tg_op <> 'INSERT' then
    delete from certificate_words gone using words_of_labels(old.names, old.alias, old.tags, old.project) was
     where gone.account = old.account and gone.word = was.word and gone.created_at = old.created_at
       and gone.certificate_id = old.certificate_id;
  end if;
  if tg_op <> 'DELETE' then
    insert into certificate_words (account, word, searched, created_at, certificate_id)
    select new.account, word, searched, new.created_at, new.certificate_id
      from words_of_labels(new.names, new.alias, new.tags, new.project)
    on conflict (account, word, created_at, certificate_id) do update set searched = excluded.searched;
  end if;
  return null;
end
$$;

-- Payments are listed as their orders are: newest order first. Written once a payment.
alter table payments add column ordered_at timestamptz;

create function keep_payment_listed() returns trigger language plpgsql security definer set search_path from current as $$
begin
  select created_at into new.ordered_at from orders where order_id = new.order_id;
  delete from order_words
   where account = new.account and word = 'unpaid' and created_at = new.ordered_at and order_id = new.order_id;
  return new;
end
$$;

-- From here on nobody writes until the end: no word is missed.
create trigger words_of_orders after insert or delete or update of names, alias, tags, project, terms on orders
  for each row execute function keep_order_words();
create trigger words_of_certificates after insert or delete or update of names, alias, tags, project on certificates
  for each row execute function keep_certificate_words();
create trigger payments_are_listed before insert on payments
  for each row execute function keep_payment_listed();

update payments set ordered_at = orders.created_at from orders where orders.order_id = payments.order_id;
alter table payments alter column ordered_at set not null;
create index payments_in_state on payments (account, state, ordered_at desc, order_id desc);
drop index payments_by_account;

insert into order_words (account, word, searched, created_at, order_id)
select account, words.word, words.searched, created_at, order_id
  from orders cross join lateral words_of_labels(names, alias, tags, project) words
 union all
select account, E'brand\n' || brand, null, created_at, order_id from orders
 union all
select account, 'unpaid', null, created_at, order_id
  from orders
 where terms ? 'price' and not exists (select from payments where payments.order_id = orders.order_id);
alter table order_words add primary key (account, word, created_at, order_id);
create index order_words_by_part_of_alias on order_words using gin (grams_of(account, searched)) where searched is not null;
drop index orders_by_name;
drop index orders_by_tags;

insert into certificate_words (account, word, searched, created_at, certificate_id)
select account, words.word, words.searched, created_at, certificate_id
  from certificates cross join lateral words_of_labels(names, alias, tags, project) words;
alter table certificate_words add primary key (account, word, created_at, certificate_id);
create index certificate_words_by_part_of_alias
  on certificate_words using gin (grams_of(account, searched)) where searched is not null;
drop index certificates_by_tags;

analyze order_words;
analyze certificate_words;
