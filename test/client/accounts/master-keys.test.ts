/** What is closed because its master key is missing: told, given up on request, on record, and opened again where the key turns up. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Client, type Connection } from '@temporalio/client';
import { describe, expect, it } from 'vitest';
import { rewrapOutdated } from '../../../activities/accounts/rewrap-outdated.js';
import { createCsrActivities } from '../../../activities/certificates/csr.js';
import { OrderClient } from '../../../client/order-client.js';
import { masterKeysFrom } from '../../../config/master-keys.js';
import type { Database } from '../../../db/database.js';
import { checkMasterKeys, MasterKeyRefused } from '../../../db/master-key-check.js';
import { openPrivateKey, sealPrivateKey } from '../../../db/private-keys.js';
import type { MasterKey } from '../../../db/sealed-values.js';
import { closedCounts } from '../../../db/statements/accounts/master-keys.js';
import { loadKey, storeKey } from '../../../db/statements/certificates/keys.js';
import { findClosedValues } from '../../../worker/master-keys.js';
import { runHere } from '../../support/command-line.js';
import { latinSentences } from '../../support/latin-sentences.js';
import { eachOnFreshDatabase } from '../../support/fresh-databases.js';
import type { TestDatabase } from '../../support/postgres.js';
import { refusalOf } from '../../support/refusal-of.js';
import { storeOrder } from '../../support/stored-orders.js';
import { temporalAddress } from '../../support/temporal.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const present: MasterKey = { id: 'present', key: randomBytes(32) };
const lost: MasterKey = { id: 'lost', key: randomBytes(32) };

let test: TestDatabase;
let database: Database;
let connection: Connection;
let orders: OrderClient;

eachOnFreshDatabase(async (fresh) => {
  ({ test, database, connection } = fresh);
  orders = clientWith([present]);
  await sealOne('of-present', present);
  await sealOne('of-lost', lost);
});

function clientWith(masterKeys: readonly MasterKey[]): OrderClient {
  return new OrderClient({ temporal: new Client({ connection }), database, masterKeys, actor: 'li' });
}

async function sealOne(orderId: string, key: MasterKey): Promise<void> {
  await storeOrder(database, { orderId });
  const sealedPrivateKey = sealPrivateKey(Buffer.from(`key of ${orderId}`), orderId, [key]);
  await storeKey(database, {
    orderId,
    csrPem: 'csr',
    spkiSha256: '',
    sealedPrivateKey,
    passwordProtected: false,
  });
}

function environment() {
  return {
    TEMPORAL_ADDRESS: temporalAddress(),
    DATABASE_URL: test.url,
    SEALFLOW_MASTER_KEY: `present:${Buffer.from(present.key).toString('base64')}`,
    SEALFLOW_ACTOR: 'li',
  };
}

async function keyOf(orderId: string, masterKeys: readonly MasterKey[]): Promise<string> {
  const key = await loadKey(database, orderId);
  if (!key) throw new Error(`${orderId} has no key`);
  return openPrivateKey(key, masterKeys);
}

describe('what is closed', () => {
  it('is told by the key that is missing, with the ids that it concerns', async () => {
    expect(await orders.masterKeys.closed()).toEqual([
      {
        masterKeyId: 'lost',
        privateKeys: ['of-lost'],
        uploadedKeys: [],
        keyPasswords: [],
        webhookSecret: false,
        connections: [],
        apiKeySecrets: [],
      },
    ]);
    expect(await clientWith([present, lost]).masterKeys.closed()).toEqual([]);
  });

  it('is given up only where the workers could not open it either', async () => {
    const refusal = await refusalOf(orders.masterKeys.writeOff('lost'));
    expect(refusal).toMatchObject({ code: 'RefusedInThisState', field: 'masterKeyId' });
    await findClosedValues(database, [present, lost]);
    expect((await refusalOf(orders.masterKeys.writeOff('lost'))).code).toBe('RefusedInThisState');
    expect((await refusalOf(orders.masterKeys.writeOff('present'))).code).toBe('NotFound');
    expect(await orders.masterKeys.closed()).toHaveLength(1);
  });

  it('counts as lost then, and says so, on record before it is done; all else opens as before', async () => {
    await findClosedValues(database, [present]);
    await orders.masterKeys.writeOff('lost');
    const log = await orders.operations.list({ subject: 'lost' });
    expect(log.map(({ operation, outcome, actor }) => [operation, outcome, actor])).toEqual([
      ['master-key.write-off', 'done', 'li'],
      ['master-key.write-off', 'asked', 'li'],
    ]);
    expect(log[1]?.details).toMatchObject({ privateKeys: 1, of: ['of-lost'] });
    expect(await orders.masterKeys.closed()).toEqual([]);
    expect(await closedCounts(database)).toEqual([]);
    expect(await findClosedValues(database, [present])).toEqual([]);
    const refusal = await refusalOf(keyOf('of-lost', [present]));
    expect(refusal).toMatchObject({ code: 'RefusedInThisState' });
    expect(refusal.message).toMatch(/lost with its master key.*issued anew with another key/);
    expect(await keyOf('of-present', [present])).toContain('PRIVATE KEY');
  });

  it('opens again where the key turns up after all', async () => {
    await findClosedValues(database, [present]);
    await orders.masterKeys.writeOff('lost');
    expect(await rewrapOutdated(database, [present, lost])).toBe(1);
    expect(await keyOf('of-lost', [present])).toContain('PRIVATE KEY');
  });

  it('makes no key without the password that was asked for, once that is given up', async () => {
    await storeOrder(database, { orderId: 'protected', form: { keyPassword: 'correct-horse' } });
    const activities = createCsrActivities({ database, masterKeys: [present] });
    // `storeOrder` seals it with a key that is not configured here.
    await expect(activities.prepareCsr('protected')).rejects.toThrow(/master key test is not configured/);
    await findClosedValues(database, [present]);
    await orders.masterKeys.writeOff('test');
    await expect(activities.prepareCsr('protected')).rejects.toMatchObject({
      type: 'OrderDataUnusable',
      nonRetryable: true,
    });
    expect(await loadKey(database, 'protected')).toBeUndefined();
  });
});

describe('sealflow key', () => {
  it('list tells it, write-off asks first, and does nothing without a yes', async () => {
    await findClosedValues(database, [present]);
    expect((await runHere(['key', 'list'], environment())).stdout).toMatch(/lost[^]*1: of-lost/);
    const questions: string[] = [];
    const answering = (answer: string) => (question: string) => {
      questions.push(question);
      return Promise.resolve(answer);
    };
    const writeOff = ['key', 'write-off', 'lost'];
    expect(await runHere(writeOff, environment(), answering('no'))).toMatchObject({ exitCode: 2 });
    expect(await runHere(writeOff, environment())).toMatchObject({ exitCode: 2 });
    expect(questions[0]).toMatch(/1: of-lost[^]*Type yes/);
    const chinese = await runHere([...writeOff, '--lang', 'zh'], environment(), answering('no'));
    expect(latinSentences(`${questions.at(-1)}${chinese.stderr}`, ['of-lost'])).toEqual([]);
    expect(questions.at(-1)).toMatch(/放弃后这些内容视为丢失/);
    expect(await orders.operations.list({ subject: 'lost' })).toEqual([]);
    const given = await runHere([...writeOff, '--lang', 'zh'], environment(), answering('yes'));
    expect(given).toMatchObject({ exitCode: 0 });
    expect(given.stdout).toMatch(/^已放弃.*\p{Script=Han}/u);
    expect(latinSentences(given.stdout, ['of-lost'])).toEqual([]);
    expect((await runHere(['key', 'list'], environment())).stdout).toContain('open everything');
    expect(await runHere([...writeOff, '--yes'], environment())).toMatchObject({ exitCode: 3 });
  });

  it('new makes a key that can be put to use, and never in place of a file', async () => {
    const printed = await runHere(['key', 'new'], {});
    const [key] = masterKeysFrom(printed.stdout.trim());
    expect(key?.id).toMatch(/-fp[0-9a-f]{12}$/);
    const file = join(temporaryFolder(), 'master.key');
    const saved = await runHere(['key', 'new', '--out', file], {});
    expect(saved.exitCode).toBe(0);
    const content = readFileSync(file, 'utf8');
    expect(saved.stdout).toContain(masterKeysFrom(content)[0]?.id);
    expect(saved.stdout).not.toContain(content.trim().split(':')[1]);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(await runHere(['key', 'new', '--out', file], {})).toMatchObject({ exitCode: 2 });
    expect(readFileSync(file, 'utf8')).toBe(content);
    expect(existsSync(`${file}.${process.pid}`)).toBe(false);
  });
});

it('a program seals nothing with a key that the workers don’t have: nothing is stored', async () => {
  await checkMasterKeys(database, [present]);
  const stranger = clientWith([{ id: 'present', key: randomBytes(32) }]);
  const form = {
    brand: 'trustasia',
    type: 'dv',
    names: ['www.example.com'],
    validation: 'manual-dns',
    csr: { mode: 'generate', algorithm: 'ecc-p256', hash: 'sha256' },
    keyPassword: 'correct-horse',
  } as const;
  await expect(stranger.create({ form, orderId: 'strange' })).rejects.toThrow(MasterKeyRefused);
  await expect(stranger.notices.setPreferences({ webhookUrl: 'https://example.com/' })).rejects.toThrow(
    MasterKeyRefused,
  );
  expect((await refusalOf(orders.show('strange'))).code).toBe('NotFound');
  const { rows } = await database.query('select from notice_preferences');
  expect(rows).toEqual([]);
});
