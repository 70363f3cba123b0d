/** The command line without a database: signed in at a browser or with a key, at a real API; what is kept, and who may read it. */
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../../client/cli/program.js';
import { OrderClient } from '../../../client/order-client.js';
import type { Environment } from '../../../config/environment.js';
import { Browser } from '../../api/sign-in/browser.js';
import { runHere, type CommandResult } from '../../support/command-line.js';
import { createServedWorld, type ServedWorld } from '../../support/api/served-world.js';
import { latinSentences } from '../../support/latin-sentences.js';
import { order, standing } from '../../support/orders.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const PASSWORD = 'a horse of 5 staples';

let served: ServedWorld;
let key: { readonly keyId: string; readonly secret: string };
let home: string;
let count = 0;
const folder = temporaryFolder();

beforeAll(async () => {
  served = await createServedWorld();
  const { temporal, taskQueue, dependencies } = served.world;
  const owner = (account: string) => new OrderClient({ temporal, taskQueue, ...dependencies, account });
  await owner('default').users.add({ login: 'alice', role: 'owner', password: PASSWORD });
  await owner('other').users.add({ login: 'alice', role: 'auditor' });
  key = await owner('default').apiKeys.create({ name: 'a machine', role: 'owner' });
}, 120_000);
afterAll(() => served.stop());

beforeEach(() => {
  count += 1;
  home = join(folder, String(count));
});

/** Nothing of an installation: neither Temporal nor Postgres nor a master key. */
function environment(further: Environment = {}): Environment {
  return { XDG_CONFIG_HOME: home, ...further };
}

function type(words: readonly string[], further: Environment = {}): Promise<CommandResult> {
  return runHere(words, environment(further));
}

const file = () => join(home, 'sealflow', 'credentials.json');

