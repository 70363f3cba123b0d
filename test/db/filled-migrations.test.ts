/** A database of 0.3.0 with rows in every table is brought to today's schema: what it had reads the same, whoever asks. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listingClient } from '../../bench/stored/lists.js';
import { createDatabase, type Database } from '../../db/database.js';
import { migrate } from '../../db/migrate.js';
import { placesOfAccount, placesOfDomains } from '../../db/statements/catalogue/free-places.js';
import type { OrderFilter } from '../../db/statements/orders/lists.js';
import { FREE_PLACES, freeValidityDays } from '../../domain/catalogue/free-places.js';
import { fillAs030, LOGGED } from '../support/filled-as-0-3-0.js';
import { createEmptyDatabase, type TestDatabase } from '../support/postgres.js';

const ACCOUNTS = ['giant', 'large-0', 'large-1'] as const;
/** One and the same for both schemas. */
const NOW = Date.now();

/** As 0.3.0 listed orders, word for word but for the columns. */
const ORDERS_BEFORE = `
  select order_id as id
    from orders
   where account = $1 and (started_at is not null or progress_sequence > 0)
     and ($2::text is null or state = $2)
     and ($3::text is null or waiting_on = $3
          or tracks @> jsonb_build_array(jsonb_build_object('status', 'open', 'waitingOn', $3::text)))
     and ($4::text is null or brand = $4)
     and ($5::text is null or names @> array[$5::text])
     and ($6::text is null or strpos(lower(alias), lower($6)) > 0)
     and ($7::jsonb is null or tags @> $7)
     and ($8::text is null or project = $8)
   order by created_at desc, order_id desc limit 1000`;

const FILTERS: readonly OrderFilter[] = [
  {},
  ...(
    ['pending-submission', 'validating', 'issuing', 'issued', 'cancelled', 'rejected', 'expired'] as const
  ).flatMap((state): OrderFilter[] => [
    { state },
    { state, brand: 'trustasia' },
    { state, tag: { key: 'env', value: 'prod' } },
    { state, project: 'project-4' },
  ]),
  { waitingOn: 'subscriber-dns' },
  { waitingOn: 'ca-organization' },
  { waitingOn: 'ca-organization', brand: 'globalsign' },
  { waitingOn: 'ca-validation', tag: { key: 'env' } },
  { brand: 'wotrus' },
  { name: 'www.example.com' },
  { alias: '官' },
  { alias: 'shop' },
  { tag: { key: 'team', value: 'team-7' } },
  { tag: { key: 'env' }, project: 'project-4' },
];

function valuesOf({ state, waitingOn, brand, name, alias, tag, project }: OrderFilter): unknown[] {
  const tags = tag && JSON.stringify([tag]);
  return [state, waitingOn, brand, name, alias, tags, project].map((value) => value ?? null);
}

/** As 0.3.0 counted places of an account, and of a domain. $1: now. */
const LIVING_BEFORE = `
  select place.account, place.registrable_domain, release_at
    from free_places place
    left join lateral (
      select least(not_after, revoked_at) + interval '${FREE_PLACES.releaseHoursAfterEnd} hours' as release_at
        from certificates
       where certificates.plan_id = place.order_id
       order by (replaced_by is null) desc, not_before desc, certificate_id desc
       limit 1) newest on true
   where given_back_at is null and (release_at is null or release_at > $1)`;
const ELSEWHERE_BEFORE = `
  select distinct on (fingerprint_sha256) names,
         least(not_after, revoked_at) + interval '${FREE_PLACES.releaseHoursAfterEnd} hours' as release_at
    from certificates elsewhere
   where source = 'uploaded' and position(lower($4) in lower(issuer)) > 0
     and not_after - not_before <= make_interval(days => $3)
     and least(not_after, revoked_at) + interval '${FREE_PLACES.releaseHoursAfterEnd} hours' > $1
     and exists (select 1 from unnest(names) name where name = $2 or right(name, length($2) + 1) = '.' || $2)
     and not exists (select 1 from certificates own
                      where own.fingerprint_sha256 = elsewhere.fingerprint_sha256 and own.source = 'ordered')
   order by fingerprint_sha256, revoked_at nulls last`;

let test: TestDatabase;
let database: Database;
let later: string[];
let before: Awaited<ReturnType<typeof readAsBefore>>;

beforeAll(async () => {
  test = await createEmptyDatabase();
  database = createDatabase(test.url);
  later = await fillAs030(test.url, database);
  before = await readAsBefore();
  expect(await migrate(test.url)).toEqual(later);
}, 240_000);
afterAll(async () => {
  await database.end();
  await test.drop();
});

