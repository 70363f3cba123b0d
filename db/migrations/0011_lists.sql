-- beside: 0010_master_keys.sql
-- Every list by an index that has its rows in its order, each beginning with the account. Programs of 0.3.0 go on beside it; until
-- they are replaced, their searches by name and by tag read all of an account.
--
-- Reading goes on while these are built, writing waits. `if not exists`: whoever can't have that builds them beforehand under
-- these names, `concurrently` (docs/operating.md has the statements and the times).
--
-- An index costs at each write. What changes in an order's life stands in as few as can be, so that an update which changes
-- none of it stays within its page: `orders_unstarted` had the time of the last update in it, which made each one a new entry
-- in every index.

-- All lists of orders that are not led by a word (0012): by state, and all of them as the seven states' lists merged. No index
-- without the state: for a rare one it would look cheaper than it is.
create index if not exists orders_in_state on orders (account, state, created_at desc, order_id desc);
drop index orders_by_state;
-- What open orders wait for: also where it is the other proof that is told first. Ended ones are in none of them.
create index if not exists orders_waiting on orders (account, waiting_on, created_at desc, order_id desc)
  where waiting_on is not null;
create index if not exists orders_waiting_first_track
  on orders (account, (tracks #>> '{0,waitingOn}'), created_at desc, order_id desc) where tracks #>> '{0,status}' = 'open';
create index if not exists orders_waiting_second_track
  on orders (account, (tracks #>> '{1,waitingOn}'), created_at desc, order_id desc) where tracks #>> '{1,status}' = 'open';
-- What other orders of the same company have proven; written once an order.
create index if not exists orders_of_company on orders (account, company_key, brand) where company_key is not null;
-- For the sweep of what was stored and never started: next to nothing is in it.
create index if not exists orders_never_started on orders (created_at) where started_at is null;
drop index orders_unstarted;

-- Revoked and replaced ones, newest first; all certificates as the three lists merged.
create index if not exists certificates_by_standing
  on certificates (account, (case when revoked_at is not null then 'revoked' when replaced_by is not null then 'replaced'
                                  else 'standing' end), created_at desc, certificate_id desc);
drop index certificates_by_account;
-- Active, expiring and expired ones are told by the clock: thirty days of expiry at a time, newest first.
create index if not exists certificates_by_expiry_span
  on certificates (account, (floor(extract(epoch from not_after at time zone 'UTC') / 2592000)::integer), created_at desc,
                   certificate_id desc, not_after)
  where revoked_at is null and replaced_by is null;
drop index certificates_by_expiry;
-- Those whose revocation or successor lies ahead of the clock that asks.
create index if not exists certificates_left on certificates (account, greatest(revoked_at, replaced_at))
  where revoked_at is not null or replaced_by is not null;
-- For workers' rounds: plans that nobody watches yet, and uploads whose key nobody has read. Empty but for what is to be done.
create index if not exists certificates_unwatched on certificates ((coalesce(plan_id, order_id))) where watched_at is null;
create index if not exists certificates_of_unknown_key on certificates (certificate_id)
  where source = 'uploaded' and spki_sha256 is null;

-- Plans as they are listed, and as a forecast reads them.
create index if not exists plans_by_end on plans (account, ends_at, plan_id);
drop index plans_by_account;

-- All notices as the kinds' lists merged.
create index if not exists account_notices_by_kind on account_notices (account, kind, posted_at desc, notice_id desc);
drop index account_notices_by_account;
create index if not exists account_notices_not_read on account_notices (account, posted_at desc, notice_id desc)
  where read_at is null;
drop index account_notices_unread;

-- The newest request to revoke is asked for by certificate and by order as well; a certificate that is removed asks too.
create index if not exists revocations_by_certificate on revocations (certificate_id, created_at desc);
create index if not exists revocations_by_order on revocations (order_id, created_at desc);
