/** The log of an account in Postgres: one unbroken chain, whoever writes at once; nobody changes it; no personal data in it. */
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OperationsWriter } from '../../../client/accounts/operations-writer.js';
import { OrderClient } from '../../../client/order-client.js';
import { servingFrom } from '../../../client/serving.js';
import { createDatabase, inTransaction, type Database } from '../../../db/database.js';
import type { MasterKey } from '../../../db/sealed-values.js';
import { appendOperations } from '../../../db/statements/accounts/operations.js';
import type { OperationEntry } from '../../../domain/accounts/operations-log.js';
import { CountedDatabase } from '../../support/counted-database.js';
import { COMPANY, CONTACT } from '../../support/organizations.js';
import { asOwner, createTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { refusalOf } from '../../support/refusal-of.js';
import { TEST_MASTER_KEYS } from '../../support/stored-orders.js';
import { temporalAddress } from '../../support/temporal.js';

let testDatabase: TestDatabase;
let database: Database;
let owner: Database;
let connection: Connection;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = createDatabase(testDatabase.url);
  owner = createDatabase(asOwner(testDatabase.url));
  connection = await Connection.connect({ address: temporalAddress() });
});
afterAll(async () => {
  await connection.close();
  await database.end();
  await owner.end();
  await testDatabase.drop();
});

function clientOf(account: string): OrderClient {
  const temporal = new Client({ connection });
  const who = { actor: 'li', origin: 'cli@desk' };
  return new OrderClient({ temporal, database, masterKeys: TEST_MASTER_KEYS, account, ...who });
}

describe('what is asked', () => {
  it('stands before what it came to, with who and from where, and without what was typed', async () => {
    const orders = clientOf('told');
    const { id } = await orders.companies.add(COMPANY);
    await refusalOf(orders.contacts.edit('Li Lei <li@example.com>', { phone: '+86 139 0000 0000' }));
    await refusalOf(orders.cancel('ord_unknown'));
    const log = await orders.operations.list();
    expect(log.map(({ operation, outcome, subject }) => [operation, outcome, subject]).reverse()).toEqual([
      ['company.add', 'asked', null],
      ['company.add', 'done', id],
      ['contact.edit', 'asked', null],
      ['contact.edit', 'refused', null],
      ['order.cancel', 'asked', 'ord_unknown'],
      ['order.cancel', 'refused', 'ord_unknown'],
    ]);
    expect(log[0]).toMatchObject({
      actor: 'li',
      origin: 'cli@desk',
      details: { asked: 5, code: 'NotFound', field: 'orderId' },
    });
    const text = JSON.stringify(log);
    for (const secret of [COMPANY.fullName, COMPANY.address, CONTACT.name, 'example.com', '+86 139']) {
      expect(text).not.toContain(secret);
    }
    expect(await orders.operations.list({ subject: 'ord_unknown' })).toHaveLength(2);
  });

  it('of 50 at once, by writers that know nothing of each other, is one unbroken chain', async () => {
    const clients = [clientOf('busy'), clientOf('busy'), clientOf('busy')];
    const calls = Array.from({ length: 50 }, (_, index) =>
      refusalOf((clients[index % 3] ?? clientOf('busy')).cancel(`ord_${index}`)),
    );
    await Promise.all(calls);
    expect(await clientOf('busy').operations.verify()).toMatchObject({ verified: true, count: 100 });
    expect(await clientOf('another').operations.verify()).toMatchObject({ verified: true, count: 0 });
  });

  it('of 40 requests that one server answers at once, is appended together', async () => {
    const counted = new CountedDatabase(database);
    const serving = servingFrom({
      ...{ temporal: new Client({ connection }), database: counted, masterKeys: TEST_MASTER_KEYS },
      databaseUrl: testDatabase.url,
    });
    const principal = { kind: 'key', id: 'k', name: 'k', account: 'served', role: 'owner' } as const;
    const companies = Array.from({ length: 40 }, (_, index) => ({
      ...COMPANY,
      fullName: `Company ${index}`,
    }));
    await counted.during('requests', () =>
      Promise.all(companies.map((company) => serving.clientFor(principal).companies.add(company))),
    );
    const { statements = [] } = counted.asked.get('requests') ?? {};
    const appends = statements.filter((statement) => statement.includes('insert into operations'));
    expect(appends.length).toBeGreaterThan(0);
    expect(appends.length).toBeLessThan(companies.length);
    expect(await clientOf('served').operations.verify()).toMatchObject({ verified: true, count: 80 });
    await serving.events.close();
  });

  it('is not done where it could not be recorded', async () => {
    const closed = createDatabase(testDatabase.url);
    const writer = new OperationsWriter(closed, 'closed');
    await closed.end();
    const entry = {
      at: new Date(0).toISOString(),
      actor: 'li',
      origin: 'test',
      operation: 'order.cancel',
      subject: null,
      details: {},
      outcome: 'asked',
    } as const;
    await expect(writer.append(entry)).rejects.toThrow();
    await expect(writer.append(entry)).rejects.toThrow();
  });
});

