-- beside: 0010_master_keys.sql
-- Access to what is outside: CAs, DNS services, servers that files are put on; and which CA serves which product.
-- Programs of versions before go on beside it: they know nothing of connections, and place orders at the environment's CA.
create table connections (
  connection_id text primary key,
  -- Null: the installation's, which every account may use.
  account text,
  name text not null,
  kind text not null,
  family text not null check (family in ('ca', 'dns', 'files')),
  -- `candidate`: what is about to be tried. `removed`: its secrets are gone; orders of then still name it.
  state text not null check (state in ('candidate', 'kept', 'removed')),
  settings jsonb not null,
  sealed_secrets jsonb,
  written_off_at timestamptz,
  -- Grows with each change: a worker that has opened an older one opens it anew.
  version integer not null default 1,
  -- When it was last let in; null: never tried.
  tried_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index connections_name on connections (coalesce(account, ''), name) where state = 'kept';

create table routes (
  route_id text primary key,
  -- Null: the installation's, for whatever no route of an account says.
  account text,
  -- Null: any.
  brand text,
  certificate_type text,
  -- A domain whose names it is for; '': any names.
  suffix text not null default '',
  connection_id text not null references connections,
  fallback_connection_id text references connections,
  updated_at timestamptz not null,
  check (fallback_connection_id is distinct from connection_id)
);
create unique index routes_rule
  on routes (coalesce(account, ''), coalesce(brand, ''), coalesce(certificate_type, ''), suffix);
create index routes_connection on routes (connection_id);
create index routes_fallback on routes (fallback_connection_id) where fallback_connection_id is not null;

-- Orders that a connection can't be removed from under: those that live, and those whose certificate is still valid.
create index orders_living_by_connection on orders (order_id)
  where terms -> 'connections' is not null and state not in ('rejected', 'expired', 'cancelled', 'issued');
create index orders_of_ca_connection on orders ((terms -> 'connections' ->> 'ca'))
  where terms -> 'connections' ->> 'ca' is not null;
