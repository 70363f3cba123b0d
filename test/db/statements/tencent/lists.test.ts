/** The reseller's view in SQL: ids and statuses as the domain has them, found by their index, filtered, paged and counted. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explained } from '../../../../bench/stored/measure-lists.js';
import { fillDatabase } from '../../../../bench/stored/fill.js';
import { createDatabase, type Database } from '../../../../db/database.js';
import {
  findByFingerprint,
  pageOfTencent,
  readTencent,
  statusAt,
  type TencentFilter,
} from '../../../../db/statements/tencent/lists.js';
import { BESIDE, certificatesOf } from '../../../../db/statements/tencent/views.js';
import { tencentIdOf } from '../../../../domain/tencent/ids.js';
import { statusOf } from '../../../../domain/tencent/status.js';
import { asOwner, createTestDatabase, type TestDatabase } from '../../../support/postgres.js';

const ORDERS = 3_000;
const ACCOUNT = 'giant';

let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  await fillDatabase(asOwner(test.url), { orders: ORDERS });
  database = createDatabase(test.url);
}, 180_000);
afterAll(async () => {
  await database.end();
  await test.drop();
});

const now = new Date().toISOString();
const NEWEST = { limit: 1000, offset: 0 };

async function everything(filter: TencentFilter = {}) {
  const found = [];
  for (let offset = 0; ; offset += 1000) {
    const { total, rows } = await pageOfTencent(database, ACCOUNT, filter, { limit: 1000, offset }, now);
    found.push(...rows);
    if (found.length >= total) return found;
  }
}

describe('ids', () => {
  it('are the same in SQL and in the domain, for orders of every spelling', async () => {
    const ids = ['ord_1', 'A', 'Own-Order_64', 'crt_0123456789abcdef01234567', 'cert_x', '0', '9'];
    const { rows } = await database.query<{ id: string; made: string }>(
      'select id, tencent_id(id) as made from unnest($1::text[]) id',
      [ids],
    );
    expect(rows.map(({ id, made }) => [id, made])).toEqual(ids.map((id) => [id, tencentIdOf(id)]));
  });

  it('find one by the index, and no other account’s', async () => {
    const [some] = (await pageOfTencent(database, ACCOUNT, {}, { limit: 1, offset: 5 }, now)).rows;
    const id = tencentIdOf(some?.rootId ?? '');
    expect((await readTencent(database, ACCOUNT, id))?.rootId).toBe(some?.rootId);
    expect(await readTencent(database, 'large-0', id)).toBeUndefined();
    const sent: { text: string; values: readonly unknown[] }[] = [];
    const watched = {
      query: async <Row>(text: string, values: readonly unknown[] = []) => {
        sent.push({ text, values });
        return await database.query<Row>(text, values);
      },
    };
    await readTencent(watched, ACCOUNT, id);
    const plans = await Promise.all(sent.map((statement) => explained(database, statement)));
    const nodes = plans.flat();
    expect(nodes.map((node) => node['Index Name'])).toEqual(
      expect.arrayContaining(['orders_by_tencent_id', 'certificates_by_tencent_id']),
    );
    const walked = nodes
      .filter((node) => node['Node Type'] === 'Seq Scan')
      .map((node) => node['Relation Name']);
    expect(walked.filter((table) => ['orders', 'certificates'].includes(table ?? ''))).toEqual([]);
  });
});

describe('statuses', () => {
  it('are the same in SQL and in the domain, whatever an order has come to', async () => {
    await every();
    const { rows } = await database.query<{ rootId: string; status: number }>(
      `select listed.root_id as "rootId", ${statusAt('$2::timestamptz')} as status
         from (${certificatesOf('$1')}) listed ${BESIDE}`,
      [ACCOUNT, now],
    );
    const inSql = new Map(rows.map(({ rootId, status }) => [rootId, status]));
    const records = await everything();
    expect(records.length).toBe(rows.length);
    const seen = new Set<number>();
    for (const record of records) {
      const status = statusOf(record, Date.parse(now));
      seen.add(status);
      expect([record.rootId, inSql.get(record.rootId)]).toEqual([record.rootId, status]);
    }
    expect([...seen].sort((one, other) => one - other)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13,
    ]);
  });
});

/** What the filling has none of: one of each. */
async function every(): Promise<void> {
  const { rows } = await database.query<{ orderId: string; certificateId: string | null }>(
    `select order_id as "orderId", certificate_id as "certificateId" from orders where account = $1
      order by (certificate_id is null), order_id limit 3000`,
    [ACCOUNT],
  );
  const issued = rows.filter(({ certificateId }) => certificateId !== null).map(({ orderId }) => orderId);
  const open = rows.filter(({ certificateId }) => certificateId === null).map(({ orderId }) => orderId);
  const set = async (orderId: string | undefined, what: string) => {
    await database.query(`update orders set ${what} where order_id = $1`, [orderId]);
  };
  const letters = `state = 'validating', purpose = 'purchase', terms = '{"organization": {"way": "confirmation-letter"}}'`;
  await set(open[0], letters);
  await set(
    open[1],
    `state = 'validating', purpose = 'purchase', certificate_type = 'dv', validation_method = 'auto-dns', terms = '{}'`,
  );
  await set(open[2], `state = 'pending-submission', certificate_type = 'dv-free'`);
  await set(open[3], `state = 'pending-submission', certificate_type = 'ov'`);
  await set(open[4], `state = 'validating', purpose = 'reissue'`);
  await set(open[5], `state = 'expired'`);
  await set(open[6], `state = 'cancelled'`);
  await set(open[7], letters);
  await set(open[8], `state = 'validating', purpose = 'purchase', certificate_type = 'ov', terms = '{}'`);
  await set(open[9], letters);
  await database.query(
    `insert into organization_checks (order_id, account, brand, certificate_type, company_key, status, steps, checked_at)
     values ($1, $2, 'globalsign', 'ov', 'key', 'valid', '[]', now())
     on conflict (order_id) do update set status = 'valid'`,
    [open[7], ACCOUNT],
  );
  await database.query(
    `insert into letters (letter_id, order_id, version, document, content_type, size_bytes, sha256, content, uploaded_by, status)
     values ('letter_of_test', $1, 1, 'confirmation-letter', 'application/pdf', 1024, repeat('0', 64), decode(repeat('00', 1024), 'hex'), 'li', 'handed-in')`,
    [open[9]],
  );
  await database.query(
    `insert into tencent_certificates (root_order_id, account, order_id, product_id, domain_count, years, cancel_asked_at)
     values ($1, $2, $1, 14, 1, 1, now())`,
    [open[8], ACCOUNT],
  );
  for (const [at, proof, waitingOn] of [
    [0, 'letter', 'subscriber-revocation-letter'],
    [1, 'letter', 'reviewer-revocation'],
    [2, 'domain-control', 'subscriber-revocation-proof'],
  ] as const) {
    await database.query(
      `update certificates set revoked_at = null, not_after = now() + interval '20 days' where order_id = $1`,
      [issued[at]],
    );
    await database.query(
      `insert into revocations (revocation_id, certificate_id, order_id, account, reason, proof, state, waiting_on, requested_by)
       select 'rev_of_test_' || $2::text, certificate_id, order_id, account, 'superseded', $3, 'proving', $4, 'li'
         from certificates where order_id = $1`,
      [issued[at], String(at), proof, waitingOn],
    );
  }
  await database.query(`update certificates set revoked_at = now() - interval '1 day' where order_id = $1`, [
    issued[3],
  ]);
  await database.query(
    `update certificates set revoked_at = null, not_after = now() - interval '1 day' where order_id = $1`,
    [issued[4]],
  );
}

