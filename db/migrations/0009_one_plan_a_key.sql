-- A key serves one plan: a CSR whose key an earlier certificate has is refused at the door.

alter table orders
  -- of a CSR that was handed in: SHA-256 of its public key, lower-case hex; what was generated here stands in order_keys
  add column csr_spki_sha256 text;
create index orders_by_csr_key on orders (csr_spki_sha256) where csr_spki_sha256 is not null;

create index order_keys_by_key on order_keys (spki_sha256);

alter table certificates
  -- of an uploaded one; null where it was stored before, until somebody asks. Those ordered here: order_keys
  add column spki_sha256 text;
create index certificates_by_key on certificates (spki_sha256) where spki_sha256 is not null;
