-- Notices: what a subscriber was told of, on which channel, and what became of it there.

-- One row per notice; the id is made of what the notice is (domain/notice-identity.ts), so that it is posted once.
create table account_notices (
  notice_id text primary key,
  account text not null,
  kind text not null,
  -- what it is about: exactly one of them
  order_id text references orders on delete cascade,
  certificate_id text references certificates on delete cascade,
  revocation_id text references revocations on delete cascade,
  occasion text not null,
  rung integer not null,
  -- {subject: {zh, en}, body: {zh, en}}; no personal data
  texts jsonb not null,
  posted_at timestamptz not null,
  read_at timestamptz,
  -- set once the workflow that delivers it is known to run, or nothing is to be delivered
  delivery_started_at timestamptz,
  constraint notice_is_about_one_thing check (num_nonnulls(order_id, certificate_id, revocation_id) = 1)
);
create index account_notices_by_account on account_notices (account, posted_at desc);
create index account_notices_unread on account_notices (account, posted_at desc) where read_at is null;
create index account_notices_by_order on account_notices (order_id, kind) where order_id is not null;
create index account_notices_by_certificate on account_notices (certificate_id, kind) where certificate_id is not null;
create index account_notices_by_revocation on account_notices (revocation_id, kind) where revocation_id is not null;

-- One outcome per notice and channel (domain/notices.ts); claimed before it is sent, settled once.
create table notice_deliveries (
  notice_id text not null references account_notices on delete cascade,
  channel text not null check (channel in ('inbox', 'mail', 'webhook')),
  outcome text not null default 'pending',
  attempts integer not null default 0,
  first_attempted_at timestamptz,
  -- by an attempt that is under way; an old one is taken over
  claimed_at timestamptz,
  settled_at timestamptz,
  -- what the channel said last; no personal data
  last_failure text,
  primary key (notice_id, channel)
);
create index notice_deliveries_pending on notice_deliveries (notice_id) where outcome = 'pending';

-- What an account wants to be told, where and how. The mail address is personal data: it stays in this row.
create table notice_preferences (
  account text primary key,
  language text not null default 'both' check (language in ('zh', 'en', 'both')),
  -- {kind: [channel, ...]}: what is switched off
  switched_off jsonb not null default '{}',
  mail_address text,
  webhook_url text,
  -- see db/sealed-values.ts
  sealed_webhook_secret jsonb,
  updated_at timestamptz not null default now()
);

-- Rungs that were settled before are not told again; their ids are made as domain/notice-identity.ts makes them.
create temporary table settled_before on commit drop as
select left(encode(sha256(convert_to(
         concat_ws(E'\n', orders.account, 'order', orders.order_id, told.kind, told.occasion, told.rung), 'UTF8')), 'hex'), 32)
         as notice_id,
       orders.account, told.kind, orders.order_id, told.occasion, told.rung, told.outcome, told.attempts, told.settled_at
  from orders
  join lateral (
         select 'waiting' as kind, notices.occasion, rung_days as rung,
                case notices.outcome when 'sent' then 'delivered' when 'no-channel' then 'not-configured'
                                     else notices.outcome end as outcome,
                notices.attempts, coalesce(notices.settled_at, notices.created_at) as settled_at
           from notices
          where notices.order_id = orders.order_id and notices.outcome in ('sent', 'skipped', 'no-recipient', 'no-channel')
         union all
         -- orders that were taken before notices told of it
         select 'submitted', 'form', 0, 'skipped', 0, orders.created_at where orders.state <> 'pending-submission'
       ) as told on true;
insert into account_notices
       (notice_id, account, kind, order_id, occasion, rung, texts, posted_at, read_at, delivery_started_at)
select notice_id, account, kind, order_id, occasion, rung,
       jsonb_build_object(
         'subject', jsonb_build_object('zh', '证书订单 ' || order_id, 'en', 'Certificate order ' || order_id),
         'body', jsonb_build_object('zh', '此通知由较早的版本发出。', 'en', 'An earlier version sent this notice.')),
       settled_at, settled_at, settled_at
  from settled_before;
insert into notice_deliveries (notice_id, channel, outcome, attempts, settled_at)
select notice_id, 'mail', outcome, attempts, settled_at from settled_before
union all
select notice_id, 'inbox', 'skipped', 0, settled_at from settled_before;

-- Workers of the version before go on beside newer ones for a while: what one of them has told, the other has not to.
create function notice_told_by_older_worker() returns trigger language plpgsql as $$
begin
  if exists (
    select from account_notices
     where order_id = new.order_id and kind = 'waiting' and occasion = new.occasion and rung = new.rung_days
  ) then
    return null;
  end if;
  return new;
end
$$;
create trigger not_told_twice before insert on notices
  for each row execute function notice_told_by_older_worker();
