-- Places of free certificates: taken with the form, given back with an end without a certificate, released by time
-- (db/statements/free-places.ts counts). A place belongs to the plan of the order that took it: re-issues share it.
create table free_places (
  order_id text primary key references orders on delete cascade,
  account text not null,
  -- null: taken before places were counted, and named when a worker starts
  registrable_domain text,
  taken_at timestamptz not null,
  given_back_at timestamptz
);
create index free_places_by_account on free_places (account) where given_back_at is null;
create index free_places_by_domain on free_places (registrable_domain) where given_back_at is null;

insert into free_places (order_id, account, taken_at)
select order_id, account, created_at
  from orders
 where certificate_type = 'dv-free' and form is not null and purpose not in ('reissue', 'plan-reissue')
   and (state not in ('cancelled', 'rejected', 'expired') or certificate_id is not null);

create index orders_unstarted on orders (updated_at) where started_at is null;