async function readAsBefore() {
  const orders = new Map<string, string[]>();
  for (const account of ACCOUNTS)
    for (const filter of FILTERS)
      orders.set(keyOf(account, filter), await idsOf(ORDERS_BEFORE, [account, ...valuesOf(filter)]));
  return {
    orders,
    tables: await readTables(),
    places: await placesBefore(),
    certificates: await ofEachAccount(
      `select certificate_id as id from certificates where account = $1 order by created_at desc, certificate_id desc limit 1000`,
    ),
    plans: await ofEachAccount(
      'select plan_id as id from plans where account = $1 order by ends_at, plan_id limit 1000',
    ),
    payments: await ofEachAccount(
      `select order_id || ' ' || coalesce(payments.state, 'due') as id from orders left join payments using (order_id)
        where orders.account = $1 and terms ? 'price' order by orders.created_at desc, order_id desc limit 1000`,
    ),
    notices: await ofEachAccount(
      `select notice_id as id from account_notices where account = $1 order by posted_at desc, notice_id desc limit 1000`,
    ),
    saved: await ofEachAccount(
      `select company_id as id from companies where account = $1 and removed_at is null order by created_at desc, company_id desc`,
    ),
  };
}

const keyOf = (account: string, filter: OrderFilter) => `${account} ${JSON.stringify(filter)}`;

async function idsOf(text: string, values: readonly unknown[]): Promise<string[]> {
  const { rows } = await database.query<{ id: string }>(text, values);
  return rows.map(({ id }) => id);
}

async function ofEachAccount(text: string): Promise<string[][]> {
  const lists: string[][] = [];
  for (const account of ACCOUNTS) lists.push(await idsOf(text, [account]));
  return lists;
}

interface TableRead {
  readonly columns: string;
  readonly count: number;
  readonly hash: string | null;
}

/** Every row of every table that 0.3.0 knew, in the columns that it knew. */
async function readTables(known?: ReadonlyMap<string, TableRead>): Promise<Map<string, TableRead>> {
  const { rows } = await database.query<{ name: string; columns: string }>(
    `select table_name as name, string_agg(quote_ident(column_name), ', ' order by ordinal_position) as columns
       from information_schema.columns
      where table_schema = 'public' and table_name <> 'schema_migrations' group by table_name order by table_name`,
  );
  const tables = new Map<string, TableRead>();
  for (const { name, columns: today } of rows) {
    const columns = known ? known.get(name)?.columns : today;
    if (columns === undefined) continue;
    // The two tables of letters are one by now: 0.3.0 asks for those of orders by their order.
    const which = name === 'letters' ? 'where order_id is not null' : '';
    const read = await database.query<{ count: number; hash: string | null }>(
      `select count(*)::integer as count, md5(string_agg(line, E'\\n' order by line)) as hash
         from (select row(${columns})::text as line from ${name} ${which}) lines`,
    );
    const [found] = read.rows;
    if (found) tables.set(name, { columns, ...found });
  }
  return tables;
}

async function placesBefore() {
  const given = [new Date(NOW)];
  const accounts = [];
  for (const account of ACCOUNTS) {
    const { rows } = await database.query<{ taken: number; next: Date | null }>(
      `select count(*)::int as taken, min(release_at) as next from (${LIVING_BEFORE} and account = $2) living`,
      [...given, account],
    );
    accounts.push({ taken: rows[0]?.taken, nextReleaseAt: rows[0]?.next?.getTime() });
  }
  const domains = [];
  for (const domain of ['example.com', 'example.net']) {
    const { rows } = await database.query<{ taken: number; next: Date | null }>(
      `select count(*)::int as taken, min(release_at) as next
         from (select release_at from (${LIVING_BEFORE} and registrable_domain = $2) living
               union all
               select release_at from (${ELSEWHERE_BEFORE}) elsewhere) both_kinds`,
      [...given, domain, freeValidityDays(NOW), FREE_PLACES.issuerOfOthers],
    );
    domains.push({ domain, taken: rows[0]?.taken, nextReleaseAt: rows[0]?.next?.getTime() });
  }
  return { accounts, domains };
}