/** Somebody who does at a browser what the terminal says. */
async function loginAtBrowser(
  decision: 'allow' | 'refuse',
  words: readonly string[] = [],
): Promise<CommandResult> {
  let stdout = '';
  let stderr = '';
  let told: (address: string) => void = () => undefined;
  const address = new Promise<string>((resolve) => (told = resolve));
  const terminal = {
    environment: environment(),
    write: (text: string) => {
      stdout += text;
      const found = /http:[^\s"]+user_code=[A-Z]{4}-[A-Z]{4}/.exec(text)?.[0];
      if (found !== undefined) told(found);
    },
    writeError: (text: string) => void (stderr += text),
  };
  const running = runCommandLine(['login', served.url, ...words], terminal, '0.0.0');
  const at = await Promise.race([address, running.then(() => Promise.reject(new Error(stderr)))]);
  const browser = new Browser();
  await browser.ask(`${served.url}/sign-in/session`, {
    method: 'POST',
    json: { login: 'alice', password: PASSWORD },
  });
  const page = await (await browser.ask(at)).text();
  const userCode = new URL(at).searchParams.get('user_code') ?? '';
  expect(page).toContain(userCode);
  await browser.ask(`${served.url}/sign-in/device`, {
    method: 'POST',
    form: { user_code: userCode, decision },
  });
  return { exitCode: await running, stdout, stderr };
}

function keyFile(text = `${key.keyId}:${key.secret}\n`): string {
  const path = join(folder, `key-${count}`);
  writeFileSync(path, text);
  return path;
}

describe('a person', () => {
  it('signs in at a browser, works without a database, and signs out everywhere', async () => {
    const loggedIn = await loginAtBrowser('allow');
    expect([loggedIn.exitCode, loggedIn.stderr]).toEqual([0, '']);
    expect(loggedIn.stdout).toContain('alice');
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    const kept = readFileSync(file(), 'utf8');
    const token = /"bearer": "([^"]+)"/.exec(kept)?.[1] ?? '';
    expect(token).not.toBe('');
    expect(loggedIn.stdout).not.toContain(token);

    const id = await order(served.world, 'typed-over-http.example.com');
    await standing(served.world, id, 'issued');
    const listed = await type(['order', 'list', '--json']);
    expect(listed.stderr).toBe('');
    expect(listed.stdout).toContain(id);
    expect((await type(['order', 'show', id])).stdout).toContain('typed-over-http.example.com');
    const out = join(folder, `out-${count}`);
    expect((await type(['certificate', 'download', id, '--out', out])).exitCode).toBe(0);
    expect(readFileSync(join(out, 'certificate.pem'), 'utf8')).toContain('BEGIN CERTIFICATE');
    expect((await type(['log', 'verify', '--json'])).stdout).toContain('"verified":true');

    const loggedOut = await type(['logout']);
    expect([loggedOut.exitCode, loggedOut.stdout]).toEqual([0, `Signed out of ${served.url}.\n`]);
    expect(readFileSync(file(), 'utf8')).not.toContain(token);
    const stolen = await fetch(`${served.url}/v1/orders`, { headers: { authorization: `Bearer ${token}` } });
    expect(stolen.status).toBe(401);
    expect((await type(['logout'])).exitCode).toBe(3);
  });

  it('who refuses at the browser lets nobody in', async () => {
    const { exitCode, stderr } = await loginAtBrowser('refuse');
    expect([exitCode, stderr]).toEqual([4, 'error: It was refused at the browser: nobody is signed in\n']);
    expect(existsSync(file())).toBe(false);
  });

  it('is told as JSON, line by line, what to do and who they are then', async () => {
    const { stdout } = await loginAtBrowser('allow', ['--json', '--account', 'other']);
    const [wait, told] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(wait).toMatchObject({ verificationUri: `${served.url}/sign-in/device`, expiresInSeconds: 600 });
    expect(told).toMatchObject({
      url: served.url,
      kind: 'session',
      name: 'alice',
      account: 'other',
      role: 'auditor',
    });
    const refused = await type(['company', 'remove', 'co_x', '--json']);
    expect(JSON.parse(refused.stderr)).toMatchObject({ error: { code: 'NotAllowed' } });
    // For one command, as another member.
    expect((await type(['company', 'list', '--account', 'default'])).exitCode).toBe(0);
  });

  it('whose session ended is told how to sign in again, in their language', async () => {
    await loginAtBrowser('allow');
    await served.world.dependencies.database.query('delete from sessions');
    const { exitCode, stderr } = await type(['order', 'list'], { LANG: 'zh_CN.UTF-8' });
    expect(exitCode).toBe(4);
    expect(stderr).toContain(`sealflow login ${served.url}`);
    expect(stderr).toMatch(/^错误:/);
    // What is over already is simply forgotten.
    expect((await type(['logout'])).exitCode).toBe(0);
  });
});

describe('in Chinese', () => {
  it('signing in and out is told without an English sentence, and by the reader’s clock', async () => {
    const chinese = { LANG: 'zh_CN.UTF-8' };
    const loggedIn = await loginAtBrowser('allow', ['--lang', 'zh']);
    const loggedOut = await type(['logout'], chinese);
    const gone = await type(['logout'], chinese);
    const wrong = await type(['login', 'http://certificates.example.com'], chinese);
    for (const { stdout, stderr } of [loggedIn, loggedOut, gone, wrong]) {
      const told = `${stdout}${stderr}`;
      expect(told).toMatch(/\p{Script=Han}/u);
      expect(
        told
          .split('\n')
          .flatMap((line) => line.split(/ {2,}/))
          .flatMap((part) => latinSentences(part, [])),
      ).toEqual([]);
      expect(told).not.toMatch(/\d{4}-\d\d-\d\dT\d\d:\d\d/);
    }
  });
});

