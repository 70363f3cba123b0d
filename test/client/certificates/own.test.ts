/** Certificates from elsewhere at the client's door: kept, downloaded with their own key, watched, removed. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OrderClient } from '../../../client/order-client.js';
import { createDatabase, type Database } from '../../../db/database.js';
import { readStanding, stepOf } from '../../../db/statements/plans/standing.js';
import { certificateLifecycleWorkflowId } from '../../../workflows/messages.js';
import { runHere } from '../../support/command-line.js';
import { createOwnChain, type OwnChain, type OwnLeaf } from '../../support/own-chains.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';
import { refusalOf } from '../../support/refusal-of.js';
import { TEST_MASTER_KEYS } from '../../support/stored-orders.js';
import { temporalAddress } from '../../support/temporal.js';

const DAY_MS = 86_400_000;
const NOW = Math.floor(Date.now() / 1000) * 1000;
/** No worker listens there: what is started waits. */
const TASK_QUEUE = `nobody-${process.pid}`;

let test: TestDatabase;
let database: Database;
let connection: Connection;
let temporal: Client;
let orders: OrderClient;
let chain: OwnChain;
let count = 0;
const started: string[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase(test.url);
  connection = await Connection.connect({ address: temporalAddress() });
  temporal = new Client({ connection });
  orders = clientOf('default');
  chain = await createOwnChain('ecc', NOW);
});
afterAll(async () => {
  const { workflow } = temporal;
  await Promise.all(started.map((id) => workflow.getHandle(certificateLifecycleWorkflowId(id)).terminate()));
  await connection.close();
  await database.end();
  await test.drop();
});

function clientOf(account: string): OrderClient {
  return new OrderClient({
    temporal,
    database,
    masterKeys: TEST_MASTER_KEYS,
    account,
    taskQueue: TASK_QUEUE,
    clock: () => NOW,
  });
}

const newLeaf = (days = 90, ageDays = 0): Promise<OwnLeaf> =>
  chain.issue({ names: [`own-${++count}.example.com`], notBefore: NOW - ageDays * DAY_MS, days });

async function uploaded(leaf: OwnLeaf, more: object = {}, client = orders) {
  const answer = await client.certificates.upload({
    certificatePem: leaf.certificatePem,
    chainPem: chain.issuingPem,
    ...more,
  });
  started.push(answer.certificateId);
  return answer;
}

