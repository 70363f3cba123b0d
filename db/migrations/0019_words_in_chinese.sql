-- beside: 0010_master_keys.sql
-- What is told in words keeps its Chinese beside the English: what looks found, and why an order or a revocation stands where it
-- stands. Programs of versions before go on beside it: they write the English alone, and what is kept beside a reason counts
-- only while the reason is the English that it was written with.

-- {"expected": ..., "found": ...}: sentences of ours; values are the same in both languages.
alter table findings add column chinese jsonb;
-- {"zh": ..., "en": ...}
alter table orders add column reason_words jsonb;
alter table revocations add column detail_words jsonb;
