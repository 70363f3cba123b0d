/** Places of the past: the count is the same whatever their number, and so is what Postgres reads for it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type Database, type Queryable } from '../../../db/database.js';
import {
  placesAround,
  placesOfAccount,
  placesOfDomains,
} from '../../../db/statements/catalogue/free-places.js';
import { asOwner, createTestDatabase, type TestDatabase } from '../../support/postgres.js';

const NOW = Date.parse('2026-11-27T08:00:00Z');
const PLACE = { account: 'shop', registrableDomain: 'example.com' };

let test: TestDatabase;
let owner: Database;
let explained: { plan: string; buffers: number }[];

beforeAll(async () => {
  test = await createTestDatabase();
  owner = createDatabase(asOwner(test.url), { statementTimeoutMs: 60_000 });
});
afterAll(async () => {
  await owner.end();
  await test.drop();
});

/** Free certificates with their places, `days` before now over: of the account, at the domain, and from elsewhere. */
async function store(kind: string, count: number, days: number): Promise<void> {
  const made = `from (select $1::text || '-' || i as id, 'n' || i || '.example.com' as name,
                             $3::timestamptz - make_interval(days => $4) as ended from generate_series(1, $2::int) i) made`;
  for (const statement of [
    `insert into orders (order_id, account, request_sha256, brand, certificate_type, names, state, plan_id, started_at)
     select id, 'shop', '', 'trustasia', 'dv-free', array[name], 'issued', id, now() ${made}`,
    `insert into certificates (certificate_id, order_id, account, plan_id, names, serial_number, fingerprint_sha256, issuer,
                               not_before, not_after, certificate_pem, chain_pem)
     select 'c-' || id, id, 'shop', id, array[name], '01', 'f-' || id, 'CN=TrustAsia', ended - interval '90 days', ended, '', ''
            ${made}`,
    `insert into certificates (certificate_id, source, account, plan_id, names, serial_number, fingerprint_sha256, issuer,
                               not_before, not_after, certificate_pem, chain_pem)
     select 'u-' || id, 'uploaded', 'shop', 'u-' || id, array[name], '02', 'u-' || id, 'CN=TrustAsia',
            ended - interval '90 days', ended, '', '' ${made}`,
    'analyze certificates',
    `insert into free_places (order_id, account, registrable_domain, taken_at)
     select id, 'shop', 'example.com', ended - interval '90 days' ${made}`,
  ])
    await owner.query(statement, statement.startsWith('analyze') ? [] : [kind, count, new Date(NOW), days]);
  await owner.query('vacuum analyze orders, free_places, certificates, uploaded_certificate_domains');
}

/** Runs each statement, and again as Postgres explains it. */
const explaining: Queryable = {
  query: async <Row>(text: string, values?: readonly unknown[]) => {
    const { rows } = await owner.query<{ 'QUERY PLAN': readonly { Plan: PlanNode }[] }>(
      `explain (analyze, buffers, format json) ${text}`,
      values,
    );
    const [top] = rows[0]?.['QUERY PLAN'] ?? [];
    if (!top) throw new Error('no plan');
    explained.push({
      plan: JSON.stringify(top.Plan),
      buffers: top.Plan['Shared Hit Blocks'] + top.Plan['Shared Read Blocks'],
    });
    return await owner.query<Row>(text, values);
  },
};

interface PlanNode {
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
}

async function counts() {
  explained = [];
  const around = await placesAround(explaining, PLACE, NOW);
  const ofAccount = await placesOfAccount(explaining, PLACE.account, NOW);
  const ofDomains = await placesOfDomains(explaining, PLACE.account, NOW);
  return { around, ofAccount, ofDomains, buffers: explained.map(({ buffers }) => buffers) };
}

