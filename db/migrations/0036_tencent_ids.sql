-- beside: 0010_master_keys.sql
-- What the reseller's API calls a certificate: an order, or a certificate from elsewhere, by an id of eight characters. Programs of
-- versions before go on beside it: they know of no such thing.

-- Of an id of ours, always the same (domain/tencent/ids.ts says it again; a test compares them): 48 bits of its SHA-256, base 62.
create function tencent_id(id text) returns text language sql immutable strict parallel safe as $$
  select string_agg(
           substr('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
                  (hashed.number / power(62::numeric, place)::bigint % 62)::integer + 1, 1),
           '' order by place desc)
    from (select ('x' || substr(encode(sha256(id::bytea), 'hex'), 1, 12))::bit(48)::bigint as number) hashed,
         generate_series(0, 7) place
$$;
create unique index orders_by_tencent_id on orders (account, tencent_id(order_id));
-- Those from elsewhere. Not by their source: statements that ask for that one have indexes of their own.
create unique index certificates_by_tencent_id on certificates (account, tencent_id(certificate_id))
  where order_id is null;

-- What that API knows of an order beside the order itself. Orders without a row were placed by other doors.
create table tencent_certificates (
  -- the order that gave it its id
  root_order_id text primary key references orders on delete cascade,
  account text not null,
  -- the order of today: another one once it was opened anew
  order_id text not null unique references orders on delete cascade,
  -- how it was bought (domain/tencent/products.ts); null where another door placed it
  product_id integer,
  domain_count integer not null,
  years integer not null,
  -- what was handed in for the order form so far, by the API's own fields: personal data, as in orders.form
  information jsonb not null default '{}',
  sealed_key_password jsonb,
  written_off_at timestamptz,
  -- when the form was handed on to the order
  submitted_at timestamptz,
  cancel_asked_at timestamptz,
  -- the certificate that it was applied for to follow, by that API's id
  renews text,
  removed_at timestamptz,
  created_at timestamptz not null default now()
);
create index tencent_certificates_by_account on tencent_certificates (account, created_at desc);

-- Requests to buy: whoever repeats one whose answer was lost gets the same orders.
create table tencent_purchases (
  purchase_id text primary key,
  account text not null,
  -- the key that asked
  asked_by text not null,
  request_sha256 text not null,
  asked_at timestamptz not null,
  -- once the answer had left as a whole
  delivered_at timestamptz,
  -- once it was known not to
  lost_at timestamptz
);
create index tencent_purchases_undelivered on tencent_purchases (account, asked_by, request_sha256, asked_at)
  where delivered_at is null;

create index tencent_purchases_by_account on tencent_purchases (account, asked_at);

-- What was deleted through that API: whoever asks by the deletion's number is told.
create table tencent_deletions (
  account text not null,
  tencent_id text not null,
  deleted_at timestamptz not null,
  primary key (account, tencent_id)
);

-- Certificate signing requests that an account makes beside its orders, to use elsewhere or paste later: kept until they are made
-- (generated_at), and as they are from then on.
create table signing_requests (
  request_id text primary key,
  account text not null,
  -- domain, organization, department, email, province, city, country, algorithm
  details jsonb not null,
  remark text,
  tags jsonb not null default '[]',
  csr_pem text,
  sealed_private_key jsonb,
  written_off_at timestamptz,
  password_protected boolean not null default false,
  generated_at timestamptz,
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  constraint signing_request_is_whole check ((csr_pem is null) = (generated_at is null))
);
create index signing_requests_by_account on signing_requests (account, created_at desc, request_id desc)
  where removed_at is null;
