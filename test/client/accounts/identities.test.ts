/** Who asks, as servers learn it: keys, passwords, sessions, OpenID subjects; stolen, fixed, guessed, expired and revoked ones. */
import { createHash, randomBytes } from 'node:crypto';
import { Client, type Connection } from '@temporalio/client';
import { describe, expect, it } from 'vitest';
import { rewrapOutdated } from '../../../activities/accounts/rewrap-outdated.js';
import { Identities } from '../../../client/accounts/identities.js';
import { OrderClient } from '../../../client/order-client.js';
import type { Database } from '../../../db/database.js';
import type { MasterKey } from '../../../db/sealed-values.js';
import { GUESS_LIMITS } from '../../../domain/accounts/guessing.js';
import type { Principal } from '../../../domain/accounts/principal.js';
import { eachOnFreshDatabase } from '../../support/fresh-databases.js';
import { refusalOf } from '../../support/refusal-of.js';

const PASSWORD = 'correct horse battery staple';
const OTHER_PASSWORD = 'four unrelated words, said aloud';
const FROM = '192.0.2.7';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ISSUER = 'https://login.example.com/realms/ours';

const masterKey: MasterKey = { id: 'first', key: randomBytes(32) };

let connection: Connection;
let database: Database;
let now: number;
let identities: Identities;
/** The installation itself. */
let installation: OrderClient;

eachOnFreshDatabase(async (fresh) => {
  ({ database, connection } = fresh);
  now = Date.parse('2026-11-01T08:00:00Z');
  identities = identitiesWith([masterKey]);
  installation = clientOf();
  await installation.users.add({ login: 'ling', role: 'owner', password: PASSWORD });
});

function identitiesWith(masterKeys: readonly MasterKey[]): Identities {
  return new Identities({ database, masterKeys, clock: () => now });
}

function clientOf(
  options: { principal?: Principal; account?: string; masterKeys?: readonly MasterKey[] } = {},
) {
  const { masterKeys = [masterKey], ...rest } = options;
  return new OrderClient({
    temporal: new Client({ connection }),
    database,
    masterKeys,
    clock: () => now,
    ...rest,
  });
}

async function signedIn(login = 'ling', password = PASSWORD) {
  const identity = await identities.signIn(login, password, FROM);
  const session = await identities.openSession(identity.userId, FROM);
  return { ...identity, ...session, ...(await identities.bySession(session.token)) };
}

/** Every row of every table, as text. */
async function everythingStored(): Promise<string> {
  const { rows } = await database.query<{ table: string }>(
    `select table_name as table from information_schema.tables where table_schema = 'public'`,
  );
  const contents: string[] = [];
  for (const { table } of rows) {
    const found = await database.query<{ row: string }>(`select ${table}::text as row from ${table}`);
    contents.push(...found.rows.map(({ row }) => row));
  }
  return contents.join('\n');
}

