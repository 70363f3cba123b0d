-- beside: 0010_master_keys.sql
-- Accounts at ACME directories, made once and kept, and what our orders are called there.
-- Programs of versions before go on beside it: they know of no such directory.
create table acme_accounts (
  -- Of whose it is, the directory, and the binding that it was made with: connections that agree in these share it.
  account_ref text primary key,
  -- Null: the installation's.
  account text,
  directory_url text not null,
  -- The account's key, and the one that is to follow it while that is under way.
  sealed_keys jsonb not null,
  written_off_at timestamptz,
  -- Null: not registered yet, or the answer was lost.
  account_url text,
  -- SHA-256 of the mailboxes that the directory was told of.
  contact_digest text,
  -- What the directory calls itself in CAA records.
  caa_identities text[] not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table acme_orders (
  connection_id text not null,
  -- Ours: one order of ours may have several there, one after the other, of which one lives.
  reference text not null,
  -- As on the certificate.
  names text[] not null,
  csr_pem text not null,
  validation_method text not null,
  -- Noted before the directory is asked for an order.
  intended_at timestamptz not null,
  -- Null: not placed yet, or the answer was lost.
  order_url text,
  placed_at timestamptz,
  authorization_urls text[] not null default '{}',
  -- Names whose control had been shown before.
  reused_names text[] not null default '{}',
  -- What is to be shown for each name, as it was told last.
  shown jsonb not null default '[]',
  -- Has the order been told of this? Before that, nothing is put to the directory.
  handed_out boolean not null default false,
  -- How many were lost to a failed validation, and what the directory said of the last one, name by name.
  failures integer not null default 0,
  failed_at timestamptz,
  failure jsonb,
  -- Noted before the directory is asked to issue: from then on the order can't be cancelled.
  finalize_intended_at timestamptz,
  certificate_url text,
  cancelled_at timestamptz,
  revoked_at timestamptz,
  primary key (connection_id, reference)
);
-- A directory that gives the same order for the same names gives it to one of ours.
create unique index acme_orders_url on acme_orders (order_url);
create index acme_orders_authorizations on acme_orders using gin (authorization_urls);
