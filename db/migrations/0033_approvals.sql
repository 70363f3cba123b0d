-- Approval by a second person: what accounts want, who asked, who decided. Programs of versions before go on beside it: they place
-- what needs no approval. Where an account wants approval, its programs are all of this version.
-- beside: 0010_master_keys.sql
create table account_rules (
  account text primary key,
  -- before an order that costs something is sent, and before a revocation is
  approves_orders boolean not null default false,
  approves_revocations boolean not null default false,
  updated_at timestamptz not null default now()
);

-- What needs approval, and who asked for it: written with the order, or the request to revoke.
create table approvals (
  -- the order's id, or the revocation's
  approval_id text primary key,
  order_id text not null references orders on delete cascade,
  revocation_id text references revocations on delete cascade,
  account text not null,
  -- whoever this is does not decide (domain/orders/approval.ts)
  requested_by text not null,
  requested_by_name text not null,
  requested_at timestamptz not null default now()
);
create index approvals_of_orders on approvals (order_id);
create index approvals_of_revocations on approvals (revocation_id) where revocation_id is not null;

-- Written before the workflow is asked, which takes one.
create table approval_decisions (
  decision_id text primary key,
  approval_id text not null references approvals on delete cascade,
  decision text not null check (decision in ('approved', 'declined')),
  decided_by text not null,
  decided_by_name text not null,
  decided_at timestamptz not null,
  taken_at timestamptz
);
create index decisions_of_approvals on approval_decisions (approval_id);