describe('a machine', () => {
  it.each([
    ['KEYID:SECRET', () => `${key.keyId}:${key.secret}\n`],
    ['what api-key create answered', () => JSON.stringify({ ...key, name: 'a machine' })],
  ])('signs in with a file: %s', async (_what, text) => {
    const loggedIn = await type(['login', served.url, '--key-file', keyFile(text())]);
    expect([loggedIn.exitCode, loggedIn.stderr]).toEqual([0, '']);
    expect(loggedIn.stdout).not.toContain(key.secret);
    const created = await type([
      'order',
      'create',
      '--brand',
      'geotrust',
      '--type',
      'ov',
      '--draft',
      '--json',
    ]);
    expect([created.stderr, created.exitCode]).toEqual(['', 0]);
    expect((await type(['logout'])).exitCode).toBe(0);
    expect(readFileSync(file(), 'utf8')).not.toContain(key.secret);
  });

  it('needs no sign-in where its environment names API and key', async () => {
    const named = { SEALFLOW_API_URL: `${served.url}/`, SEALFLOW_API_KEY: `${key.keyId}:${key.secret}` };
    expect((await type(['order', 'list', '--json'], named)).exitCode).toBe(0);
    expect(existsSync(file())).toBe(false);
    const half = await type(['order', 'list'], { SEALFLOW_API_URL: served.url });
    expect(half.stderr).toContain('SEALFLOW_API_KEY');
  });

  it('with a key that is not known, or none, keeps nothing', async () => {
    const wrong = await type([
      'login',
      served.url,
      '--key-file',
      keyFile(`${key.keyId}:skf_${'x'.repeat(44)}`),
    ]);
    expect([wrong.exitCode, existsSync(file())]).toEqual([4, false]);
    const none = await type(['login', served.url, '--key-file', keyFile('a secret without a colon')]);
    expect([none.exitCode, existsSync(file())]).toEqual([2, false]);
    expect(none.stderr).not.toContain('a secret without');
  });
});

describe('where it signs in', () => {
  it.each([
    'http://certificates.example.com',
    'ftp://127.0.0.1',
    'certificates.example.com',
    'https://user:password@certificates.example.com',
    'https://certificates.example.com/?a=b',
    'http://127.0.0.1.example.com',
  ])('%s: refused, and nobody is asked', async (url) => {
    const { exitCode, stderr } = await type(['login', url]);
    expect(exitCode).toBe(2);
    expect(stderr).not.toContain('password');
  });

  it('nobody answers: told so', async () => {
    const { exitCode, stderr } = await type(['login', 'http://127.0.0.1:9']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('http://127.0.0.1:9');
  });
});

describe('what is kept', () => {
  beforeEach(async () => {
    await type(['login', served.url, '--key-file', keyFile()]);
  });

  it('is not used once others can read it', async () => {
    chmodSync(file(), 0o640);
    const { exitCode, stderr } = await type(['order', 'list']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`chmod 600 ${file()}`);
  });

  it.each(['{}', 'rubbish', '{"version":1,"current":"x","apis":{"x":{"url":"http://evil.example"}}}'])(
    'damaged (%s) is told, and no secret of it',
    async (text) => {
      writeFileSync(file(), text);
      const { exitCode, stderr } = await type(['order', 'list']);
      expect([exitCode, stderr.includes('damaged')]).toEqual([1, true]);
    },
  );

  it('does not stand before a stack or an installation that is named', async () => {
    const named = await type(['order', 'list', '--data-dir', join(folder, 'nothing-here')]);
    expect(named.stderr).toContain('No stack runs');
    const installation = await type(['order', 'list'], { TEMPORAL_ADDRESS: '127.0.0.1:9' });
    expect(installation.stderr).toContain('DATABASE_URL');
  });

  it('knows several, and asks the last one', async () => {
    const another = await served.another();
    await type(['login', another, '--key-file', keyFile()]);
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ current: another });
    expect((await type(['logout', another])).stdout).toContain('forgotten');
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ current: null });
    expect((await type(['logout', served.url])).exitCode).toBe(0);
  });
});
