-- beside: 0010_master_keys.sql
-- Orders of a state, or of a wait, and of a brand: two conditions of which each has many rows, and both next to none. The brand
-- stands before the date, so that both together are a list of their own; of a state whatever the brand, the brands' lists are
-- merged. As many indexes as before, so that no update of an order writes more of them. Programs of versions before go on
-- beside it: their lists of a state sort what they find.
--
-- Reading goes on while these are built, writing waits. `if not exists`: whoever can't have that builds them beforehand under
-- these names, `concurrently` (docs/operating.md).

-- Ascending: lists read it from its end, a forecast from its beginning, one brand after the other.
create index if not exists orders_in_state_of_brand on orders (account, state, brand, created_at, order_id);
drop index orders_in_state;
create index if not exists orders_waiting_of_brand on orders (account, waiting_on, brand, created_at, order_id)
  where waiting_on is not null;
drop index orders_waiting;
create index if not exists orders_waiting_first_track_of_brand
  on orders (account, (tracks #>> '{0,waitingOn}'), brand, created_at, order_id) where tracks #>> '{0,status}' = 'open';
drop index orders_waiting_first_track;
create index if not exists orders_waiting_second_track_of_brand
  on orders (account, (tracks #>> '{1,waitingOn}'), brand, created_at, order_id) where tracks #>> '{1,status}' = 'open';
drop index orders_waiting_second_track;
