-- Whose a key is: nobody approves what a key of their own asked for, nor the other way round (domain/orders/approval.ts). Programs of
-- versions before go on beside it: a key that they make has nobody on record, and what one asks has nobody behind it.
-- beside: 0010_master_keys.sql
alter table api_keys
  -- whoever has had a secret of it in hand, such as `user:usr_1`: its maker, and who gave it another one; where that was a key, those of it
  add column held_by text[] not null default '{}',
  -- as lists tell it; null: made by a version before
  add column made_by_name text;

-- Who had the key in hand that asked, when it asked.
alter table approvals add column requested_for text[] not null default '{}';

-- Who has the plan renewed by itself, as above; empty: its order's form does.
alter table plans add column renews_for text[] not null default '{}';

-- Requests to revoke that wait on people, for whom an account's letters are. Reading goes on while it is built, writing waits; it may be
-- built beforehand as those of migration 0031. The waits are those of domain/orders/people-waits.ts.
create index if not exists revocations_waiting_on_people on revocations (account, created_at desc, revocation_id desc)
  where waiting_on in ('subscriber-revocation-letter', 'reviewer-revocation');
-- And those that wait for a second person.
create index if not exists revocations_awaiting_approval on revocations (account) where waiting_on = 'approver-decision';