describe('an API key', () => {
  it('is who its id and secret say, and its secret stands nowhere in the clear', async () => {
    const { keyId, secret } = await installation.apiKeys.create({ name: 'deploy', role: 'orderer' });
    expect(keyId).toMatch(/^AKID[A-Za-z0-9]{32}$/);
    expect(secret).toMatch(/^skf_[A-Za-z0-9]{44}$/);
    expect(await identities.bySecret(keyId, secret)).toEqual({
      kind: 'key',
      id: keyId,
      name: `deploy (${keyId})`,
      account: 'default',
      role: 'orderer',
    });
    expect(await identities.byKeyId(keyId)).toMatchObject({ secrets: [secret] });
    expect(await everythingStored()).not.toContain(secret);
    expect(JSON.stringify(await installation.apiKeys.list())).not.toContain(secret);
  });

  it('is refused alike where it is unknown, wrong, expired or revoked', async () => {
    const key = await installation.apiKeys.create({
      name: 'deploy',
      role: 'orderer',
      expiresAt: '2026-12-01',
    });
    const other = await installation.apiKeys.create({ name: 'other', role: 'orderer' });
    const attempts = [
      () => identities.bySecret(`AKID${'a'.repeat(32)}`, key.secret),
      () => identities.bySecret('none', key.secret),
      () => identities.bySecret(key.keyId, other.secret),
      () => identities.bySecret(key.keyId, ''),
      () => identities.bySecret(key.keyId, key.secret.toLowerCase()),
      async () => {
        now = Date.parse('2026-12-01T00:00:00Z');
        return await identities.bySecret(key.keyId, key.secret);
      },
      async () => {
        await installation.apiKeys.revoke(other.keyId);
        return await identities.bySecret(other.keyId, other.secret);
      },
    ];
    const refusals = [];
    for (const attempt of attempts) refusals.push(await refusalOf(attempt()));
    for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'NotSignedIn', field: undefined });
    expect(new Set(refusals.map(({ message }) => message)).size).toBe(1);
    expect(await identities.byKeyId(other.keyId)).toBeUndefined();
  });

  it('has two live secrets while it is rotated, then the new one alone', async () => {
    const { keyId, secret: old } = await installation.apiKeys.create({ name: 'deploy', role: 'orderer' });
    now += 1;
    const { secret: fresh, secrets } = await installation.apiKeys.rotate('deploy', { overlapHours: 2 });
    expect(secrets).toHaveLength(2);
    expect((await identities.byKeyId(keyId))?.secrets).toEqual([fresh, old]);
    for (const secret of [old, fresh]) expect((await identities.bySecret(keyId, secret)).id).toBe(keyId);
    expect(await refusalOf(installation.apiKeys.rotate(keyId))).toMatchObject({ code: 'RefusedInThisState' });
    now += 2 * HOUR;
    expect((await refusalOf(identities.bySecret(keyId, old))).code).toBe('NotSignedIn');
    expect((await identities.bySecret(keyId, fresh)).id).toBe(keyId);
  });

  it('that leaked is rotated without an overlap, whatever counted before', async () => {
    const { keyId, secret: first } = await installation.apiKeys.create({ name: 'deploy', role: 'orderer' });
    now += 1;
    const { secret: second } = await installation.apiKeys.rotate(keyId);
    now += 1;
    const { secret: third } = await installation.apiKeys.rotate(keyId, { overlapHours: 0 });
    for (const secret of [first, second])
      expect((await refusalOf(identities.bySecret(keyId, secret))).code).toBe('NotSignedIn');
    expect((await identities.byKeyId(keyId))?.secrets).toEqual([third]);
    const { rows } = await database.query('select from api_key_secrets');
    expect(rows).toHaveLength(1);
  });

  it('goes on when the master key is changed', async () => {
    const { keyId, secret } = await installation.apiKeys.create({ name: 'deploy', role: 'orderer' });
    const next: MasterKey = { id: 'next', key: randomBytes(32) };
    await rewrapOutdated(database, [next, masterKey]);
    expect((await identitiesWith([next]).bySecret(keyId, secret)).id).toBe(keyId);
    expect((await refusalOf(identities.bySecret(keyId, secret))).code).toBe('NotSignedIn');
  });

  it('notes its last use at most once a minute, and only where the secret was right', async () => {
    const { keyId, secret } = await installation.apiKeys.create({ name: 'deploy', role: 'orderer' });
    const lastUse = async () => (await installation.apiKeys.list())[0]?.lastUsedAt;
    await refusalOf(identities.bySecret(keyId, 'wrong'));
    await identities.byKeyId(keyId);
    expect(await lastUse()).toBeNull();
    await identities.bySecret(keyId, secret);
    const first = new Date(now).toISOString();
    expect(await lastUse()).toBe(first);
    now += 59_000;
    await identities.bySecret(keyId, secret);
    expect(await lastUse()).toBe(first);
    now += 1_000;
    await (await identities.byKeyId(keyId))?.noteUse();
    expect(await lastUse()).toBe(new Date(now).toISOString());
  });

  it('of a stack of one’s own is the same at each start, also where two start at once', async () => {
    const [one, other] = await Promise.all([
      identities.firstOwnerKey('default'),
      identitiesWith([masterKey]).firstOwnerKey('default'),
    ]);
    expect(one).toEqual(other);
    expect(await identities.firstOwnerKey('default')).toEqual(one);
    expect(await identities.bySecret(one.keyId, one.secret)).toMatchObject({
      role: 'owner',
      account: 'default',
    });
    await installation.apiKeys.revoke(one.keyId);
    expect((await identities.firstOwnerKey('default')).keyId).not.toBe(one.keyId);
    expect(await installation.operations.verify()).toMatchObject({ verified: true });
  });
});

