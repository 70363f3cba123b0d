-- beside: 0010_master_keys.sql
-- Why a payment, a delivery, a letter or a change of details stands where it stands is kept in Chinese beside the English, as reasons
-- of orders are (0019). Programs of versions before go on beside it: they write the English alone, and what is kept beside it counts
-- only while the English is what it was written with. Each is {"zh": ..., "en": ...}.
alter table payments add column failure_words jsonb;
alter table notice_deliveries add column failure_words jsonb;
alter table letters add column reason_words jsonb;
alter table organization_details add column reason_words jsonb;
