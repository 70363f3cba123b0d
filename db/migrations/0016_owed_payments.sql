-- What whoever watches an installation asks for at each scrape: money that is owed, over all accounts.
-- Programs of the version before go on beside it: it only adds an index.
-- beside: 0010_master_keys.sql
create index payments_owed on payments (owed_since) where state = 'owed';
