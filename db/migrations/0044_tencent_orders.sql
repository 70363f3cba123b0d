-- beside: 0010_master_keys.sql
-- What our orders are called at the reseller, and which of its certificates was bought for each: never two for one.
-- Programs of versions before go on beside it: they know of no such connection.
create table tencent_orders (
  connection_id text not null,
  reference text not null,
  -- The reseller's number for what is bought, for how many names and years.
  product_id integer not null,
  domain_count integer not null,
  years integer not null,
  -- As ordered.
  names text[] not null,
  -- Null: found there by our reference, when nothing was on record here.
  csr_pem text,
  validation_method text not null,
  -- The reference of the order that began the purchase, where this is another certificate of it.
  reissue_of text,
  -- Noted before the reseller is asked to sell; without a certificate: what became of it is not known yet.
  purchase_intended_at timestamptz,
  -- How often it was asked to sell.
  purchases integer not null default 0,
  certificate_id text,
  -- Bought for this order as well, and cancelled: what an unknown outcome turned out to be, too late.
  spare_ids text[] not null default '{}',
  -- When it was last looked for others under our reference.
  spares_looked_at timestamptz,
  -- It is taken back there, to be handed in by another method.
  is_reworked boolean not null default false,
  -- What is to be shown for the names, as it was told last, and since when.
  shown jsonb not null default '[]',
  shown_at timestamptz,
  -- When the CA was seen to be satisfied with every name.
  proven_at timestamptz,
  -- Hashes of what was handed in, and when.
  letters jsonb not null default '[]',
  revocation_letters jsonb not null default '[]',
  revocation_asked_at timestamptz,
  revoked_at timestamptz,
  primary key (connection_id, reference)
);
create unique index tencent_orders_certificate on tencent_orders (connection_id, certificate_id);
-- One purchase of a product at a time: else nobody could say whose the certificate is that an unknown outcome left behind.
create unique index tencent_orders_one_purchase on tencent_orders (connection_id, product_id)
  where purchase_intended_at is not null and certificate_id is null;