describe('a password', () => {
  it('signs in with the roles of now, and stands nowhere in the clear', async () => {
    await clientOf({ account: 'second' }).users.add({ login: 'ling', role: 'auditor' });
    expect(await identities.signIn('  LING ', PASSWORD, FROM)).toMatchObject({
      name: 'ling',
      memberships: [
        { account: 'default', role: 'owner' },
        { account: 'second', role: 'auditor' },
      ],
    });
    const stored = await everythingStored();
    expect(stored).not.toContain(PASSWORD);
    expect(stored).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
  });

  it('is refused alike for who is there, who is not, and who has none', async () => {
    await installation.users.add({ login: 'later', role: 'orderer' });
    const refusals = [
      await refusalOf(identities.signIn('ling', OTHER_PASSWORD, FROM)),
      await refusalOf(identities.signIn('nobody', PASSWORD, FROM)),
      await refusalOf(identities.signIn('later', '', FROM)),
      await refusalOf(identities.signIn('ling', 'x'.repeat(2_000_000), FROM)),
      await refusalOf(identities.signIn("ling' or '1'='1", PASSWORD, FROM)),
    ];
    expect(
      new Set(refusals.map(({ code, message, accepted }) => `${code} ${message} ${accepted}`)).size,
    ).toBe(1);
  });

  it('is guessed at a login no more often than the limit, also by many attempts at once', async () => {
    const guesses = await Promise.all(
      Array.from({ length: GUESS_LIMITS.pair.attempts * 3 }, (_, index) =>
        refusalOf(identities.signIn('ling', `wrong guess number ${index}`, FROM)),
      ),
    );
    const looked = guesses.filter(({ message }) => message.includes('wrong'));
    expect(looked).toHaveLength(GUESS_LIMITS.pair.attempts);
    // Right or wrong is not told any more.
    const refusal = await refusalOf(identities.signIn('ling', PASSWORD, FROM));
    expect(refusal).toMatchObject({ code: 'NotSignedIn', message: 'Too many attempts to sign in' });
    // Somebody else's address is not shut out by it, and another server counts the same.
    expect((await identities.signIn('ling', PASSWORD, '198.51.100.1')).name).toBe('ling');
    expect((await refusalOf(identitiesWith([masterKey]).signIn('ling', PASSWORD, FROM))).message).toContain(
      'Too many',
    );
    now += GUESS_LIMITS.pair.windowMs;
    expect((await identities.signIn('ling', PASSWORD, FROM)).name).toBe('ling');
  });

  it('is counted the same where there is no such login', async () => {
    const messages = [];
    for (let attempt = 0; attempt <= GUESS_LIMITS.pair.attempts; attempt += 1)
      messages.push((await refusalOf(identities.signIn('nobody', 'x', FROM))).message);
    expect(messages.at(-2)).toContain('wrong');
    expect(messages.at(-1)).toContain('Too many');
    // What was typed as a login may be a password.
    await refusalOf(identities.signIn('my secret password 1', 'x', FROM));
    expect(await everythingStored()).not.toContain('my secret password');
  });

  it('is not sprayed over many logins from one network', async () => {
    const { attempts } = GUESS_LIMITS.from;
    const spray = await Promise.all(
      Array.from({ length: attempts + 5 }, (_, index) =>
        refusalOf(identities.signIn(`user${index}`, PASSWORD, `2001:db8:1:2::${index.toString(16)}`)),
      ),
    );
    expect(spray.filter(({ message }) => message.includes('wrong'))).toHaveLength(attempts);
    expect((await identities.signIn('ling', PASSWORD, '2001:db8:1:3::1')).name).toBe('ling');
  }, 60_000);

  it('is guessed from many addresses no more often than a login allows; an owner’s new password begins anew', async () => {
    await database.query('update users set password_hash = null');
    const refusals = [];
    for (let attempt = 0; attempt <= GUESS_LIMITS.login.attempts; attempt += 1)
      refusals.push(await refusalOf(identities.signIn('ling', 'x', `198.51.100.${attempt}`)));
    expect(refusals.at(-2)?.message).toContain('wrong');
    expect(refusals.at(-1)?.message).toContain('Too many');
    await installation.users.setPassword('ling', OTHER_PASSWORD);
    expect((await identities.signIn('ling', OTHER_PASSWORD, '203.0.113.1')).name).toBe('ling');
  }, 60_000);
});

