-- What is counted and read by what is alive, however much is past: places of free certificates, plans of a forecast, the log
-- from where it was verified last. Workers and programs of 0.3.0 go on beside it: it only adds, and triggers keep up what
-- they write.
-- beside: 0010_master_keys.sql

-- Nobody writes while what is there is counted: a certificate could come in between.
lock table certificates, free_places in share row exclusive mode;

-- The end of the newest of the plan's certificates, as certificates are ordered wherever one of them is the newest; null as
-- long as nothing was issued. A place is released some time after it (domain/catalogue/free-places.ts).
alter table free_places add column ends_at timestamptz;

create function end_of_place(place text) returns timestamptz language sql stable as $$
  select least(not_after, revoked_at)
    from certificates
   where certificates.plan_id = place
   order by (replaced_by is null) desc, not_before desc, certificate_id desc
   limit 1
$$;

create function note_end_of_place() returns trigger language plpgsql as $$
declare
  place text;
begin
  foreach place in array case tg_op
    when 'INSERT' then array[new.plan_id]
    when 'DELETE' then array[old.plan_id]
    else array[new.plan_id, old.plan_id]
  end loop
    -- Locked first, looked at then: of two certificates of one plan at once the later one sees the earlier one.
    perform from free_places where order_id = place for no key update;
    if found then
      update free_places set ends_at = end_of_place(place)
       where order_id = place and ends_at is distinct from end_of_place(place);
    end if;
  end loop;
  return null;
end
$$;
create trigger certificates_end_places
  after insert or delete or update of plan_id, not_before, not_after, revoked_at, replaced_by on certificates
  for each row execute function note_end_of_place();

-- A place that is put on record after its certificate (after a restore).
create function begin_place_with_its_end() returns trigger language plpgsql as $$
begin
  new.ends_at := end_of_place(new.order_id);
  return new;
end
$$;
create trigger places_begin_with_their_end before insert on free_places
  for each row execute function begin_place_with_its_end();

update free_places set ends_at = end_of_place(order_id);

-- Those that are taken stand at the end of their account's and their domain's, whatever is past before them.
create index free_places_of_account on free_places (account, coalesce(ends_at, 'infinity')) where given_back_at is null;
create index free_places_of_domain on free_places (registrable_domain, coalesce(ends_at, 'infinity'))
  where given_back_at is null;
drop index free_places_by_account;
drop index free_places_by_domain;

-- Certificates from elsewhere by every domain that one of their names is or lies below: they take places there as well.
create table uploaded_certificate_domains (
  certificate_id text not null references certificates on delete cascade,
  domain text not null,
  ends_at timestamptz not null,
  primary key (certificate_id, domain)
);
create index uploaded_certificates_of_domain on uploaded_certificate_domains (domain, ends_at);

create function domains_above(names text[]) returns setof text language sql immutable as $$
  select distinct array_to_string(labels[first:], '.')
    from unnest(names) name, string_to_array(name, '.') labels, generate_subscripts(labels, 1) first
$$;

-- With its owner's rights: programs write on between the migration and what it grants.
create function note_domains_of_uploaded() returns trigger language plpgsql
  security definer set search_path from current as $$
begin
  delete from uploaded_certificate_domains where certificate_id = new.certificate_id;
  if new.source = 'uploaded' then
    insert into uploaded_certificate_domains (certificate_id, domain, ends_at)
    select new.certificate_id, domain, least(new.not_after, new.revoked_at) from domains_above(new.names) domain;
  end if;
  return null;
end
$$;
create trigger uploaded_certificates_have_domains after insert on certificates
  for each row when (new.source = 'uploaded') execute function note_domains_of_uploaded();
create trigger uploaded_certificates_keep_domains after update of source, names, not_after, revoked_at on certificates
  for each row when (new.source = 'uploaded' or old.source = 'uploaded') execute function note_domains_of_uploaded();

insert into uploaded_certificate_domains (certificate_id, domain, ends_at)
select certificate_id, domain, least(not_after, revoked_at) from certificates, domains_above(names) domain
 where source = 'uploaded';

-- Is one from elsewhere one of ours?
create index certificates_by_fingerprint_alone on certificates (fingerprint_sha256) where source = 'ordered';

-- How far an account's log was verified last. It is signed by a key made of a master key (db/log-checkpoints.ts): what
-- somebody else wrote here is not believed.
create table log_checkpoints (
  account text primary key,
  sequence bigint not null check (sequence >= 1),
  head text not null,
  verified_at timestamptz(3) not null,
  -- when everything was, from the first entry on
  verified_whole_at timestamptz(3) not null,
  master_key_id text not null,
  signature text not null
);
