-- beside: 0010_master_keys.sql
-- What the servers of the reseller's API know together, however many run side by side. Programs of versions before go on beside it:
-- each of their servers remembers the signatures that it took itself.

-- Signatures that were taken, as long as a clock lets them come again.
create table tencent_signatures (
  -- of the key's id and the signature
  signature_sha256 bytea primary key,
  taken_at timestamptz not null,
  -- writing actions that were taken under it
  written text[] not null
);
create index tencent_signatures_by_age on tencent_signatures (taken_at);

-- Addresses that open one download, once.
create table tencent_download_links (
  -- of what stands in the address; that itself is kept nowhere
  token_sha256 bytea primary key,
  -- the key that asked for it: what it may do then counts
  key_id text not null,
  tencent_id text not null,
  format text not null,
  expires_at timestamptz not null
);
create index tencent_download_links_by_end on tencent_download_links (expires_at);
