/** People of accounts among each other: what owners may, and may not, do to whom; and what they can't do at the same moment. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, type Connection } from '@temporalio/client';
import { describe, expect, it } from 'vitest';
import { Identities } from '../../../client/accounts/identities.js';
import { OrderClient } from '../../../client/order-client.js';
import { newMasterKey } from '../../../config/master-keys.js';
import type { Database } from '../../../db/database.js';
import type { MasterKey } from '../../../db/sealed-values.js';
import type { Principal } from '../../../domain/accounts/principal.js';
import type { Role } from '../../../domain/accounts/roles.js';
import { runHere } from '../../support/command-line.js';
import { eachOnFreshDatabase } from '../../support/fresh-databases.js';
import type { TestDatabase } from '../../support/postgres.js';
import { refusalOf } from '../../support/refusal-of.js';
import { temporalAddress } from '../../support/temporal.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const PASSWORD = 'correct horse battery staple';
const OTHER_PASSWORD = 'four unrelated words, said aloud';
const FROM = '192.0.2.7';
const folder = temporaryFolder();
const masterKey: MasterKey = { id: 'first', key: randomBytes(32) };

let connection: Connection;
let test: TestDatabase;
let database: Database;
let identities: Identities;
let installation: OrderClient;

eachOnFreshDatabase((fresh) => {
  ({ test, database, connection } = fresh);
  identities = new Identities({ database, masterKeys: [masterKey] });
  installation = clientOf({});
});

function clientOf(who: { account?: string; principal?: Principal }): OrderClient {
  return new OrderClient({ temporal: new Client({ connection }), database, masterKeys: [masterKey], ...who });
}

async function member(login: string, role: Role, account = 'default'): Promise<OrderClient> {
  const { userId } = await clientOf({ account }).users.add({ login, role, password: PASSWORD });
  return clientOf({ principal: { kind: 'user', id: userId, name: login, account, role } });
}

describe('an owner', () => {
  it('can’t take over who is more than a member of this account', async () => {
    const owner = await member('ling', 'owner');
    await member('wang', 'letters');
    await owner.users.setPassword('wang', OTHER_PASSWORD);
    await installation.users.add({ login: 'wang', role: 'operator' });
    expect((await refusalOf(owner.users.setPassword('wang', PASSWORD))).code).toBe('RefusedInThisState');
    await member('zhao', 'owner', 'second');
    await installation.users.add({ login: 'zhao', role: 'auditor' });
    expect((await refusalOf(owner.users.setPassword('zhao', PASSWORD))).code).toBe('RefusedInThisState');
    await installation.users.add({ login: 'night', role: 'operator', password: PASSWORD });
    expect((await refusalOf(owner.users.setPassword('night', OTHER_PASSWORD))).code).toBe('NotFound');
    expect((await identities.signIn('night', PASSWORD, FROM)).memberships).toEqual([
      { account: null, role: 'operator' },
    ]);
  });

  it('makes nobody an operator, and lets in nobody who is somebody’s already', async () => {
    const owner = await member('ling', 'owner');
    await member('zhao', 'owner', 'second');
    expect((await refusalOf(owner.users.add({ login: 'x1', role: 'operator' }))).code).toBe('NotAllowed');
    expect((await refusalOf(owner.users.setRole('ling', 'operator'))).code).toBe('InvalidInput');
    expect((await refusalOf(owner.apiKeys.create({ name: 'x', role: 'operator' }))).code).toBe(
      'InvalidInput',
    );
    expect(await refusalOf(owner.users.add({ login: 'zhao', role: 'auditor' }))).toMatchObject({
      code: 'RefusedInThisState',
      field: 'login',
    });
  });

  it('sees no sessions of operators who are at home in the account, nor of other accounts', async () => {
    const owner = await member('ling', 'owner');
    const auditor = await member('wang', 'auditor');
    for (const login of ['ling', 'wang']) {
      const { userId } = await identities.signIn(login, PASSWORD, FROM);
      await identities.openSession(userId, FROM);
    }
    const { userId } = await installation.users.add({ login: 'night', role: 'operator', password: PASSWORD });
    const { sessionId } = await identities.openSession(userId, FROM);
    expect((await owner.sessions.list()).map(({ login }) => login).sort()).toEqual(['ling', 'wang']);
    expect((await auditor.sessions.list()).map(({ login }) => login)).toEqual(['wang']);
    expect((await refusalOf(owner.sessions.revoke(sessionId))).code).toBe('NotFound');
    const [own] = await auditor.sessions.list();
    const others = (await owner.sessions.list()).find(({ login }) => login === 'ling');
    expect((await refusalOf(auditor.sessions.revoke(others?.sessionId ?? ''))).code).toBe('NotFound');
    await auditor.sessions.revoke(own?.sessionId ?? '');
    expect((await installation.sessions.list()).map(({ login }) => login).sort()).toEqual(['ling', 'night']);
  });

  it('stays: the last one is neither removed nor made less, not even by two at once', async () => {
    const ling = await member('ling', 'owner');
    expect((await refusalOf(ling.users.remove('ling'))).code).toBe('RefusedInThisState');
    expect((await refusalOf(ling.users.setRole('ling', 'auditor'))).code).toBe('RefusedInThisState');
    const wang = await member('wang', 'owner');
    const outcomes = await Promise.allSettled([
      ling.users.remove('wang'),
      wang.users.setRole('ling', 'auditor'),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await installation.users.list()).filter(({ role }) => role === 'owner')).toHaveLength(1);
  });
});

it('a user who leaves the account where he was at home is at home where he still is', async () => {
  const owner = await member('ling', 'owner');
  await member('wang', 'orderer');
  await clientOf({ account: 'second' }).users.add({ login: 'wang', role: 'auditor' });
  const { userId } = await identities.signIn('wang', PASSWORD, FROM);
  await identities.openSession(userId, FROM);
  await owner.users.remove('wang');
  expect(await owner.sessions.list()).toEqual([]);
  expect((await identities.signIn('wang', PASSWORD, FROM)).memberships).toEqual([
    { account: 'second', role: 'auditor' },
  ]);
  expect(await clientOf({ account: 'second' }).users.list()).toMatchObject([
    { login: 'wang', isAtHome: true },
  ]);
});

it('one login is one person, also where two are added at the same moment', async () => {
  const added = await Promise.allSettled(
    ['one', 'two', 'three'].map((account) =>
      clientOf({ account }).users.add({ login: 'ling', role: 'owner', password: PASSWORD }),
    ),
  );
  expect(added.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const names = await Promise.allSettled(
    Array.from({ length: 3 }, () => installation.apiKeys.create({ name: 'same', role: 'auditor' })),
  );
  expect(names.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

it('names and passwords stand in no log', async () => {
  const owner = await member('ling', 'owner');
  await owner.users.add({ login: 'secret-person', role: 'auditor', password: OTHER_PASSWORD });
  const { secret } = await owner.apiKeys.create({ name: 'secret name', role: 'auditor' });
  await refusalOf(owner.users.setRole('secret-person', 'secret role' as Role));
  const log = JSON.stringify(await installation.operations.list({ limit: 1000 }));
  for (const word of [PASSWORD, OTHER_PASSWORD, secret, 'secret']) expect(log).not.toContain(word);
  expect(log).toContain('"actor":"ling"');
});

describe('at a terminal', () => {
  it('passwords are typed twice unseen, and secrets are shown once, or saved for their owner alone', async () => {
    const { text } = newMasterKey(new Date());
    const environment = {
      TEMPORAL_ADDRESS: temporalAddress(),
      DATABASE_URL: test.url,
      SEALFLOW_MASTER_KEY: text,
    };
    const typed = ['not the same', PASSWORD, PASSWORD, PASSWORD];
    const asked: boolean[] = [];
    const added = await runHere(
      ['user', 'add', 'ling', '--role', 'owner', '--lang', 'en'],
      environment,
      (_, options) => {
        asked.push(options?.secret ?? false);
        return Promise.resolve(typed.shift() ?? '');
      },
    );
    expect(added).toMatchObject({ exitCode: 0, stderr: 'The two are not the same: once more.\n' });
    expect(asked).toEqual([true, true, true, true]);
    expect(added.stdout).not.toContain(PASSWORD);
    const wrong = join(folder, 'wrong.txt');
    writeFileSync(wrong, 'short\n');
    const refused = await runHere(
      ['user', 'set-password', 'ling', '--password-file', wrong, '--lang', 'en'],
      environment,
    );
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('fewer than 15 characters');
    expect(refused.stderr).not.toContain('short\n');
    const out = join(folder, 'key.json');
    const made = await runHere(
      ['api-key', 'create', 'deploy', '--role', 'orderer', '--out', out, '--json'],
      environment,
    );
    const { keyId, secret } = JSON.parse(readFileSync(out, 'utf8')) as { keyId: string; secret: string };
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(made.stdout).toContain(keyId);
    expect(made.stdout).not.toContain(secret);
    const again = await runHere(
      ['api-key', 'create', 'second', '--role', 'orderer', '--out', out],
      environment,
    );
    expect(again.exitCode).toBe(2);
    expect((JSON.parse(readFileSync(out, 'utf8')) as { secret: string }).secret).toBe(secret);
    const nothing = join(folder, 'nothing.json');
    const taken = await runHere(
      ['api-key', 'create', 'deploy', '--role', 'orderer', '--out', nothing],
      environment,
    );
    expect(taken.exitCode).toBe(4);
    expect(existsSync(nothing)).toBe(false);
    const listed = await runHere(['api-key', 'list', '--json'], environment);
    expect((JSON.parse(listed.stdout) as { name: string }[]).map(({ name }) => name)).toEqual(['deploy']);
  });
});
