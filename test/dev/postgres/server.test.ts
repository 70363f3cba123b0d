import { existsSync, lstatSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { freePort } from '../../../dev/ports.js';
import { startPostgres, type RunningPostgres } from '../../../dev/postgres/server.js';
import { processesWith } from '../../../dev/process-table.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

describe('the embedded Postgres', () => {
  const dataDir = temporaryFolder();
  let server: RunningPostgres | undefined;
  afterAll(() => server?.stop());

  async function start(): Promise<RunningPostgres> {
    server = await startPostgres({ dataDir, port: await freePort(), logFile: join(dataDir, 'postgres.log') });
    return server;
  }

  async function query(url: string, text: string): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text)).rows;
    } finally {
      await client.end();
    }
  }

  it('starts on an empty folder, on the loopback interface, with a password only the owner can read', async () => {
    const { url } = await start();
    expect(await query(url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    const passwordFile = join(dataDir, 'postgres-password');
    expect(statSync(passwordFile).mode & 0o077).toBe(0);
    expect(url).toContain(readFileSync(passwordFile, 'utf8'));
    const wrong = new URL(url);
    wrong.password = 'guessed';
    await expect(query(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/);
  });

  it('keeps its data over a stop and a start', async () => {
    await query((await reopened()).url, 'create table kept (word text)');
    await query((await reopened()).url, `insert into kept values ('here')`);
    expect(await query((await reopened()).url, 'select word from kept')).toEqual([{ word: 'here' }]);
  });

  async function reopened(): Promise<RunningPostgres> {
    await server?.stop();
    return start();
  }

  it('takes over from a server that a killed stack left running', async () => {
    const left = server;
    const again = await start();
    await left?.ended;
    expect(await query(again.url, 'select word from kept')).toEqual([{ word: 'here' }]);
  });

  it('starts after its processes were killed, also when the old pid now is another program', async () => {
    const cluster = join(dataDir, 'postgres', 'data');
    const [pid] = processesWith(['-D', cluster]);
    process.kill(pid ?? 0, 'SIGKILL');
    await server?.ended;
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const claim = join(cluster, 'postmaster.pid');
    expect(existsSync(claim)).toBe(true);
    rewriteFirstLine(claim, String(stranger.pid));
    const { url } = await start();
    expect(await query(url, 'select word from kept')).toEqual([{ word: 'here' }]);
    expect(stranger.exitCode).toBeNull();
    const gone = once(stranger, 'exit');
    stranger.kill('SIGKILL');
    await gone;
  });

  it('gets a new password where the file is gone, and keeps its data', async () => {
    const before = server?.url;
    await server?.stop();
    rmSync(join(dataDir, 'postgres-password'));
    const { url } = await start();
    expect(new URL(url).password).not.toBe(new URL(before ?? '').password);
    expect(await query(url, 'select word from kept')).toEqual([{ word: 'here' }]);
  });

  it.each([
    ['is empty', ''],
    ['has another password than the database', 'x'.repeat(32)],
    ['has no password that was made here', 'a word; and another'],
  ])('names the file that %s at once, with the way out', async (what, content) => {
    const path = join(dataDir, 'postgres-password');
    const kept = readFileSync(path, 'utf8');
    await server?.stop();
    writeFileSync(path, content);
    const started = start();
    await expect(started).rejects.toThrow(`${path} ${what}. Restore it`);
    await expect(started).rejects.not.toThrow(content || 'nothing');
    writeFileSync(path, kept);
    await start();
  });

  it('takes no other folder for its data, and makes none beside what is left of it', async () => {
    await server?.stop();
    const version = join(dataDir, 'postgres', 'data', 'PG_VERSION');
    const content = readFileSync(version);
    rmSync(version);
    await expect(start()).rejects.toThrow(/postgres\/data is no data of Postgres.*Restore the folder/);
    writeFileSync(version, content);
    const { url } = await start();
    expect(await query(url, 'select word from kept')).toEqual([{ word: 'here' }]);
  });

  it('names its log when it cannot start', async () => {
    await server?.stop();
    const attempt = startPostgres({
      dataDir,
      port: await freePort(),
      logFile: join(dataDir, 'refused.log'),
      settings: ['shared_buffers=nonsense'],
    });
    await expect(attempt).rejects.toThrow(
      /Postgres ended while starting[\s\S]*refused\.log[\s\S]*shared_buffers/,
    );
  });

  it('runs as an unprivileged user when started by root', () => {
    const owner = lstatSync(join(dataDir, 'postgres', 'data')).uid;
    if (process.getuid?.() === 0) expect(owner).not.toBe(0);
    else expect(owner).toBe(process.getuid?.());
  });
});

function rewriteFirstLine(path: string, line: string): void {
  const rest = readFileSync(path, 'utf8').split('\n').slice(1);
  rmSync(path);
  writeFileSync(path, [line, ...rest].join('\n'), { mode: 0o644 });
}
