/** What comes in damaged, at the client's own doors: taken, or refused in our words; nothing of a library or the database. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formFrom } from '../../client/cli/form-input.js';
import type { OrderFormInput } from '../../client/orders/creating.js';
import { OrderClient } from '../../client/order-client.js';
import { createDatabase, type Database } from '../../db/database.js';
import { markStarted } from '../../db/statements/orders/requests.js';
import { pemOf } from '../../domain/certificates/pem.js';
import { Refusal } from '../../domain/refusals.js';
import { certificateLifecycleWorkflowId, certificateOrderWorkflowId } from '../../workflows/messages.js';
import { letterFile } from '../support/letter-files.js';
import { MUTATION_SEED, MUTATIONS, mutationsOf } from '../support/mutated.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { storeLetterOrder, TEST_MASTER_KEYS } from '../support/stored-orders.js';
import { temporalAddress } from '../support/temporal.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** Those handed in were made the day before. */
const NOW = Date.parse('2026-11-27T12:00:00Z');
const HANDED_IN = '../domain/certificates/handed-in/';

let test: TestDatabase;
let database: Database;
let connection: Connection;
let orders: OrderClient;
let folder: string;
const started: string[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase(test.url);
  connection = await Connection.connect({ address: temporalAddress() });
  orders = new OrderClient({
    temporal: new Client({ connection }),
    database,
    masterKeys: TEST_MASTER_KEYS,
    // No worker listens there: what is started waits.
    taskQueue: `nobody-${process.pid}`,
    clock: () => NOW,
  });
  folder = temporaryFolder();
});
afterAll(async () => {
  const { workflow } = new Client({ connection });
  await Promise.all(started.map((id) => workflow.getHandle(id).terminate()));
  await connection.close();
  await database.end();
  await test.drop();
});

const handedIn = (name: string) => readFileSync(new URL(`${HANDED_IN}${name}`, import.meta.url), 'utf8');
const derOf = (pem: string) => Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');

/** A whole one, as people write it. */
const FORM = `brand: globalsign
type: ov
names: [shop.damaged.com]
validation: manual-dns
csr: { mode: generate, algorithm: ecc-p256, hash: sha256 }
keyPassword: 密码密码密码
company:
  fullName: 示例科技有限公司
  country: CN
  province: 浙江
  city: 杭州
  address: 文三路 1 号
  landline: { areaCode: '0571', number: '87654321' }
manager: { name: 李雷, department: 技术部, position: CTO, phone: '13800000001', email: li@damaged.com }
contact: same-as-manager
alias: 'the shop'
tags: [{ key: team, value: web }]
autoRenew: true
`;

/** How many were taken; whatever is no Refusal of bad input is thrown on. */
async function taken<T>(
  inputs: readonly T[],
  take: (input: T, index: number) => Promise<unknown>,
): Promise<number> {
  expect(inputs).toHaveLength(MUTATIONS);
  let count = 0;
  for (const [index, input] of inputs.entries()) {
    try {
      await take(input, index);
      count += 1;
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'InvalidInput') throw error;
    }
  }
  return count;
}

async function create(form: unknown): Promise<void> {
  const { orderId } = await orders.create({ form: form as OrderFormInput });
  started.push(certificateOrderWorkflowId(orderId));
}

describe(`${MUTATIONS} mutations each (seed ${MUTATION_SEED}) are taken or refused`, () => {
  it('of a certificate', async () => {
    const pems = mutationsOf(derOf(handedIn('leaf.pem'))).map((der) => pemOf('CERTIFICATE', der));
    const count = await taken(pems, async (certificatePem) => {
      const { certificateId } = await orders.certificates.upload({ certificatePem, repeatable: true });
      started.push(certificateLifecycleWorkflowId(certificateId));
    });
    expect(count).toBeLessThan(MUTATIONS);
  });

  it('of a CSR', async () => {
    const pems = mutationsOf(Buffer.from(handedIn('plain.csr'))).map((bytes) => bytes.toString('utf8'));
    const form = { brand: 'wotrus', type: 'dv', names: ['bugs1.example.com'], validation: 'manual-dns' };
    await create({ ...form, csr: { mode: 'paste', pem: handedIn('plain.csr') } });
    const count = await taken(pems, (pem) => create({ ...form, csr: { mode: 'paste', pem } }));
    expect(count).toBeLessThan(MUTATIONS);
  });

  it('of a form', async () => {
    const createFrom = async (bytes: Buffer) => {
      const file = join(folder, 'form.yaml');
      writeFileSync(file, bytes);
      await create(await formFrom({ form: file }));
    };
    await createFrom(Buffer.from(FORM));
    const count = await taken(mutationsOf(Buffer.from(FORM)), createFrom);
    expect(count).toBeGreaterThan(0);
  });

  it('of a letter', async () => {
    const letters = mutationsOf(letterFile('jpeg', 2_000));
    const count = await taken(letters, async (content, index) => {
      const orderId = `damaged-${process.pid}-${index}`;
      await storeLetterOrder(database, orderId, 'dnspod-sm2');
      await markStarted(database, orderId);
      await orders.letters.upload(orderId, { content, sentBy: 'tests' });
    });
    expect(count).toBeLessThan(MUTATIONS);
  });
});
