-- beside: 0010_master_keys.sql
-- Links that sign somebody in once, made by a stack of one's own for its owner. A row lives for minutes, and goes when it is used.
-- Programs of versions before go on beside it: they know of no such thing.
create table once_sign_ins (
  -- SHA-256 of the token, hex: who reads the table can't use it.
  token_hash text primary key,
  user_id text not null references users on delete cascade,
  expires_at timestamptz not null
);
create index once_sign_ins_by_end on once_sign_ins (expires_at);
create index once_sign_ins_by_user on once_sign_ins (user_id);
