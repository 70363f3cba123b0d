-- An order that is undone says so before its CA is asked what it has of it: an attempt to place or publish that was taken for dead,
-- and was not, finds it here and goes no further. Programs of versions before go on beside it.
-- beside: 0010_master_keys.sql
alter table orders add column given_up_at timestamptz;