describe('an upload', () => {
  it('is kept with its labels, listed and shown as what it is', async () => {
    const labels = { alias: 'bought in 2025', tags: [{ key: 'team', value: 'web' }], project: 'shop' };
    const { certificateId, warnings } = await uploaded(await newLeaf(), labels);
    expect(warnings).toEqual([]);
    const shown = await orders.certificates.show(certificateId);
    expect(shown).toMatchObject({ source: 'uploaded', orderId: null, state: 'active', ...labels });
    const listed = (await orders.certificates.list()).find((each) => each.certificateId === certificateId);
    expect(shown).toMatchObject(listed ?? { listed: true });
  });

  it('is shown with its chain, whether its key is here, and when its expiry is told', async () => {
    const leaf = await newLeaf(90);
    const { certificateId } = await uploaded(leaf, { privateKeyPem: leaf.privateKeyPem });
    const shown = await orders.certificates.show(certificateId);
    expect(shown).toMatchObject({
      privateKey: 'open',
      expiryNotices: true,
      product: null,
      revocationProof: null,
    });
    const [itself, ...issuers] = shown.chain;
    expect(itself).toMatchObject({
      role: 'leaf',
      fingerprintSha256: shown.fingerprintSha256,
      key: { en: 'ECC prime256v1' },
    });
    expect(issuers.length).toBeGreaterThan(0);
    expect(issuers[0]?.subject).toBe(itself?.issuer);
    const days = shown.noticesAt.map((at) => (Date.parse(shown.notAfter) - Date.parse(at)) / DAY_MS);
    expect(days).toEqual([30, 14, 7, 3, 1]);
    expect(await orders.certificates.setExpiryNotices(certificateId, false)).toMatchObject({
      expiryNotices: false,
    });
    const { certificateId: without } = await uploaded(await newLeaf());
    expect(await orders.certificates.show(without)).toMatchObject({ privateKey: 'none' });
  });

  it('comes back with the key that was uploaded, and only sealed in the database', async () => {
    const leaf = await newLeaf();
    const { certificateId } = await uploaded(leaf, { privateKeyPem: leaf.privateKeyPem });
    const download = await orders.certificates.download(certificateId);
    expect(download).toMatchObject({ privateKeyPem: leaf.privateKeyPem, privateKeyMissing: null });
    const key = createPrivateKey(download.privateKeyPem ?? '');
    expect(new X509Certificate(download.fullchainPem).checkPrivateKey(key)).toBe(true);
    const pack = await orders.certificates.pack(certificateId, { format: 'all' });
    const paths = pack.files.map(({ path }) => path);
    expect(paths.some((path) => path.endsWith('.pfx'))).toBe(true);
    expect(paths.some((path) => path.endsWith('.csr'))).toBe(false);
    const { rows } = await database.query<{ row: string }>(
      'select certificate_keys::text as row from certificate_keys',
    );
    const secret = leaf.privateKeyPem.split('\n')[1] ?? '';
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ row }) => row.includes(secret))).toEqual([]);
  });

  it('without its key says so, and makes no key store', async () => {
    const { certificateId } = await uploaded(await newLeaf());
    const download = await orders.certificates.download(certificateId);
    expect(download).toMatchObject({
      privateKeyPem: null,
      privateKeyMissing: 'No key was uploaded with this certificate.',
    });
    const refusal = await refusalOf(orders.certificates.pack(certificateId, { format: 'iis' }));
    expect(refusal).toMatchObject({ code: 'RefusedInThisState', field: 'format' });
  });

  it('that is wrong is refused, and nothing is kept', async () => {
    const [leaf, another] = [await newLeaf(), await newLeaf()];
    const before = await orders.certificates.list();
    const wrong = [
      { certificatePem: 'garbage' },
      { certificatePem: leaf.certificatePem, privateKeyPem: another.privateKeyPem },
      { certificatePem: leaf.certificatePem, chainPem: another.certificatePem },
      { certificatePem: leaf.certificatePem, alias: 'x'.repeat(201) },
    ];
    for (const upload of wrong)
      expect((await refusalOf(orders.certificates.upload(upload))).code).toBe('InvalidInput');
    expect(await orders.certificates.list()).toEqual(before);
  });

  it('of the same certificate is refused, unless it is wanted twice; another account has its own', async () => {
    const leaf = await newLeaf();
    const first = await uploaded(leaf);
    const refusal = await refusalOf(uploaded(leaf));
    expect(refusal).toMatchObject({ code: 'RefusedInThisState', field: 'certificatePem' });
    expect(refusal.message).toContain(first.certificateId);
    expect((await uploaded(leaf, { repeatable: true })).certificateId).not.toBe(first.certificateId);
    const others = await uploaded(leaf, {}, clientOf('other'));
    expect(await refusalOf(orders.certificates.show(others.certificateId))).toMatchObject({
      code: 'NotFound',
    });
  });

  it('ten times at once is kept once', async () => {
    const leaf = await newLeaf();
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => uploaded(leaf)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('its life', () => {
  it('is watched by a workflow that begins with the first notice', async () => {
    const { certificateId } = await uploaded(await newLeaf(90));
    const standing = await readStanding(database, certificateId, { takesPayments: false });
    expect(stepOf(standing, NOW)).toEqual({
      do: 'announce-expiry',
      at: new Date(NOW + 60 * DAY_MS - 1000).toISOString(),
      certificateId,
      days: 30,
    });
    const { taskQueue, startTime, executionTime } = await temporal.workflow
      .getHandle(certificateLifecycleWorkflowId(certificateId))
      .describe();
    expect(taskQueue).toBe(TASK_QUEUE);
    const delay = (executionTime?.getTime() ?? 0) - startTime.getTime();
    expect(Math.abs(delay - (60 * DAY_MS - 1000))).toBeLessThan(1000);
  });

  it('is not watched where it is over already', async () => {
    const { certificatePem } = await newLeaf(90, 91);
    const { certificateId, warnings, certificate } = await orders.certificates.upload({ certificatePem });
    expect(certificate.state).toBe('expired');
    expect(warnings).toContain('It has expired: nobody will be told of that.');
    const handle = temporal.workflow.getHandle(certificateLifecycleWorkflowId(certificateId));
    await expect(handle.describe()).rejects.toThrow(/not found/i);
  });

  it('ends with its removal, key and all; what was ordered here is not removed so', async () => {
    const leaf = await newLeaf();
    const { certificateId } = await uploaded(leaf, { privateKeyPem: leaf.privateKeyPem });
    await orders.certificates.remove(certificateId);
    expect((await refusalOf(orders.certificates.show(certificateId))).code).toBe('NotFound');
    expect((await refusalOf(orders.certificates.remove(certificateId))).code).toBe('NotFound');
    const left = await database.query(
      `select 1 from plans where plan_id = $1 union all select 1 from certificate_keys where certificate_id = $1`,
      [certificateId],
    );
    expect(left.rows).toEqual([]);
    // May be uploaded again.
    await uploaded(leaf);
  });
});

it('on the command line: uploaded, listed, removed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sealflow-own-'));
  try {
    const leaf = await newLeaf();
    const [file, key] = [join(folder, 'own.pem'), join(folder, 'own.key')];
    writeFileSync(file, leaf.certificatePem + chain.issuingPem);
    writeFileSync(key, leaf.privateKeyPem);
    const environment = {
      DATABASE_URL: test.url,
      TEMPORAL_ADDRESS: temporalAddress(),
      SEALFLOW_MASTER_KEY: `test:${Buffer.alloc(32, 7).toString('base64')}`,
      TEMPORAL_TASK_QUEUE: TASK_QUEUE,
    };
    const sealflow = (...args: string[]) => runHere(args, environment);
    const answer = await sealflow('certificate', 'upload', file, '--key', key, '--tag', 'team=web', '--json');
    expect(answer.stderr).toBe('');
    const { certificateId } = JSON.parse(answer.stdout) as { certificateId: string };
    started.push(certificateId);
    const list = await sealflow('certificate', 'list', '--tag', 'team=web');
    expect(list.stdout).toMatch(new RegExp(`${certificateId}.*own-${count}.example.com.*active.*uploaded`));
    const again = await sealflow('certificate', 'upload', file);
    expect(again.exitCode).not.toBe(0);
    expect(again.stderr).toContain('has this certificate already');
    expect((await sealflow('certificate', 'remove', certificateId)).stdout).toBe(
      `Removed ${certificateId}\n`,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
