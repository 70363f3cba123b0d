/** The log of an account in Postgres: one unbroken chain, whoever writes at once; nobody changes it; no personal data in it. */
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OperationsWriter } from '../../../client/accounts/operations-writer.js';
import { OrderClient } from '../../../client/order-client.js';
import { createDatabase, inTransaction, type Database } from '../../../db/database.js';
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
    expect(await clientOf('owner').operations.verify()).toEqual({
      verified: false,
      sequence: 2,
      problem: 'altered',
    });
  });
});

it('an account that could be mistaken for something else is refused at the door', () => {
  for (const account of ['', 'a/b', 'a b', '商店', 'x'.repeat(65), 'a\n']) {
    expect(() => clientOf(account)).toThrow(expect.objectContaining({ field: 'account' }));
  }
  expect(() => clientOf('Shop_1-a.b')).not.toThrow();
});
