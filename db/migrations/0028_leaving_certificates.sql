-- beside: 0010_master_keys.sql
-- How many certificates are about to leave use: next to none. Of a partial index with an expression Postgres keeps no statistics
-- that it would reckon with, and takes a third of all rows for granted: at a million of them a walk through the table then
-- looks cheaper than the index `certificates_left`.
create statistics if not exists certificates_leaving on (greatest(revoked_at, replaced_at)) from certificates;
analyze certificates;