describe('the list', () => {
  it('comes in pages that are the whole, each row once, newest first', async () => {
    const whole = await everything();
    const paged: string[] = [];
    for (let offset = 0; offset < 210; offset += 70) {
      const page = await pageOfTencent(database, ACCOUNT, {}, { limit: 70, offset }, now);
      expect(page.total).toBe(whole.length);
      paged.push(...page.rows.map(({ rootId }) => rootId));
    }
    expect(paged).toEqual(whole.slice(0, 210).map(({ rootId }) => rootId));
    const times = whole.map(({ createdAt }) => createdAt);
    expect(times).toEqual([...times].sort().reverse());
    expect(await pageOfTencent(database, ACCOUNT, {}, { limit: 10, offset: whole.length }, now)).toEqual({
      total: whole.length,
      rows: [],
    });
  });

  it('goes by the end of validity where that is asked for, what has none last', async () => {
    for (const byExpiry of ['asc', 'desc'] as const) {
      const page = await pageOfTencent(database, ACCOUNT, {}, { ...NEWEST, byExpiry }, now);
      const ends = page.rows.flatMap(({ notAfter }) => notAfter ?? []);
      const sorted = [...ends].sort();
      expect(ends).toEqual(byExpiry === 'asc' ? sorted : sorted.reverse());
    }
  });

  it.each([
    ['a status', { statuses: [1, 3] }],
    ['uploads', { uploaded: true }],
    ['no uploads', { uploaded: false }],
    ['what can be deployed', { deployable: true }],
    ['what cannot', { deployable: false }],
    ['what ends soon', { endsWithinDays: 30 }],
    ['SM2', { sm2: true }],
    ['a project', { project: 'project-4' }],
    ['no project', { project: null }],
    ['a part of an alias, in any case', { search: 'SHOP' }],
    ['a part of a name', { search: 'example' }],
    ['a tag', { tags: [{ key: 'env', values: ['prod'] }] }],
    ['a tag of any value', { tags: [{ key: 'env', values: [] }] }],
  ] as const satisfies readonly (readonly [string, TencentFilter])[])(
    '%s: those, all of them, and no others',
    async (_what, filter) => {
      const whole = await everything();
      const meant = whole.filter((record) => isMeant(record, filter)).map(({ rootId }) => rootId);
      const found = (await everything(filter)).map(({ rootId }) => rootId);
      expect(found).toEqual(meant);
    },
  );

  it('of ids: these alone', async () => {
    const ids = (await everything()).slice(3, 8).map(({ rootId }) => tencentIdOf(rootId));
    const found = await everything({ ids: [...ids, 'nobody00'] });
    expect(found.map(({ rootId }) => tencentIdOf(rootId))).toEqual(ids);
    expect(await everything({ search: ids[0]?.toLowerCase() ?? '' })).toHaveLength(1);
  });
});

