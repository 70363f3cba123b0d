import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { findRunningStack, stackFilePath, type StackAddresses } from '../../config/stack-file.js';
import type { ReadyStack } from '../../dev/texts.js';
import { identityOf, isAlive, processesWith } from '../../dev/process-table.js';
import { compiledProgram } from '../../config/package-folder.js';
import { orderPageUrls } from '../../domain/orders/pages.js';
import { WORKER_HEAP_MB } from '../../domain/worker-memory.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** What the caller says of signing in; nobody is asked there before a person wants to. */
const SIGN_IN = {
  SEALFLOW_OIDC_ISSUER: 'https://login.example.com/',
  SEALFLOW_OIDC_CLIENT_ID: 'sealflow',
  SEALFLOW_OIDC_NAME: 'House',
};

/** The stack as `sealflow up` starts it, told of nothing else but its folder. */
class StackProcess {
  readonly child: ChildProcess;
  readonly errors: Promise<string>;
  readonly #output: Promise<string>;
  readonly #firstLine: Promise<string>;

  constructor(dataDir: string) {
    const { TEMPORAL_ADDRESS: _address, DATABASE_URL: _url, ...given } = process.env;
    const env = { ...given, ...SIGN_IN };
    const child = spawn(process.execPath, [compiledProgram('dev/main.js'), '--data-dir', dataDir, '--json'], {
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const { stdout, stderr } = child;
    if (!stdout || !stderr) throw new Error('The stack has no output to read');
    this.child = child;
    this.errors = text(stderr);
    this.#output = text(stdout);
    this.#firstLine = once(stdout, 'data').then(([chunk]) => String(chunk));
  }

  async addresses(): Promise<ReadyStack> {
    const line = await Promise.race([this.#firstLine, this.errors]);
    return JSON.parse(line) as ReadyStack;
  }

  output(): Promise<string> {
    return this.#output;
  }

  async end(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
    return this.child.exitCode;
  }
}

/** Beside the stack's own process: Postgres, Temporal, the worker, the HTTP API. */
const PARTS = 4;

describe('the embedded stack', { timeout: 180_000 }, () => {
  const dataDir = temporaryFolder();
  const started: StackProcess[] = [];
  let running: StackProcess;
  let addresses: ReadyStack;
  let firstKey = '';

  function up(): StackProcess {
    const stack = new StackProcess(dataDir);
    started.push(stack);
    return stack;
  }

  afterAll(async () => {
    for (const stack of started) stack.child.kill('SIGTERM');
    await Promise.all(started.map((stack) => stack.end()));
  });

  /** Every process that has this data folder in its command line, the stack's own excepted. */
  function parts(): number[] {
    return [
      ...processesWith([`--stack=${dataDir}`]),
      ...processesWith(['start-dev', join(dataDir, 'temporal.db')]),
      ...processesWith(['-D', join(dataDir, 'postgres', 'data')]),
    ];
  }

  it('comes up and says in one line of JSON where everything is', async () => {
    running = up();
    addresses = await running.addresses();
    expect(Object.keys(addresses)).toEqual([
      ...[
        'temporal',
        'webUi',
        'database',
        'ca',
        'dns',
        'mail',
        'api',
        'tencentApi',
        'console',
        'dataDir',
        'signIn',
      ],
    ]);
    expect(addresses.console).toBe(`${addresses.api}/console/`);
    expect(addresses.dataDir).toBe(dataDir);
    expect(parts()).toHaveLength(PARTS);
    expect(processesWith([`--stack=${dataDir}`, `--max-old-space-size=${WORKER_HEAP_MB}`])).toHaveLength(1);
    const ofOrder = orderPageUrls('ord_1', { webUi: addresses.webUi, namespace: 'default' });
    for (const page of [ofOrder.webUi ?? '', addresses.webUi, addresses.mail])
      expect((await fetch(page)).status).toBe(200);
  });

  it('is found by commands, through a file that only its owner can read', async () => {
    const stack = findRunningStack(dataDir);
    const { signIn: _told, ...kept } = addresses;
    expect(stack?.addresses).toEqual(kept);
    expect(stack?.environment.TEMPORAL_UI_URL).toBe(addresses.webUi);
    expect(statSync(stackFilePath(dataDir)).mode & 0o077).toBe(0);
    const records = `${stack?.controlUrl ?? ''}/dns/records`;
    const authorization = `Bearer ${stack?.environment.SEALFLOW_CONTROL_TOKEN ?? ''}`;
    const record = { name: '_dnsauth.example.com', type: 'TXT', value: 'kept' };
    const set = await fetch(records, {
      method: 'PUT',
      headers: { authorization },
      body: JSON.stringify(record),
    });
    expect(set.status).toBe(200);
  });

  it('serves the HTTP API for the key in that file, and nothing to anybody else', async () => {
    const key = findRunningStack(dataDir)?.apiKey;
    firstKey = `Bearer ${key?.keyId ?? ''}:${key?.secret ?? ''}`;
    const orders = (authorization: string) =>
      fetch(`${addresses.api}/v1/orders`, { headers: { authorization } });
    expect((await orders('')).status).toBe(401);
    expect((await orders(`${firstKey}x`)).status).toBe(401);
    const listed = await orders(firstKey);
    expect([listed.status, await listed.json()]).toEqual([200, { items: [], next: null }]);
    expect((await fetch(`${addresses.api}/health/ready`)).status).toBe(200);
    const ways = await fetch(`${addresses.api}/sign-in/ways`);
    expect(await ways.json()).toEqual({ password: true, openId: { name: 'House' } });
    const unsigned = await fetch(addresses.tencentApi, { method: 'POST', body: '{}' });
    expect(await unsigned.text()).toContain('AuthFailure');
  });

  it('tells a link that signs the owner in once, and keeps it nowhere', async () => {
    const { signIn } = addresses;
    const { pathname, searchParams } = new URL(signIn);
    const token = searchParams.get('token') ?? '';
    expect(pathname).toBe('/sign-in/once');
    expect(readFileSync(stackFilePath(dataDir), 'utf8')).not.toContain(token);
    const follow = () =>
      fetch(`${addresses.api}/sign-in/once`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: addresses.api },
        body: new URLSearchParams({ token }),
      });
    const first = await follow();
    expect([first.status, first.headers.get('location')]).toEqual([303, addresses.console]);
    const cookie = first.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const who = await fetch(`${addresses.api}/sign-in/session`, { headers: { cookie } });
    expect(await who.json()).toMatchObject({ name: 'owner', account: 'default', role: 'owner' });
    expect((await follow()).status).toBe(410);
  });

  it('leaves a second one no room, and is not disturbed by it', async () => {
    const second = up();
    expect(await second.end()).toBe(4);
    const { error } = JSON.parse(await second.errors) as { error: { code: string; message: string } };
    expect(error.code).toBe('RefusedInThisState');
    expect(error.message).toContain(`process ${String(running.child.pid)}`);
    expect(await second.output()).toBe('');
    expect(findRunningStack(dataDir)?.pid).toBe(running.child.pid);
    expect(parts()).toHaveLength(PARTS);
  });

  it.each([
    ['worker', 'worker/main.js'],
    ['HTTP API', 'api/main.js'],
  ])('starts its %s again when that is killed', async (_name, program) => {
    const found = () => processesWith([compiledProgram(program), `--stack=${dataDir}`]);
    const [first] = found();
    expect(first).toBeGreaterThan(0);
    process.kill(first ?? 0, 'SIGKILL');
    await expect.poll(() => found().filter((pid) => pid !== first), { timeout: 90_000 }).toHaveLength(1);
  });

  it('has the API where it was, for the same key', async () => {
    const orders = `${addresses.api}/v1/orders`;
    const status = () =>
      fetch(orders, { headers: { authorization: firstKey } }).then(
        (answer) => answer.status,
        () => 0,
      );
    await expect.poll(status, { timeout: 90_000 }).toBe(200);
  });

  it.each(['the stack alone', 'every process'])('loses nothing by kill -9 of %s', async (victims) => {
    await leaveTraces(addresses, victims);
    const before = parts();
    const identities = before.map(identityOf);
    running.child.kill('SIGKILL');
    if (victims === 'every process') for (const pid of before.filter(isAlive)) process.kill(pid, 'SIGKILL');
    await running.end();

    running = up();
    // The link that signs in once is another one at each start.
    expect(await running.addresses()).toEqual({ ...addresses, signIn: expect.any(String) as string });
    expect(before.map(identityOf).filter((identity) => identity && identities.includes(identity))).toEqual(
      [],
    );
    expect(parts()).toHaveLength(PARTS);
    expect(await tracesLeft(addresses)).toContain(victims);
  });

  it('stops all it started when asked, and ends well', async () => {
    const pids = parts();
    running.child.kill('SIGTERM');
    expect(await running.end()).toBe(0);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(parts()).toEqual([]);
    expect(existsSync(stackFilePath(dataDir))).toBe(false);
  });

  it('stops when the command that started it is gone', async () => {
    running = up();
    await running.addresses();
    running.child.disconnect();
    expect(await running.end()).toBe(0);
    expect(parts()).toEqual([]);
  });
});

/** One open workflow and one row, named so that they can be told apart. */
async function leaveTraces({ temporal, database }: StackAddresses, word: string): Promise<void> {
  const connection = await Connection.connect({ address: temporal });
  await new Client({ connection }).workflow.start('nobodyWorksOnThis', {
    taskQueue: 'nobody',
    workflowId: word,
  });
  await connection.close();
  await query(database, 'create table if not exists traces (word text)');
  await query(database, `insert into traces values ('${word}')`);
}

/** The words found both as an open workflow and as a row. */
async function tracesLeft({ temporal, database }: StackAddresses): Promise<string[]> {
  const words = (await query(database, 'select word from traces')).map(({ word }) => word);
  const connection = await Connection.connect({ address: temporal });
  const { workflow } = new Client({ connection });
  const states = await Promise.all(
    words.map(async (word) => (await workflow.getHandle(word).describe()).status),
  );
  await connection.close();
  return words.filter((_, index) => states[index]?.name === 'RUNNING');
}

async function query(url: string, statement: string): Promise<{ word: string }[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ word: string }>(statement)).rows;
  } finally {
    await client.end();
  }
}