describe('what is past', () => {
  it('is neither counted nor read', { timeout: 120_000 }, async () => {
    await store('alive', 7, -30);
    await store('past', 200, 30);
    const before = await counts();
    expect(before).toMatchObject({
      around: { ofAccount: { taken: 7 }, ofDomain: { taken: 14 } },
      ofAccount: { taken: 7, nextReleaseAt: NOW + 31 * 86_400_000 },
      ofDomains: [{ domain: 'example.com', taken: 14 }],
    });
    await store('long-past', 20_000, 300);
    const after = await counts();
    expect({ ...after, buffers: [] }).toEqual({ ...before, buffers: [] });
    for (const { plan } of explained)
      expect(plan).not.toMatch(/"Seq Scan","[^}]*"(free_places|certificates|uploaded_certificate_domains)"/);
    // Deeper indexes, a few pages more; 20,000 places are hundreds of pages.
    after.buffers.forEach((buffers, index) =>
      expect(buffers).toBeLessThan((before.buffers[index] ?? 0) + 60),
    );
  });
});

describe('the end of a place', () => {
  const certificate = (id: string, planId: string, notAfter: number) =>
    owner.query(
      `insert into certificates (certificate_id, source, account, plan_id, names, serial_number, fingerprint_sha256, issuer,
                                 not_before, not_after, certificate_pem, chain_pem)
       values ($1, 'uploaded', 'other', $2, '{}', '01', $1, 'CN=Test', $3, $4, '', '')`,
      [id, planId, new Date(notAfter - 90 * 86_400_000), new Date(notAfter)],
    );
  const endOf = async (planId: string) =>
    (
      await owner.query<{ at: Date | null }>('select ends_at as at from free_places where order_id = $1', [
        planId,
      ])
    ).rows[0]?.at?.getTime();
  const placed = async (planId: string) => {
    await owner.query(
      `insert into orders (order_id, account, request_sha256, brand, certificate_type, state, plan_id)
       values ($1, 'other', '', 'trustasia', 'dv-free', 'validating', $1)`,
      [planId],
    );
  };
  const take = (planId: string) =>
    owner.query(`insert into free_places (order_id, account, taken_at) values ($1, 'other', now())`, [
      planId,
    ]);

  it('follows whatever becomes of the plan’s certificates, and is there for a place that comes later', async () => {
    await placed('p1');
    await take('p1');
    expect(await endOf('p1')).toBeUndefined();
    await certificate('c1', 'p1', NOW);
    expect(await endOf('p1')).toBe(NOW);
    await certificate('c2', 'p1', NOW + 1000);
    expect(await endOf('p1')).toBe(NOW + 1000);
    await owner.query(`update certificates set revoked_at = $1 where certificate_id = 'c2'`, [
      new Date(NOW - 5000),
    ]);
    expect(await endOf('p1')).toBe(NOW - 5000);
    await owner.query(`update certificates set replaced_by = 'c1' where certificate_id = 'c2'`);
    expect(await endOf('p1')).toBe(NOW);
    await owner.query(`update certificates set plan_id = 'p0' where certificate_id = 'c1'`);
    expect(await endOf('p1')).toBe(NOW - 5000);
    await owner.query(`delete from certificates where certificate_id = 'c2'`);
    expect(await endOf('p1')).toBeUndefined();
    await certificate('c3', 'p2', NOW + 7000);
    await placed('p2');
    await take('p2');
    expect(await endOf('p2')).toBe(NOW + 7000);
  });

  it('is that of the newest one where two come at once', async () => {
    await placed('p3');
    await take('p3');
    await owner.withConnection(async (one) => {
      await one.query('begin');
      await one.query(
        `insert into certificates (certificate_id, source, account, plan_id, names, serial_number, fingerprint_sha256, issuer,
                                   not_before, not_after, certificate_pem, chain_pem)
         values ('c5', 'uploaded', 'other', 'p3', '{}', '01', 'c5', 'CN=Test', $1, $1, '', '')`,
        [new Date(NOW + 9000)],
      );
      // Waits for the first one, and must see it then.
      const second = certificate('c6', 'p3', NOW);
      await new Promise((resolve) => setTimeout(resolve, 200));
      await one.query('commit');
      await second;
    });
    expect(await endOf('p3')).toBe(NOW + 9000);
  });
});
