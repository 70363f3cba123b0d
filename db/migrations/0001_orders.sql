-- Orders as people read them. The workflow is what is true; it numbers its writes (progress_sequence).
create table orders (
  order_id text primary key,
  account text not null,
  idempotency_key text,
  -- SHA-256 of the request, so that a key used twice for different orders is noticed
  request_sha256 text not null,
  brand text not null,
  certificate_type text not null,
  kind text,
  names text[] not null default '{}',
  validation_method text,
  terms jsonb,
  -- the order form: personal data lives here and nowhere else
  form jsonb,
  state text not null,
  waiting_on text,
  since timestamptz,
  deadline timestamptz,
  next_action jsonb,
  reason text,
  progress_sequence integer not null default 0,
  -- set before the CA is called for the first time: from then on the CA is asked before anything is sent again
  placement_intended_at timestamptz,
  ca_reference text,
  certificate_id text,
  created_at timestamptz not null default now(),
  -- set once the workflow is known to run; an order without it was never taken
  started_at timestamptz,
  updated_at timestamptz not null default now(),
  unique (account, idempotency_key)
);
create index orders_by_state on orders (account, state, created_at desc);
create index orders_by_name on orders using gin (names);

-- The CSR of an order and, where it was made here, its private key, sealed (see db/sealed-values.ts).
create table order_keys (
  order_id text primary key references orders on delete cascade,
  csr_pem text not null,
  spki_sha256 text not null,
  -- null where the CSR was pasted; PKCS#8 DER, itself encrypted where password_protected
  sealed_private_key jsonb,
  password_protected boolean not null default false,
  created_at timestamptz not null default now()
);

-- A key password on its way from the form to the key it protects; deleted in the transaction that stores the key.
create table pending_key_passwords (
  order_id text primary key references orders on delete cascade,
  sealed_password jsonb not null,
  created_at timestamptz not null default now()
);

-- The proofs asked for, as the CA words them; one row per name.
create table domain_validations (
  order_id text not null references orders on delete cascade,
  name text not null,
  method text not null,
  record jsonb,
  file jsonb,
  issued_at timestamptz not null,
  status text not null default 'pending',
  primary key (order_id, name)
);

-- What the system itself published, so that it removes that and nothing else.
create table published_validations (
  order_id text not null references orders on delete cascade,
  target text not null,
  publication jsonb not null,
  published_at timestamptz not null default now(),
  primary key (order_id, target)
);

-- Every look at the world. The same finding again counts up instead of adding a row.
create table findings (
  finding_id bigint generated always as identity primary key,
  order_id text not null references orders on delete cascade,
  name text not null,
  subject text not null,
  source text not null,
  question text not null,
  expected text not null,
  found text not null,
  verdict text not null,
  first_checked_at timestamptz not null,
  last_checked_at timestamptz not null,
  times integer not null default 1
);
create index findings_by_order on findings (order_id, name, subject, source, finding_id desc);

create table certificates (
  certificate_id text primary key,
  order_id text not null unique references orders,
  account text not null,
  names text[] not null,
  serial_number text not null,
  fingerprint_sha256 text not null,
  issuer text not null,
  not_before timestamptz not null,
  not_after timestamptz not null,
  certificate_pem text not null,
  -- the issuing certificates, leaf and root excluded
  chain_pem text not null,
  root_pem text,
  created_at timestamptz not null default now()
);
create index certificates_by_account on certificates (account, created_at desc);

-- Notices are promises: one row per order, wait and rung, claimed before it is sent.
create table notices (
  order_id text not null references orders on delete cascade,
  -- such as subscriber-dns@2026-11-23T00:00:00.000Z: a wait that starts again has a ladder of its own
  occasion text not null,
  rung_days integer not null,
  -- pending, failed, sent, skipped, no-recipient, no-channel
  outcome text not null default 'pending',
  attempts integer not null default 0,
  -- when the last attempt began; an unsettled claim is taken over once it is old
  claimed_at timestamptz,
  created_at timestamptz not null default now(),
  settled_at timestamptz,
  primary key (order_id, occasion, rung_days)
);
