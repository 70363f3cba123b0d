-- beside: 0010_master_keys.sql
-- Who asks: people with roles in accounts, keys of programs, sessions, and what is counted against guessing. And two lists of orders:
-- those that wait on people, for whom an account's letters are, and all that wait, for operators. Programs of versions before go on
-- beside it: they know of no people.
create table users (
  user_id text primary key,
  -- lower case; unique in the installation, since nobody says which account they sign in to
  login text not null unique,
  -- whose owners set the password and end sessions
  account text not null,
  -- argon2id, as a PHC string; null: signs in elsewhere, or not yet
  password_hash text,
  password_set_at timestamptz,
  signed_in_at timestamptz,
  created_at timestamptz not null
);

-- As whom an OpenID provider knows a user.
create table user_subjects (
  issuer text not null,
  subject text not null,
  user_id text not null references users on delete cascade,
  primary key (issuer, subject)
);
create index user_subjects_by_user on user_subjects (user_id);

create table memberships (
  user_id text not null references users on delete cascade,
  -- null: of the installation
  account text,
  role text not null check (role in ('owner', 'orderer', 'letters', 'approver', 'auditor', 'operator')),
  -- Null: given here. Else the OpenID provider whose groups say so, at each sign-in anew.
  by_issuer text,
  created_at timestamptz not null,
  constraint operators_are_of_the_installation check ((role = 'operator') = (account is null))
);
create unique index memberships_once on memberships (user_id, coalesce(account, ''));
create index memberships_by_account on memberships (account, user_id);

create table api_keys (
  key_id text primary key,
  account text not null,
  name text not null,
  role text not null check (role in ('owner', 'orderer', 'letters', 'approver', 'auditor')),
  created_at timestamptz not null,
  -- null: when it is revoked
  expires_at timestamptz,
  last_used_at timestamptz,
  -- kept: the log names it
  revoked_at timestamptz
);
create unique index api_keys_name on api_keys (account, name) where revoked_at is null;

-- Sealed, not hashed: a signature is made with the secret itself (TC3-HMAC-SHA256). Those that no longer count are taken away.
create table api_key_secrets (
  secret_id text primary key,
  key_id text not null references api_keys on delete cascade,
  sealed_secret jsonb not null,
  written_off_at timestamptz,
  created_at timestamptz not null,
  -- null: as long as the key
  ends_at timestamptz
);
create index api_key_secrets_by_key on api_key_secrets (key_id);

create table sessions (
  -- what a person sees of it: it opens nothing
  session_id text primary key,
  -- SHA-256 of the token, lower-case hex: whoever reads this table has no session
  token_hash text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
  user_id text not null references users on delete cascade,
  -- from where it was opened, as the server saw it
  opened_from text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index sessions_by_user on sessions (user_id, created_at desc);
create index sessions_by_end on sessions (expires_at);

-- Attempts to sign in, counted before the password is looked at. The names are hashes: people type passwords where logins belong.
create table sign_in_attempts (
  bucket text primary key,
  attempts integer not null,
  since timestamptz not null
);
create index sign_in_attempts_by_age on sign_in_attempts (since);

-- Reading goes on while these are built, writing waits. `if not exists`: whoever can't have that builds them beforehand under
-- these names, `concurrently` (docs/operating.md). The waits are those of domain/orders/people-waits.ts.
create index if not exists orders_waiting_on_people on orders (account, created_at desc, order_id desc)
  where waiting_on in ('subscriber-letter', 'subscriber-application-form', 'subscriber-emails', 'subscriber-channel',
                       'subscriber-phone', 'subscriber-mailbox', 'reviewer-letter', 'reviewer-application',
                       'ca-public-record', 'ca-phone-call', 'ca-organization')
     or (tracks #>> '{0,status}' = 'open'
         and tracks #>> '{0,waitingOn}' in ('subscriber-letter', 'subscriber-application-form', 'subscriber-emails',
             'subscriber-channel', 'subscriber-phone', 'subscriber-mailbox', 'reviewer-letter', 'reviewer-application',
             'ca-public-record', 'ca-phone-call', 'ca-organization'))
     or (tracks #>> '{1,status}' = 'open'
         and tracks #>> '{1,waitingOn}' in ('subscriber-letter', 'subscriber-application-form', 'subscriber-emails',
             'subscriber-channel', 'subscriber-phone', 'subscriber-mailbox', 'reviewer-letter', 'reviewer-application',
             'ca-public-record', 'ca-phone-call', 'ca-organization'));
create index if not exists orders_that_wait on orders (created_at desc, order_id desc) where waiting_on is not null;
