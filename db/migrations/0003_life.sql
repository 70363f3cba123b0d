-- What surrounds and follows issuance: plans, successors, own certificates, revocations, words to search by.

-- Why an order was placed, which plan its certificate belongs to, which certificate it follows (domain/certificate-life.ts).
alter table orders
  add column purpose text not null default 'purchase'
    check (purpose in ('purchase', 'plan-reissue', 'reissue', 'renewal', 'replacement', 'upgrade')),
  -- the order that bought the plan; its own id where it did
  add column plan_id text,
  add column predecessor_certificate_id text,
  -- set where key and CSR of an earlier order are kept: copied when this order's key is prepared
  add column keeps_key_of_order_id text references orders,
  -- its certificate must not be valid any longer: the term that was bought ends then
  add column valid_until timestamptz,
  -- which of the plan's certificates, and which attempt at it; null for what somebody asked for
  add column plan_number integer,
  add column plan_attempt integer,
  -- by the clock of its workflow; of orders that a plan has to do with
  add column ended_at timestamptz,
  add column alias text,
  -- [{key, value}]
  add column tags jsonb not null default '[]',
  add column project text;
update orders set plan_id = order_id;
update orders set alias = form ->> 'alias', tags = coalesce(form -> 'tags', '[]'), project = form ->> 'project'
 where form is not null;
create index orders_by_plan on orders (plan_id, created_at);
create index orders_by_tags on orders using gin (tags jsonb_path_ops);
create index orders_by_predecessor on orders (predecessor_certificate_id) where predecessor_certificate_id is not null;
-- A certificate is followed by one order at a time, whoever asks for it.
create unique index one_living_successor on orders (predecessor_certificate_id)
  where state not in ('issued', 'cancelled', 'rejected', 'expired');

alter table certificates
  -- null: bought elsewhere, and uploaded to be watched
  alter column order_id drop not null,
  add column source text not null default 'ordered' check (source in ('ordered', 'uploaded')),
  add column plan_id text,
  add column revoked_at timestamptz,
  add column revocation_reason text,
  -- the certificate that took its place
  add column replaced_by text references certificates,
  add column replaced_at timestamptz,
  -- expiry notices, switched by certificate
  add column expiry_notices boolean not null default true,
  -- set once a lifecycle watches it
  add column watched_at timestamptz,
  add column alias text,
  add column tags jsonb not null default '[]',
  add column project text,
  add constraint certificate_has_its_source check ((source = 'ordered') = (order_id is not null));
update certificates set plan_id = order_id;
update certificates set alias = orders.alias, tags = orders.tags, project = orders.project
  from orders where orders.order_id = certificates.order_id;
create index certificates_by_plan on certificates (plan_id, not_before);
create index certificates_by_expiry on certificates (not_after) where revoked_at is null and replaced_by is null;
create index certificates_by_tags on certificates using gin (tags jsonb_path_ops);
-- The same certificate is watched once by an account, unless it says otherwise.
create index certificates_by_fingerprint on certificates (account, fingerprint_sha256);

-- A plan: what was bought, from the first certificate's first day to the end of its years. `single`: one certificate only.
create table plans (
  -- the order that bought it; of an uploaded certificate, that certificate
  plan_id text primary key,
  account text not null,
  kind text not null check (kind in ('series', 'single', 'uploaded')),
  years integer not null,
  begins_at timestamptz not null,
  ends_at timestamptz not null,
  -- days before expiry at which the next certificate is ordered; null: domain/reissue-schedule.ts decides
  reissue_before_days integer,
  -- on re-issue and renewal: CSR, key and key password stay
  keeps_configuration boolean not null default false,
  auto_renew boolean not null default false,
  created_at timestamptz not null default now()
);
create index plans_by_account on plans (account, ends_at);

-- Keys of certificates that were bought elsewhere; sealed as order_keys are.
create table certificate_keys (
  certificate_id text primary key references certificates on delete cascade,
  sealed_private_key jsonb not null,
  created_at timestamptz not null default now()
);

-- A subscriber's request to revoke. One at a time for a certificate.
create table revocations (
  revocation_id text primary key,
  certificate_id text not null references certificates,
  order_id text not null references orders,
  account text not null,
  reason text not null,
  -- what the brand wants to see (domain/revocation-rules.ts)
  proof text not null,
  state text not null,
  waiting_on text,
  since timestamptz,
  deadline timestamptz,
  next_action jsonb,
  -- why it was refused, or what is missing
  detail text,
  -- what shows control of the names, where that is the proof
  validations jsonb not null default '[]',
  progress_sequence integer not null default 0,
  -- set before the CA is asked
  intended_at timestamptz,
  requested_by text not null,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz
);
create unique index one_living_revocation on revocations (certificate_id) where ended_at is null;
create index revocations_by_account on revocations (account, created_at desc);

-- Stamped letters that ask for a revocation; beside confirmation letters, with the same life.
create table revocation_letters (
  letter_id text primary key,
  revocation_id text not null references revocations on delete cascade,
  version integer not null check (version >= 1),
  content_type text not null,
  size_bytes integer not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  content bytea not null,
  uploaded_by text not null,
  uploaded_at timestamptz not null default now(),
  status text not null default 'stored'
    check (status in ('stored', 'superseded', 'handed-in', 'accepted', 'rejected', 'refused')),
  reason text,
  handing_in_at timestamptz,
  unique (revocation_id, version),
  constraint revocation_letter_size_is_true check (size_bytes = octet_length(content))
);