describe('nobody', () => {
  it('changes, removes or empties it', async () => {
    await refusalOf(clientOf('kept').cancel('ord_unknown'));
    for (const statement of [
      "update operations set actor = 'somebody' where account = 'kept'",
      "delete from operations where account = 'kept'",
      'truncate operations',
    ]) {
      // The role of programs has no right to; the owner of the tables is refused by the tables.
      await expect(database.query(statement)).rejects.toMatchObject({ code: '42501' });
      await expect(owner.query(statement)).rejects.toMatchObject({
        constraint: 'operations_are_append_only',
      });
    }
  });

  it('changes it unseen, who may switch triggers off', async () => {
    await refusalOf(clientOf('owner').cancel('ord_unknown'));
    await inTransaction(owner, async (transaction) => {
      await transaction.query('alter table operations disable trigger operations_are_append_only');
      await transaction.query(
        "update operations set actor = 'somebody' where account = 'owner' and sequence = 2",
      );
      await transaction.query('alter table operations enable always trigger operations_are_append_only');
    });
    expect(await clientOf('owner').operations.verify()).toMatchObject({
      verified: false,
      sequence: 2,
      problem: 'altered',
    });
  });
});

describe('verified again', () => {
  const DAY_MS = 86_400_000;

  /** A client whose answers from Postgres are counted, with its own clock and keys. */
  function verifying(account: string, { days = 0, masterKeys = TEST_MASTER_KEYS } = {}) {
    const read = { entries: 0 };
    const counted: Database = {
      ...database,
      query: async <Row>(text: string, values?: readonly unknown[]) => {
        const result = await database.query<Row>(text, values);
        if (text.includes('previous_hash, hash')) read.entries += result.rows.length;
        return result;
      },
    };
    const temporal = new Client({ connection });
    const clock = () => Date.now() + days * DAY_MS;
    return {
      read,
      log: new OrderClient({ temporal, database: counted, masterKeys, account, clock }).operations,
    };
  }

  /** Two entries a time: asked, and refused. */
  async function ask(account: string, times: number): Promise<void> {
    for (let asked = 0; asked < times; asked++) await refusalOf(clientOf(account).cancel('ord_unknown'));
  }

  /** As somebody does who owns the tables. */
  async function rewritten(statement: string, values: readonly unknown[]): Promise<void> {
    await inTransaction(owner, async (transaction) => {
      await transaction.query('alter table operations disable trigger all');
      await transaction.query(statement, values);
      await transaction.query('alter table operations enable always trigger operations_are_append_only');
    });
  }

  /** A whole chain made anew, sound in itself, up to so many entries. */
  async function madeAnew(account: string, count: number): Promise<void> {
    const { rows } = await database.query<OperationEntry & { at: Date }>(
      `select at, 'somebody' as actor, origin, operation, subject, details, outcome from operations
        where account = $1 and sequence <= $2 order by sequence`,
      [account, count],
    );
    await rewritten('delete from operations where account = $1', [account]);
    const entries = rows.map(({ at, ...entry }) => ({ ...entry, at: at.toISOString() }));
    await appendOperations(owner, account, entries);
  }

  it('reads what came since, and all of it again where that is asked for or a month has passed', async () => {
    await ask('grown', 10);
    const first = verifying('grown');
    expect(await first.log.verify()).toMatchObject({
      verified: true,
      count: 20,
      checkpoint: { use: 'none' },
    });
    expect(first.read.entries).toBe(20);
    await ask('grown', 2);
    const second = verifying('grown', { days: 1 });
    const verdict = await second.log.verify();
    expect(verdict).toMatchObject({ verified: true, count: 24, checkpoint: { use: 'used', sequence: 20 } });
    expect(second.read.entries).toBe(5);
    const nothingNew = verifying('grown', { days: 2 });
    const { checkpoint } = await nothingNew.log.verify();
    expect([checkpoint.sequence, nothingNew.read.entries]).toEqual([24, 1]);
    expect(
      Date.parse(checkpoint.verifiedAt ?? '') - Date.parse(checkpoint.verifiedWholeAt ?? ''),
    ).toBeGreaterThan(DAY_MS / 2);
    const whole = verifying('grown', { days: 3 });
    expect(await whole.log.verify({ whole: true })).toMatchObject({ checkpoint: { use: 'whole' } });
    expect(whole.read.entries).toBe(24);
    const later = verifying('grown', { days: 32 });
    expect(await later.log.verify()).toMatchObject({ verified: true, checkpoint: { use: 'used' } });
    const due = verifying('grown', { days: 34 });
    expect(await due.log.verify()).toMatchObject({ verified: true, checkpoint: { use: 'due' } });
    expect(due.read.entries).toBe(24);
  });

  it('finds a noted head before the checkpoint too', async () => {
    await ask('noted', 3);
    const [entry] = (await clientOf('noted').operations.list()).slice(3);
    await clientOf('noted').operations.verify();
    const old = await clientOf('noted').operations.verify({ head: entry?.hash ?? '' });
    expect(old).toMatchObject({ verified: true, checkpoint: { use: 'whole' } });
    expect(await clientOf('noted').operations.verify({ head: 'a'.repeat(64) })).toMatchObject({
      verified: false,
      problem: 'head-not-found',
    });
  });

  it('does not find what was changed before the checkpoint and kept its hash, unless all of it is read', async () => {
    await ask('hidden', 4);
    await clientOf('hidden').operations.verify();
    await rewritten(`update operations set actor = 'x' where account = $1 and sequence = 3`, ['hidden']);
    expect(await clientOf('hidden').operations.verify()).toMatchObject({ verified: true });
    const whole = await clientOf('hidden').operations.verify({ whole: true });
    expect(whole).toMatchObject({ verified: false, sequence: 3, problem: 'altered' });
  });

  it.each([
    ['made anew as a whole', 8],
    ['made anew without its tail', 5],
    ['emptied', 0],
  ])('finds a log that was %s, however it is read, and keeps on finding it', async (name, count) => {
    const account = `anew-${count}`;
    await ask(account, 4);
    await clientOf(account).operations.verify();
    await madeAnew(account, count);
    for (const whole of [false, true, false])
      expect([name, await clientOf(account).operations.verify({ whole })]).toMatchObject([
        name,
        { verified: false, problem: 'checkpoint-differs' },
      ]);
  });

  it('believes no checkpoint that it did not sign, and says so', async () => {
    const forgeries = [
      ['sequence = sequence - 2', {}],
      [`verified_whole_at = now() + interval '1 day'`, {}],
      [`head = repeat('0', 64)`, {}],
      [`signature = repeat('0', 64)`, {}],
      [`signature = 'no signature'`, {}],
      [`master_key_id = 'another'`, {}],
    ] as const;
    await ask('forged', 3);
    for (const [change] of forgeries) {
      await clientOf('forged').operations.verify({ whole: true });
      await database.query(`update log_checkpoints set ${change} where account = 'forged'`);
      const { read, log } = verifying('forged');
      expect(await log.verify()).toMatchObject({ verified: true, checkpoint: { use: 'not-trusted' } });
      expect(read.entries).toBe(6);
    }
    // One of another account is none of this one.
    await ask('forged-2', 3);
    await clientOf('forged-2').operations.verify();
    await database.query(
      `update log_checkpoints set (sequence, head, verified_at, verified_whole_at, signature) =
         (select sequence, head, verified_at, verified_whole_at, signature from log_checkpoints where account = 'forged')
        where account = 'forged-2'`,
    );
    expect(await clientOf('forged-2').operations.verify()).toMatchObject({
      verified: true,
      checkpoint: { use: 'not-trusted' },
    });
  });

  it('stands while the master key is replaced, and is dropped with the old one', async () => {
    const [old] = TEST_MASTER_KEYS;
    const next = { id: 'next', key: new Uint8Array(32).fill(9) };
    if (!old) throw new Error('no key');
    await ask('rotated', 2);
    const use = async (masterKeys: readonly MasterKey[]) =>
      (await verifying('rotated', { masterKeys }).log.verify()).checkpoint.use;
    expect(await use([old])).toBe('none');
    expect(await use([next, old])).toBe('used');
    expect(await use([next])).toBe('not-trusted');
    expect(await use([next])).toBe('used');
    // Another key under the same id opens nothing.
    expect(await use([{ ...next, key: new Uint8Array(32).fill(1) }])).toBe('not-trusted');
  });
});

it('an account that could be mistaken for something else is refused at the door', () => {
  for (const account of ['', 'a/b', 'a b', '商店', 'x'.repeat(65), 'a\n']) {
    expect(() => clientOf(account)).toThrow(expect.objectContaining({ field: 'account' }));
  }
  expect(() => clientOf('Shop_1-a.b')).not.toThrow();
});
