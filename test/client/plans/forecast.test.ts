/** The forecast of stored rows of several kinds: from program and command line, of one account. */
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forecastText } from '../../../client/cli/forecast.js';
import { runCommandLine } from '../../../client/cli/program.js';
import { readForecast, type ForecastRequest } from '../../../client/plans/forecast.js';
import { OrderClient } from '../../../client/order-client.js';
import { createDatabase, type Database, type Queryable } from '../../../db/database.js';
import { insertOwnCertificate } from '../../../db/statements/certificates/own.js';
import { insertCertificate } from '../../../db/statements/certificates/storing.js';
import { markStarted } from '../../../db/statements/orders/requests.js';
import { storePlans } from '../../../db/statements/plans/row.js';
import { runHere } from '../../support/command-line.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { refusalOf } from '../../support/refusal-of.js';
import { storeLetterOrder, storeOrder, TEST_MASTER_KEYS } from '../../support/stored-orders.js';
import { temporalAddress } from '../../support/temporal.js';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-12-04T08:00:00Z');

let test: TestDatabase;
let database: Database;
let connection: Connection;
let temporal: Client;
let orders: OrderClient;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase(test.url);
  connection = await Connection.connect({ address: temporalAddress() });
  temporal = new Client({ connection });
  orders = clientOf('default');
  await storeIssued('by-itself', { validation: 'auto-dns' });
  await storeIssued('by-hand', { names: ['hand.example.com'] });
  await storeOpenLetterOrder('letter');
  await storeOwn('own-1', '2027-01-29T23:59:59.000Z');
}, 60_000);
afterAll(async () => {
  await connection.close();
  await database.end();
  await test.drop();
});

function clientOf(account: string): OrderClient {
  return new OrderClient({ temporal, database, masterKeys: TEST_MASTER_KEYS, account, clock: () => NOW });
}

/** Issued and validated on 2026-12-04, for one year. */
async function storeIssued(orderId: string, form: Readonly<Record<string, unknown>>): Promise<void> {
  await storeOrder(database, { orderId, form });
  await markStarted(database, orderId);
  await database.query(
    `insert into domain_validations (order_id, name, method, issued_at, status, validated_at)
     values ($1, 'www.example.com', 'manual-dns', $2, 'valid', $2)`,
    [orderId, '2026-12-04T00:00:00Z'],
  );
  await insertCertificate(database, {
    certificateId: `cert-of-${orderId}`,
    orderId,
    account: 'default',
    names: [`${orderId}.example.com`],
    serialNumber: '01',
    fingerprintSha256: orderId,
    issuer: 'CN=Test',
    notBefore: '2026-12-04T00:00:00.000Z',
    notAfter: '2027-06-20T23:59:59.000Z',
    certificatePem: '',
    chainPem: '',
    rootPem: null,
    encryptionCertificatePem: null,
    encryptionEnvelopedKey: null,
  });
  await database.query(
    `update orders set state = 'issued', waiting_on = null, deadline = null where order_id = $1`,
    [orderId],
  );
  await storePlans(database, [orderId]);
}

async function storeOpenLetterOrder(orderId: string): Promise<void> {
  await storeLetterOrder(database, orderId, 'globalsign');
  await markStarted(database, orderId);
  await database.query(
    `update orders set waiting_on = 'subscriber-letter', deadline = '2026-12-20T00:00:00Z' where order_id = $1`,
    [orderId],
  );
}

async function storeOwn(certificateId: string, notAfter: string, account = 'default'): Promise<void> {
  await insertOwnCertificate(database, {
    certificateId,
    account,
    names: ['own.example.com'],
    serialNumber: '02',
    fingerprintSha256: 'own',
    spkiSha256: 'own',
    issuer: 'CN=Elsewhere',
    notBefore: '2026-11-01T00:00:00.000Z',
    notAfter,
    certificatePem: '',
    chainPem: '',
    rootPem: null,
    alias: null,
    tags: [],
    project: null,
    sealedPrivateKey: null,
    uploadedAt: '2026-11-24T00:00:00.000Z',
  });
}

