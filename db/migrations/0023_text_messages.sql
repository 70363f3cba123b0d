-- beside: 0010_master_keys.sql
-- Text messages as a channel, for accounts that ask for them. Numbers stand in the form of an order, and nowhere here.
-- Programs of versions before go on beside it: they post none. Accounts ask for them once all workers are of this version.
alter table notice_preferences add column sms boolean not null default false;
-- Not checked for rows that are there: what was allowed before is allowed still, and millions need not be read.
alter table notice_deliveries drop constraint notice_deliveries_channel_check;
alter table notice_deliveries add constraint notice_deliveries_channel_check
  check (channel in ('inbox', 'mail', 'webhook', 'sms')) not valid;