describe('a session', () => {
  it('can’t be made of what the database has', async () => {
    const { token, sessionId } = await signedIn();
    const { rows } = await database.query<{ hash: string }>('select token_hash as hash from sessions');
    const [hash = ''] = rows.map((row) => row.hash);
    expect(hash).toBe(createHash('sha256').update(token).digest('hex'));
    expect(await everythingStored()).not.toContain(token);
    for (const stolen of [hash, sessionId, `sks_${hash}`, `sks_${hash.slice(0, 43)}`])
      expect((await refusalOf(identities.bySession(stolen))).code).toBe('NotSignedIn');
    expect(JSON.stringify(await installation.sessions.list())).not.toContain(token);
  });

  it('can’t be fixed beforehand: its token is never one that came from outside', async () => {
    const planted = `sks_${'A'.repeat(43)}`;
    expect((await refusalOf(identities.bySession(planted))).code).toBe('NotSignedIn');
    const { token } = await signedIn();
    expect(token).not.toBe(planted);
    const { token: again } = await signedIn();
    expect(again).not.toBe(token);
    expect((await refusalOf(identities.bySession(planted))).code).toBe('NotSignedIn');
    await identities.endSession(planted);
    expect(await installation.sessions.list()).toHaveLength(2);
  });

  it('ends when it is unused for an hour, and after a day at most', async () => {
    const { token } = await signedIn();
    now += HOUR - 1;
    await identities.bySession(token);
    now += HOUR;
    expect((await refusalOf(identities.bySession(token))).code).toBe('NotSignedIn');
    const { token: used } = await signedIn();
    for (let step = 0; step < 47; step += 1) {
      now += 30 * MINUTE;
      await identities.bySession(used);
    }
    now += 30 * MINUTE;
    expect((await refusalOf(identities.bySession(used))).code).toBe('NotSignedIn');
    expect(await installation.sessions.list()).toEqual([]);
  });

  it('ends at once by signing out, by being revoked, and with its user', async () => {
    const out = await signedIn();
    await identities.endSession(out.token);
    expect((await refusalOf(identities.bySession(out.token))).code).toBe('NotSignedIn');
    const stolen = await signedIn();
    await installation.sessions.revoke(stolen.sessionId);
    expect((await refusalOf(identities.bySession(stolen.token))).code).toBe('NotSignedIn');
    await installation.users.add({ login: 'wang', role: 'orderer', password: OTHER_PASSWORD });
    const removed = await signedIn('wang', OTHER_PASSWORD);
    await installation.users.remove('wang');
    expect((await refusalOf(identities.bySession(removed.token))).code).toBe('NotSignedIn');
    expect((await refusalOf(identities.openSession(removed.userId, FROM))).code).toBe('NotSignedIn');
  });

  it('has the role of now, in the account that is named', async () => {
    await installation.users.add({ login: 'wang', role: 'orderer', password: OTHER_PASSWORD });
    await clientOf({ account: 'second' }).users.add({ login: 'wang', role: 'auditor' });
    const { token, principal, others } = await signedIn('wang', OTHER_PASSWORD);
    expect(principal).toMatchObject({ kind: 'user', name: 'wang', account: 'default', role: 'orderer' });
    expect(others).toEqual([{ account: 'second', role: 'auditor' }]);
    await installation.users.setRole('wang', 'auditor');
    expect((await identities.bySession(token)).principal.role).toBe('auditor');
    expect((await identities.bySession(token, 'second')).principal.account).toBe('second');
    for (const account of ['third', null])
      expect((await refusalOf(identities.bySession(token, account))).code).toBe('NotAllowed');
  });

  it('ends with a new password, whoever has it', async () => {
    const stolen = await signedIn();
    const own = await signedIn();
    const ling = clientOf({ principal: own.principal });
    expect(await refusalOf(ling.users.setPassword('ling', OTHER_PASSWORD))).toMatchObject({
      field: 'current',
    });
    expect(
      await refusalOf(ling.users.setPassword('ling', OTHER_PASSWORD, { current: 'a guess' })),
    ).toMatchObject({
      field: 'current',
    });
    await ling.users.setPassword('ling', OTHER_PASSWORD, { current: PASSWORD });
    for (const { token } of [stolen, own])
      expect((await refusalOf(identities.bySession(token))).code).toBe('NotSignedIn');
    expect((await refusalOf(identities.signIn('ling', PASSWORD, FROM))).code).toBe('NotSignedIn');
    expect((await identities.signIn('ling', OTHER_PASSWORD, FROM)).name).toBe('ling');
  });

  it('of a person are so many at most: the oldest ends', async () => {
    const { userId, token: oldest } = await signedIn();
    for (let opened = 0; opened < 20; opened += 1) {
      now += 1;
      await identities.openSession(userId, FROM);
    }
    expect((await refusalOf(identities.bySession(oldest))).code).toBe('NotSignedIn');
    expect(await installation.sessions.list()).toHaveLength(20);
  });

  it('stands in the log with its person', async () => {
    const { sessionId, token } = await signedIn();
    await identities.endSession(token);
    const told = await installation.operations.list({ subject: sessionId });
    expect(told.map(({ operation, actor, origin }) => [operation, actor, origin])).toEqual(
      ['session.end', 'session.end', 'session.open', 'session.open'].map((operation) => [
        operation,
        'ling',
        `sign-in@${FROM}`,
      ]),
    );
  });
});