describe('the forecast', () => {
  it('of a year: letter, expiry of the own one, the rule of March, re-issues, ends', async () => {
    const { items, weeks, date, until } = await orders.forecast({ date: '2026-12-04', until: '2027-12-31' });
    expect([date, until]).toEqual(['2026-12-04', '2027-12-31']);
    expect(items.map(({ kind, at, orderId, planId }) => [at.slice(0, 10), kind, orderId ?? planId])).toEqual([
      ['2026-12-20', 'letter', 'letter'],
      ['2027-01-30', 'expiry', 'own-1'],
      ['2027-03-09', 'reissue', 'by-hand'],
      ['2027-03-14', 'validation-lapses', 'by-hand'],
      ['2027-03-14', 'validation-lapses', 'by-itself'],
      ['2027-06-05', 'reissue', 'by-itself'],
      ['2027-08-25', 'reissue', 'by-hand'],
      ['2027-08-28', 'reissue', 'by-itself'],
      ['2027-11-04', 'renewal', 'by-hand'],
      ['2027-11-04', 'renewal', 'by-itself'],
      ['2027-11-17', 'reissue', 'by-hand'],
      ['2027-12-04', 'expiry', 'by-hand'],
      ['2027-12-04', 'expiry', 'by-itself'],
    ]);
    const march = items.filter(({ kind }) => kind === 'validation-lapses');
    expect(march.map(({ rule, needsPeople }) => [rule, needsPeople])).toEqual([
      ['2027-03-15', true],
      ['2027-03-15', false],
    ]);
    expect(weeks.reduce((sum, { total }) => sum + total, 0)).toBe(items.length);
  });

  it('from a later day, for so many weeks', async () => {
    const { items, until } = await orders.forecast({ date: '2027-03-08', weeks: 1 });
    expect(until).toBe('2027-03-14');
    expect(items.map(({ kind }) => kind)).toEqual(['reissue', 'validation-lapses', 'validation-lapses']);
    expect((await orders.forecast({ date: '2027-03-08' })).until).toBe('2027-05-30');
  });

  it('forgets what was revoked or replaced, and what another account has', async () => {
    await database.query(`update certificates set revoked_at = now() where certificate_id = 'own-1'`);
    const { items } = await orders.forecast({ date: '2027-01-01', weeks: 8 });
    await database.query(`update certificates set revoked_at = null where certificate_id = 'own-1'`);
    expect(items).toEqual([]);
    expect((await clientOf('other').forecast({ date: '2026-12-04', weeks: 260 })).items).toEqual([]);
  });

  it.each([
    [{ date: '2026-12-03' }, 'date'],
    [{ date: 'tomorrow' }, 'date'],
    [{ date: '2027-02-30' }, 'date'],
    [{ date: '2027-03-15', until: '2027-03-14' }, 'until'],
    [{ date: '2027-03-15', until: '2040-01-01' }, 'until'],
    [{ date: '2027-03-15', weeks: 0 }, 'weeks'],
    [{ date: '2027-03-15', weeks: 2, until: '2027-04-01' }, 'weeks'],
  ])('refuses %o', async (request, field) => {
    expect(await refusalOf(orders.forecast(request))).toMatchObject({ code: 'InvalidInput', field });
  });
});

/** Certificates from elsewhere, in one statement; each expires `days` from now on, spread over 300 days. */
async function storeMany(account: string, count: number, days = 1): Promise<void> {
  await database.query(
    `with stored as (
       insert into certificates (certificate_id, source, account, plan_id, names, serial_number, fingerprint_sha256, issuer,
                                 not_before, not_after, certificate_pem, chain_pem)
       select $1::text || '-' || $3::int || '-' || i, 'uploaded', $1, $1 || '-' || $3 || '-' || i, array['n' || i || '.example.com'], '03',
              'f', 'CN=Elsewhere', $4::timestamptz - interval '90 days',
              $4::timestamptz + make_interval(days => $3 + i % 300), '', ''
         from generate_series(1, $2::int) i
       returning plan_id, account, not_before, not_after)
     insert into plans (plan_id, account, kind, years, begins_at, ends_at)
     select plan_id, account, 'uploaded', 1, not_before, not_after from stored`,
    [account, count, days, new Date(NOW)],
  );
}

/** Rows that Postgres answered with, and how many at most at a time. */
function counting() {
  const read = { rows: 0, most: 0 };
  const counted = (queryable: Queryable): Queryable => ({
    query: async <Row>(text: string, values?: readonly unknown[]) => {
      const result = await queryable.query<Row>(text, values);
      read.rows += result.rows.length;
      read.most = Math.max(read.most, result.rows.length);
      return result;
    },
  });
  const countedDatabase: Database = {
    ...database,
    ...counted(database),
    withConnection: (work) => database.withConnection((connection) => work(counted(connection))),
  };
  return { read, countedDatabase };
}