describe('a filled database of 0.3.0', () => {
  it('had rows in every table, and has them still, byte for byte', async () => {
    expect([...before.tables].filter(([, { count }]) => count === 0)).toEqual([]);
    expect(before.tables.size).toBe(23);
    expect(await readTables(before.tables)).toEqual(before.tables);
  });

  it.each(ACCOUNTS)('lists the orders of %s as before, by every filter', async (account) => {
    const client = listingClient(database, account);
    let found = 0;
    for (const filter of FILTERS) {
      const listed = (await client.list({ ...filter, limit: 1000 })).map(({ orderId }) => orderId);
      expect(listed, JSON.stringify(filter)).toEqual(before.orders.get(keyOf(account, filter)));
      found += listed.length;
    }
    expect(found).toBeGreaterThan(500);
  });

  it('lists certificates, plans, payments, notices and companies as before', async () => {
    for (const [index, account] of ACCOUNTS.entries()) {
      const client = listingClient(database, account);
      const limit = { limit: 1000 };
      expect((await client.certificates.list(limit)).map(({ certificateId }) => certificateId)).toEqual(
        before.certificates[index],
      );
      expect((await client.plans.list(limit)).map(({ planId }) => planId)).toEqual(before.plans[index]);
      expect((await client.payments.list(limit)).map(({ orderId, state }) => `${orderId} ${state}`)).toEqual(
        before.payments[index],
      );
      expect((await client.notices.list(limit)).map(({ noticeId }) => noticeId)).toEqual(
        before.notices[index],
      );
      expect((await client.companies.list(limit)).map(({ id }) => id)).toEqual(before.saved[index]);
    }
  });

  it('counts the places of free certificates as before', async () => {
    const ofAccounts = [];
    for (const account of ACCOUNTS) ofAccounts.push(await placesOfAccount(database, account, NOW));
    expect(ofAccounts).toEqual(before.places.accounts);
    expect(await placesOfDomains(database, 'giant', NOW)).toEqual(before.places.domains);
    expect(before.places.accounts.every(({ taken }) => Number(taken) > 0)).toBe(true);
  });

  it.each(LOGGED)('has a log of %s that verifies from its first entry on', async (account) => {
    const verdict = await listingClient(database, account).operations.verify({ whole: true });
    expect(verdict).toMatchObject({ verified: true, account, count: 1_201 });
  });

  it('tells sources of findings apart without their ports', async () => {
    const { rows } = await database.query<{ asked: string | null }>(
      'select distinct coalesce(asked, source) as asked from findings order by 1',
    );
    expect(rows.map(({ asked }) => asked)).toEqual(
      [
        '192.0.2.7',
        '2001:db8::1',
        'ns1.example (192.0.2.1)',
        'ns1.example (192.0.2.1) #2',
        'resolver',
      ].sort(),
    );
  });
});

describe('programs of 0.3.0 beside it', () => {
  const tag = { key: 'env', value: 'prod' };

  it('end, label and place orders, and lists know it', async () => {
    const client = listingClient(database, 'giant');
    const [open] = await client.list({ state: 'validating', tag, limit: 1 });
    const orderId = open?.orderId ?? '';
    await database.query(
      `update orders set state = 'expired', waiting_on = null, tracks = null, progress_sequence = progress_sequence + 1,
                         updated_at = now() where order_id = $1`,
      [orderId],
    );
    const idsBy = async (filter: OrderFilter) =>
      (await client.list({ ...filter, limit: 1000 })).map((order) => order.orderId);
    expect(await idsBy({ state: 'expired', tag })).toContain(orderId);
    expect(await idsBy({ state: 'validating', tag })).not.toContain(orderId);

    await database.query(`update orders set tags = '[]', project = 'moved' where order_id = $1`, [orderId]);
    expect(await idsBy({ state: 'expired', tag })).not.toContain(orderId);
    expect(await idsBy({ state: 'expired', project: 'moved' })).toEqual([orderId]);

    await database.query(
      `insert into orders (order_id, account, request_sha256, brand, certificate_type, names, state, started_at, plan_id, tags)
       values ('ord_beside', 'giant', '', 'cfca', 'dv', '{beside.example}', 'validating', now(), 'ord_beside', $1)`,
      [JSON.stringify([tag])],
    );
    expect((await client.list({ limit: 1 }))[0]?.orderId).toBe('ord_beside');
    for (const filter of [
      { state: 'validating', tag },
      { state: 'validating', brand: 'cfca' },
    ] as const)
      expect(await idsBy(filter)).toContain('ord_beside');
    expect(await wordsAmiss()).toEqual([]);
    await database.query(`delete from orders where order_id = 'ord_beside'`);
    expect(await wordsAmiss()).toEqual([]);
  });

  /** Words that an order's row does not have, and those of rows that are missing. */
  async function wordsAmiss(): Promise<unknown[]> {
    const meant = `
      select account, word, order_id from orders cross join lateral (
        select word from words_of_labels(names, alias, tags, project)
         union all select standing_words(state, tags, project)
         union all select E'brand\\n' || brand
         union all select E'type\\n' || certificate_type
         union all select 'unpaid' where terms ? 'price' and not exists (
                     select from payments where payments.order_id = orders.order_id)) words`;
    const had = 'select account, word, order_id from order_words';
    const { rows } = await database.query(
      `(${meant} except all ${had}) union all (${had} except all (${meant})) limit 5`,
    );
    return rows;
  }
});
