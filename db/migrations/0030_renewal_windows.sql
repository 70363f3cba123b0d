-- beside: 0010_master_keys.sql
-- When CAs want certificates replaced (RFC 9773): asked by workers, each question with a day of its own, and read by the lifecycles
-- of plans. Programs of versions before go on beside it: they know of no such thing, and order by our own days.
create table renewal_windows (
  certificate_id text primary key references certificates on delete cascade,
  -- Not asked before. Moved on by whoever asks.
  ask_at timestamptz not null,
  -- Null: not answered yet.
  answered_at timestamptz,
  -- Null: the CA names none.
  starts_at timestamptz,
  ends_at timestamptz,
  explanation_url text,
  -- It brings the plan's next step forward, and its lifecycle has not heard of it.
  untold boolean not null default false,
  constraint renewal_window_is_whole check ((starts_at is null) = (ends_at is null))
);
create index renewal_windows_due on renewal_windows (ask_at);
create index renewal_windows_untold on renewal_windows (certificate_id) where untold;