describe('whom an OpenID provider names', () => {
  it('is let in where an owner or a group says so, and nobody else; of strangers nothing is kept', async () => {
    const before = await everythingStored();
    for (const memberships of [undefined, []])
      expect(
        (await refusalOf(identities.bySubject(ISSUER, 'stranger', memberships ? { memberships } : {}))).code,
      ).toBe('NotSignedIn');
    expect(await everythingStored()).toBe(before);
    await installation.users.add({
      login: 'wang',
      role: 'orderer',
      subject: { issuer: ISSUER, subject: 'w-1' },
    });
    expect(await identities.bySubject(ISSUER, 'w-1')).toMatchObject({
      name: 'wang',
      memberships: [{ account: 'default', role: 'orderer' }],
    });
    // The same id at another provider is somebody else.
    expect((await refusalOf(identities.bySubject('https://other.example.com', 'w-1'))).code).toBe(
      'NotSignedIn',
    );
  });

  it('is what the groups say at each sign-in, beside what was given here', async () => {
    const groups = {
      memberships: [
        { account: 'default', role: 'letters' },
        { account: 'second', role: 'owner' },
      ],
    } as const;
    const { userId, name } = await identities.bySubject(ISSUER, 'z-1', {
      ...groups,
      preferredLogin: 'zhao@example.com',
    });
    expect(name).toBe('zhao@example.com');
    await installation.users.setRole(name, 'auditor');
    const left = await identities.bySubject(ISSUER, 'z-1', { memberships: [] });
    expect(left).toEqual({ userId, name, memberships: [{ account: 'default', role: 'auditor' }] });
  });

  it('gets nobody else’s login, whatever the provider calls the person', async () => {
    const { name, userId } = await identities.bySubject(ISSUER, 'mallory', {
      preferredLogin: 'ling',
      memberships: [{ account: 'second', role: 'orderer' }],
    });
    expect(name).toMatch(/^oidc-[0-9a-f]{24}$/);
    const { userId: ling } = await identities.signIn('ling', PASSWORD, FROM);
    expect(userId).not.toBe(ling);
  });

  it('can’t be waited for with a password of somebody else’s choosing', async () => {
    const { principal } = await signedIn();
    const owner = clientOf({ principal });
    const subject = { issuer: ISSUER, subject: 'admin' };
    expect(
      await refusalOf(owner.users.add({ login: 'trap', role: 'letters', subject, password: PASSWORD })),
    ).toMatchObject({ code: 'InvalidInput', field: 'password' });
    await owner.users.add({ login: 'trap', role: 'letters', subject });
    expect((await refusalOf(owner.users.setPassword('trap', PASSWORD))).code).toBe('RefusedInThisState');
    const admin = await identities.bySubject(ISSUER, 'admin', {
      memberships: [{ account: null, role: 'operator' }],
    });
    expect(admin.memberships).toContainEqual({ account: null, role: 'operator' });
    expect((await refusalOf(identities.signIn('trap', PASSWORD, FROM))).code).toBe('NotSignedIn');
  });
});
