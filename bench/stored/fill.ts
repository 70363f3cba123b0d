/** Fills an empty database with a large installation's records, in statements of a few minutes: what lists are measured on. */
import pg from 'pg';

export interface FillOptions {
  /** How many, a multiple of 5,000: only then are the orders of one name of one account. */
  readonly orders: number;
  /** The schema is this release's: what later ones have tables for is left out. */
  readonly schema?: '0.3.0';
  readonly say?: (line: string) => void;
}

/** Accounts of very different sizes, as shares of all orders; the rest is spread over accounts of some twenty each. */
export const GIANT = 'giant';
export const LARGE = ['large-0', 'large-1', 'large-2', 'large-3'] as const;

/**
 * Orders of three years, a tenth of them open, with certificates, plans, payments, notices and an operations log. The log's
 * hashes are not chained: it can be listed, and not verified. The database is migrated and has none of it yet; the role owns
 * the tables. Statistics are gathered at the end.
 */
export async function fillDatabase(databaseUrl: string, { orders, schema, say }: FillOptions): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'sealflow-bench' });
  await client.connect();
  try {
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(PLAIN_INDEXES);
    const statements = {
      ...STATEMENTS,
      ...(schema === undefined && LATER_STATEMENTS),
      indexes: indexes.map(({ definition }) => definition).join(';'),
      statistics: 'vacuum (analyze)',
    };
    // Made again at the end: each row would cost a write in each of them, and most of the time.
    for (const { name } of indexes) await client.query(`drop index ${name}`);
    for (const [what, statement] of Object.entries(statements)) {
      const began = performance.now();
      await client.query(statement.replaceAll(':orders', String(orders)));
      say?.(`${what}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
    }
  } finally {
    await client.end();
  }
}

/** Of the order `i`: whose it is. 70 % the giant's, 5 % each large one's. */
const ACCOUNT = `
  case when (i % 1000 * 7919) % 1000 < 700 then 'giant'
       when (i % 1000 * 7919) % 1000 < 900 then 'large-' || ((i % 1000 * 7919) % 1000 - 700) / 50
       else 'small-' || (i * 31) % greatest(:orders / 200, 1) end`;

/** Of the order `i`: the newest 15 % are mostly open, what is older has ended. */
const STATE = `
  case when i > :orders * 0.85 and (i * 13) % 10 < 6
       then (array['validating', 'validating', 'validating', 'issuing', 'pending-submission'])[1 + (i / 7) % 5]
       else (array['issued', 'issued', 'issued', 'issued', 'issued', 'issued', 'issued', 'cancelled', 'expired', 'rejected'])[
              1 + (i * 17 / 3) % 10] end`;

const ORDERS = `
  insert into orders (order_id, account, request_sha256, brand, certificate_type, kind, names, validation_method, terms,
                      form, state, waiting_on, since, deadline, next_action, progress_sequence, placement_intended_at,
                      ca_reference, created_at, started_at, updated_at, tracks, company_key, purpose, plan_id, alias, tags,
                      project, certificate_id)
  select order_id, account, md5(order_id), brand, certificate_type, 'single', names, 'auto-dns',
         jsonb_build_object('brand', brand, 'type', certificate_type, 'rules', repeat('dated rule, ', 20))
           || case when is_free then '{}' else '{"price": {"amount": 120000, "currency": "CNY"}}' end::jsonb,
         jsonb_build_object('brand', brand, 'names', names, 'more', repeat(md5(order_id), 8)),
         state,
         case when state in ('validating', 'issuing') then wait when state = 'pending-submission' then 'subscriber-form' end,
         created_at, created_at + interval '29 days', '{"zh": "请添加记录", "en": "Add the record"}',
         4, created_at, md5(order_id || 'ca'), created_at, created_at + interval '1 second', created_at + interval '1 hour',
         case when has_company and state = 'validating' then jsonb_build_array(
           jsonb_build_object('track', 'domain', 'status', 'open', 'waitingOn', wait),
           jsonb_build_object('track', 'organization', 'status', 'open', 'waitingOn', 'ca-organization')) end,
         case when has_company then 'company-' || i % 5000 end, 'purchase', order_id,
         case when i % 10 < 3 then (array['Shop', '官网', 'Gateway', 'Mail'])[1 + i % 4] || ' ' || md5(i::text) end,
         case when i % 10 < 4 then jsonb_build_array(
           jsonb_build_object('key', 'env', 'value', (array['prod', 'prod', 'staging', 'dev'])[1 + (i / 3) % 4]),
           jsonb_build_object('key', 'team', 'value', 'team-' || (i / 5) % 200)) else '[]'::jsonb end,
         case when i % 2 = 0 then 'project-' || (i / 11) % 20 end,
         case when state = 'issued' then 'cert_' || substr(order_id, 5) end
    from (
      select i, 'ord_' || lpad(to_hex(i), 8, '0') || left(md5(i::text), 12) as order_id, ${ACCOUNT} as account,
             ${STATE} as state,
             now() - interval '3 years' * (1 - i / :orders::double precision) - interval '1 day' as created_at,
             (array['trustasia', 'trustasia', 'trustasia', 'trustasia', 'dnspod', 'wotrus', 'geotrust', 'globalsign',
                    'securesite', 'trustasia'])[1 + (i / 2) % 10] as brand,
             (i / 2) % 10 < 4 as is_free,
             (array['dv-free', 'dv-free', 'dv-free', 'dv-free', 'dv', 'dv', 'ov', 'ov', 'ev', 'dv'])[1 + (i / 2) % 10]
               as certificate_type,
             (i / 2) % 10 in (6, 7, 8) as has_company,
             (array['subscriber-dns', 'subscriber-dns', 'subscriber-dns', 'ca-issuance', 'ca-validation', 'us'])[
               1 + (i / 5) % 6] as wait,
             case when i % 3 = 0 then array['h' || i % greatest(:orders / 5, 1) || '.example.com', 'www.example.com']
                  else array['h' || i % greatest(:orders / 5, 1) || '.example.com'] end as names
        from generate_series(1, :orders) i
    ) made`;

/** Those of orders that were issued; the newest of a name stands, nine in ten of the others were replaced by the next. */
const CERTIFICATES = `
  insert into certificates (certificate_id, order_id, account, names, serial_number, fingerprint_sha256, issuer, not_before,
                            not_after, certificate_pem, chain_pem, created_at, plan_id, watched_at, revoked_at,
                            revocation_reason, alias, tags, project, replaced_by, replaced_at)
  select certificate_id, order_id, account, names, md5(order_id), md5(order_id) || md5(order_id || 'f'),
         'TrustAsia DV TLS RSA CA 2025', created_at, created_at + interval '1 day' * days, repeat(md5(order_id), 12),
         repeat('chain ', 60), created_at, order_id, created_at,
         case when left(md5(order_id), 2) in ('00', '01', '02') then created_at + interval '20 days' end,
         case when left(md5(order_id), 2) in ('00', '01', '02') then 'superseded' end, alias, tags, project,
         case when replaced then next_id end, case when replaced then next_at end
    from (select *, case certificate_type when 'dv-free' then 90 else 199 end as days,
                 lead(certificate_id) over name as next_id, lead(created_at) over name as next_at,
                 left(md5(certificate_id), 1) <> '7' as replaced
            from orders where state = 'issued'
          window name as (partition by account, names[1] order by created_at)) o`;

const PLANS = `
  insert into plans (plan_id, account, kind, years, begins_at, ends_at, created_at)
  select order_id, account, 'series', 1, not_before, not_before + interval '1 year', created_at from certificates`;

/** As if all that stands had come by a connection. */
const RENEWAL_WINDOWS = `
  insert into renewal_windows (certificate_id, ask_at, answered_at, starts_at, ends_at)
  select certificate_id, now() + interval '6 hours' * (row_number() over () % 1000) / 1000, now(),
         not_after - interval '30 days', not_after - interval '28 days'
    from certificates where replaced_by is null and revoked_at is null`;

const PAYMENTS = `
  insert into payments (order_id, account, amount, currency, state, key, intended_at, held_at, captured_at, owed_since)
  select order_id, account, 120000, 'CNY', paid.state, 'sealflow/' || order_id, created_at, created_at,
         case when paid.state = 'captured' then created_at end, case when paid.state = 'owed' then updated_at end
    from orders
   cross join lateral (
           select case when orders.state = 'issued' then 'captured'
                       when orders.state in ('validating', 'issuing') then 'held'
                       when left(md5(order_id), 2) = '0a' then 'owed' else 'returned' end as state) paid
   where terms ? 'price' and orders.state <> 'pending-submission'`;

/** Two an order: that it was taken, and what became of it or what it waits for. Seven in ten are read. */
const NOTICES = `
  insert into account_notices (notice_id, account, kind, order_id, occasion, rung, texts, posted_at, read_at,
                               delivery_started_at)
  select md5(order_id || told.kind), account, told.kind, order_id, told.kind, 0,
         jsonb_build_object('subject', jsonb_build_object('zh', '证书订单 ' || order_id, 'en', 'Certificate order ' || order_id),
                            'body', jsonb_build_object('zh', repeat('正文', 20), 'en', repeat('A body. ', 10))),
         created_at + told.after, case when left(md5(order_id), 1) < 'b' then created_at + interval '1 day' end, created_at
    from orders
   cross join lateral (values
           ('submitted', interval '0'),
           (case orders.state when 'issued' then 'issued' when 'cancelled' then 'cancelled' when 'rejected' then 'rejected'
                              when 'expired' then 'order-expired' else 'waiting' end, interval '1 hour')) told (kind, after)`;

const DELIVERIES = `
  insert into notice_deliveries (notice_id, channel, outcome, attempts, settled_at)
  select notice_id, 'inbox', 'delivered', 1, posted_at from account_notices`;

const OPERATIONS = `
  insert into operations (account, sequence, at, actor, origin, operation, subject, details, outcome, previous_hash, hash)
  select account, row_number() over (partition by account order by created_at, said.outcome), created_at, 'li', 'cli@host',
         'order.create', order_id, '{"brand": "trustasia", "type": "dv"}', said.outcome, md5(order_id) || md5(order_id),
         md5(order_id) || md5(order_id || said.outcome)
    from orders cross join (values ('asked'), ('done')) said (outcome)`;

/** By what each one makes. `:orders` stands for their number. */
const STATEMENTS: Readonly<Record<string, string>> = {
  orders: ORDERS,
  certificates: CERTIFICATES,
  plans: PLANS,
  payments: PAYMENTS,
  notices: NOTICES,
  'their deliveries': DELIVERIES,
  'the log of operations': OPERATIONS,
};

/** Of tables that came after 0.3.0. */
const LATER_STATEMENTS: Readonly<Record<string, string>> = {
  'when CAs want certificates replaced': RENEWAL_WINDOWS,
};

/** Those that only lists are read by: no constraint rests on them. */
const PLAIN_INDEXES = `
  select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
    from pg_index join pg_class on pg_class.oid = indexrelid
   where not indisunique and not indisexclusion and relnamespace = current_schema()::regnamespace`;