describe('of very many', () => {
  beforeAll(async () => {
    await storeMany('some', 700);
    await storeMany('many', 1400);
  });

  const request = { date: '2026-12-04', weeks: 52 };
  const reading = (account: string, through = database) =>
    readForecast({ database: through, account, clock: () => NOW }, request);

  it('is the same read item by item and at once, in order', async () => {
    const { count, items, weeks } = await reading('many');
    const view = await clientOf('many').forecast(request);
    const read = [];
    for await (const item of items) read.push(item);
    expect(read).toEqual(view.items);
    expect(weeks).toEqual(view.weeks);
    expect(count).toBe(1400);
    const times = read.map(({ at }) => at);
    expect(times).toEqual([...times].sort());
    expect(new Set(read.map(({ planId }) => planId)).size).toBe(1400);
  });

  it('reads twice as much for twice as many plans, a bounded part of it at a time, and nothing of plans long over', async () => {
    const some = counting();
    await reading('some', some.countedDatabase);
    const many = counting();
    await reading('many', many.countedDatabase);
    expect([some.read.rows, many.read.rows]).toEqual([700, 1400]);
    expect(many.read.most).toBe(500);
    await storeMany('some', 900, -800);
    const later = counting();
    const { count } = await reading('some', later.countedDatabase);
    expect([later.read.rows, count]).toEqual([700, 700]);
  });

  it('leaves others their turn', async () => {
    let turns = 0;
    let isReading = true;
    const takeTurns = () => {
      turns += 1;
      if (isReading) setImmediate(takeTurns);
    };
    const { items } = await reading('many');
    takeTurns();
    for await (const _ of items);
    isReading = false;
    expect(turns).toBeGreaterThanOrEqual(1400 / 500);
  });
});

async function textOf(request: ForecastRequest, language: 'zh' | 'en'): Promise<string> {
  const reader = { language, timeZone: 'UTC' };
  let text = '';
  for await (const part of forecastText(await orders.readForecast(request), reader)) text += part;
  return text;
}

describe('on the command line', () => {
  it('waits for a reader that is slow, and says the same in many parts as in one', async () => {
    const today = Date.now();
    const written: string[] = [];
    const before: number[] = [];
    const run = (...more: string[]) =>
      runCommandLine(
        ['forecast', '--date', new Date(today).toISOString().slice(0, 10), '--weeks', '100', ...more],
        {
          environment: {
            DATABASE_URL: test.url,
            TEMPORAL_ADDRESS: temporalAddress(),
            SEALFLOW_ACCOUNT: 'many',
            SEALFLOW_MASTER_KEY: `test:${Buffer.alloc(32, 7).toString('base64')}`,
          },
          write: (text) => void written.push(text),
          writeError: (text) => void written.push(text),
          taken: async () => {
            before.push(written.length);
            await new Promise((resolve) => setTimeout(resolve, 5));
            // Nothing came while this was being taken.
            expect(written).toHaveLength(before.at(-1) ?? -1);
          },
        },
        '0.0.0',
      );
    expect(await run('--json')).toBe(0);
    const { items } = JSON.parse(written.join('')) as { items: { at: string }[] };
    expect(before).toEqual([1, 2, 3, 4]);
    written.length = before.length = 0;
    expect(await run()).toBe(0);
    expect(before).toEqual([1, 2, 3]);
    const lines = written.join('').split('\n');
    expect(lines.indexOf('')).toBe(items.length + 1);
  });

  it('marks what people have to do, and counts by week', async () => {
    const text = await textOf({ date: '2027-03-08', weeks: 2 }, 'en');
    expect(text).toMatch(/2027-03-14 23:59 +! +by-hand\.example\.com +the validation .*rule of 2027-03-15/);
    expect(text).toMatch(/2027-03-14 23:59 +by-itself\.example\.com/);
    expect(text).toMatch(
      /WEEK +FROM +ALL +PEOPLE +VALIDATION-LAPSES +REISSUE\n2027-W10 +2027-03-08 +3 +1 +2 +1\n/,
    );
    const chinese = await textOf({ date: '2027-03-08', weeks: 2 }, 'zh');
    expect(chinese).toContain('域名的验证不能再用');
  });

  it('answers for the day it is asked on, in text and JSON, and says when there is nothing', async () => {
    // The command line lives in today's time.
    const today = Date.now();
    const dayIn = (days: number) => new Date(today + days * DAY_MS).toISOString().slice(0, 10);
    await storeOwn('own-2', new Date(today + 10 * DAY_MS).toISOString(), 'cli');
    const sealflow = (...args: string[]) =>
      runHere(['forecast', ...args], {
        DATABASE_URL: test.url,
        TEMPORAL_ADDRESS: temporalAddress(),
        SEALFLOW_ACCOUNT: 'cli',
        SEALFLOW_MASTER_KEY: `test:${Buffer.alloc(32, 7).toString('base64')}`,
      });
    const json = await sealflow('--date', dayIn(1), '--until', dayIn(12), '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({ items: [{ kind: 'expiry', planId: 'own-2' }] });
    expect((await sealflow('--date', dayIn(1))).stdout).toMatch(/own\.example\.com +the certificate expires/);
    const nothing = await sealflow('--date', dayIn(12), '--weeks', '1');
    expect(nothing.stdout).toBe(`Nothing to do from ${dayIn(12)} to ${dayIn(18)}.\n`);
    const past = await sealflow('--date', dayIn(-2));
    expect([past.exitCode === 0, past.stderr]).toEqual([false, expect.stringContaining('in the past')]);
  });
});