function isMeant(record: Awaited<ReturnType<typeof everything>>[number], filter: TencentFilter): boolean {
  const status = statusOf(record, Date.parse(now));
  const part = filter.search?.toLowerCase();
  const soon = Date.parse(now) + (filter.endsWithinDays ?? 0) * 86_400_000;
  return (
    (filter.statuses?.includes(status) ?? true) &&
    (filter.uploaded === undefined || (record.orderId === null) === filter.uploaded) &&
    (filter.deployable === undefined || (status === 1) === filter.deployable) &&
    (filter.endsWithinDays === undefined || (status === 1 && Date.parse(record.notAfter ?? '') < soon)) &&
    (filter.sm2 === undefined || (record.brand === 'dnspod-sm2') === filter.sm2) &&
    (filter.project === undefined || record.project === filter.project) &&
    (part === undefined ||
      (record.alias ?? '').toLowerCase().includes(part) ||
      tencentIdOf(record.rootId).toLowerCase().includes(part) ||
      record.names.some((name) => name.includes(part))) &&
    (filter.tags ?? []).every(({ key, values }) =>
      record.tags.some((tag) => tag.key === key && (values.length === 0 || values.includes(tag.value))),
    )
  );
}

it('a fingerprint finds the account’s own', async () => {
  const { rows } = await database.query<{ fingerprint: string; rootId: string }>(
    `select fingerprint_sha256 as fingerprint, coalesce(order_id, certificate_id) as "rootId" from certificates
      where account = $1 order by created_at limit 1`,
    [ACCOUNT],
  );
  const [own] = rows;
  expect(await findByFingerprint(database, ACCOUNT, own?.fingerprint ?? '')).toBe(own?.rootId);
  expect(await findByFingerprint(database, 'nobody', own?.fingerprint ?? '')).toBeUndefined();
});
