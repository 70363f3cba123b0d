-- One table of letters: those of a company's check, and those that ask for a revocation, which had a table of their own.
-- Rows move as they are. Workers and programs of 0.3.0 go on beside it: what they know as the table `revocation_letters`
-- is a view from here on, which takes every statement of theirs. It goes with a later migration.

-- What is being stored is waited for, in the order in which storing a letter takes its locks: no row can come in between
-- the move and the end of the old table, and nobody waits in a circle.
lock table revocations in exclusive mode;
lock table revocation_letters, letters in access exclusive mode;

alter table letters
  alter column order_id drop not null,
  -- the request that the letter asks for; an order's letter has none
  add column revocation_id text references revocations on delete cascade,
  add constraint letter_has_one_subject check (num_nonnulls(order_id, revocation_id) = 1),
  add constraint letters_revocation_id_version_key unique (revocation_id, version),
  drop constraint letters_document_check,
  add constraint letters_document_check
    check (document in ('confirmation-letter', 'application-form', 'revocation-letter')),
  add constraint letter_document_fits_subject check ((document = 'revocation-letter') = (revocation_id is not null)),
  drop constraint letter_is_acceptable,
  -- the rows of domain/organization/letter-rules.ts, and of domain/revocation/rules.ts what any product takes; a test
  -- compares them
  add constraint letter_is_acceptable check (
    case document
      when 'confirmation-letter' then
        content_type in ('image/jpeg', 'image/png', 'application/pdf') and size_bytes between 1024 and 1468006
      when 'application-form' then
        content_type in ('image/jpeg', 'image/gif', 'application/pdf') and size_bytes between 1 and 1468006
      else content_type in ('image/jpeg', 'image/png', 'image/gif', 'application/pdf')
        and size_bytes between 1024 and 1468006
    end
  );

-- Rules for what comes in: what is moved came in before, and its revocation may have ended since.
drop trigger letter_fits_the_way on letters;

insert into letters
  (letter_id, revocation_id, version, document, content_type, size_bytes, sha256, content, uploaded_by, uploaded_at,
   status, reason, handing_in_at)
select letter_id, revocation_id, version, 'revocation-letter', content_type, size_bytes, sha256, content, uploaded_by,
       uploaded_at, status, reason, handing_in_at
  from revocation_letters;
drop table revocation_letters;

create trigger letter_fits_the_way before insert on letters
  for each row when (new.order_id is not null) execute function refuse_letter_of_other_way();
-- No letter where the proof is another one (domain/revocation/rules.ts), and none after the end.
create function refuse_letter_of_no_revocation() returns trigger language plpgsql as $$
begin
  if not exists (
    select from revocations
     where revocation_id = new.revocation_id and proof = 'letter' and ended_at is null
  ) then
    raise exception 'The revocation takes no letter'
      using errcode = 'check_violation', constraint = 'letter_fits_the_revocation';
  end if;
  return new;
end
$$;
create trigger letter_fits_the_revocation before insert on letters
  for each row when (new.revocation_id is not null) execute function refuse_letter_of_no_revocation();
-- As one_letter_under_way, which leaves those of no order alone.
create unique index one_revocation_letter_under_way on letters (revocation_id) where status in ('stored', 'handed-in');

-- For what 0.3.0 asks and tells, as long as it runs beside.
create view revocation_letters as
  select letter_id, revocation_id, version, content_type, size_bytes, sha256, content, uploaded_by, uploaded_at, status,
         reason, handing_in_at, document
    from letters
   where revocation_id is not null;
alter view revocation_letters alter column document set default 'revocation-letter';
