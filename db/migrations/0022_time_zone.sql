-- beside: 0010_master_keys.sql
-- By whose clock the mails of an account tell times: a name of the IANA time zone database, as the worker's Node.js knows it.
-- Programs of versions before go on beside it: they leave the column alone.
alter table notice_preferences add column time_zone text not null default 'Asia/Shanghai';
