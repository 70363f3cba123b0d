import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { downloadWithSdk, type Fetch } from '../../../dev/temporal/fetch-server.js';
import { findTemporalServer, type Route } from '../../../dev/temporal/find-server.js';
import { spoken, type Say } from '../../../dev/say.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = temporaryFolder();
let folders = 0;

/** A program outside the machine's own: it only answers `--version`. */
function writeFakeProgram(path: string, exitCode = 0): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\necho "temporal version 1.0"\nexit ${exitCode}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe('where the Temporal server comes from', () => {
  let onPath: string;
  let cache: string;
  let cached: string;
  let environment: Record<string, string>;
  let said: string[];
  const say: Say = (line) => void said.push(spoken(line));

  beforeEach(() => {
    const home = join(root, String(++folders));
    onPath = join(home, 'bin', 'temporal');
    cache = join(home, 'cache', 'sealflow', 'bin');
    cached = join(cache, 'temporal-2.0');
    environment = { PATH: `${join(home, 'bin')}:/usr/bin:/bin`, XDG_CACHE_HOME: join(home, 'cache') };
    said = [];
  });

  const by = (fetch: Fetch, version = '2.0'): Route => ({ cachedAs: `temporal-${version}`, fetch });
  const neverCalled = by(() => Promise.reject(new Error('fetched although it was here')));
  const succeeding = by((folder) => Promise.resolve(writeFakeProgram(join(folder, 'fetched'))));
  const unreachable = by(() => Promise.reject(new Error('no way to the download')), 'sdk-1.0');

  it('takes the address in the environment before anything else', async () => {
    writeFakeProgram(onPath);
    const found = await findTemporalServer({
      environment: { ...environment, TEMPORAL_ADDRESS: 'temporal.example:7233' },
      say,
      routes: [neverCalled],
    });
    expect(found).toEqual({ kind: 'running', address: 'temporal.example:7233' });
  });

  it('takes the program on PATH before the one in the cache', async () => {
    writeFakeProgram(onPath);
    writeFakeProgram(cached);
    const found = await findTemporalServer({ environment, say, routes: [neverCalled] });
    expect(found).toEqual({ kind: 'program', path: onPath });
  });

  it('takes the cached program before fetching one', async () => {
    writeFakeProgram(cached);
    const found = await findTemporalServer({ environment, say, routes: [neverCalled] });
    expect(found).toEqual({ kind: 'program', path: cached });
  });

  it('fetches anew once the pinned version is raised, and leaves the older one in the cache alone', async () => {
    const older = writeFakeProgram(join(cache, 'temporal-1.0'));
    const found = await findTemporalServer({ environment, say, routes: [succeeding] });
    expect(found).toEqual({ kind: 'program', path: cached });
    expect(existsSync(older)).toBe(true);
  });

  it('still takes the one that earlier versions of Sealflow kept without a version', async () => {
    const unversioned = writeFakeProgram(join(cache, 'temporal'));
    const found = await findTemporalServer({ environment, say, routes: [neverCalled] });
    expect(found).toEqual({ kind: 'program', path: unversioned });
  });

  it('leaves a program aside that does not start, and says so', async () => {
    writeFakeProgram(onPath, 1);
    writeFakeProgram(cached);
    const found = await findTemporalServer({ environment, say, routes: [neverCalled] });
    expect(found).toEqual({ kind: 'program', path: cached });
    expect(said.join()).toContain(onPath);
  });

  it('goes on to the next way to fetch, keeps what came in the cache, and finds it there next time', async () => {
    const fetched = await findTemporalServer({ environment, say, routes: [unreachable, succeeding] });
    expect(fetched).toEqual({ kind: 'program', path: cached });
    expect(said.join()).toContain('no way to the download');
    const again = await findTemporalServer({ environment, say, routes: [neverCalled] });
    expect(again).toEqual({ kind: 'program', path: cached });
  });

  it('keeps nothing that does not start', async () => {
    const broken = by((folder) => Promise.resolve(writeFakeProgram(join(folder, 'fetched'), 1)));
    await expect(findTemporalServer({ environment, say, routes: [broken] })).rejects.toThrow(
      /TEMPORAL_ADDRESS/,
    );
    expect(existsSync(cached)).toBe(false);
  });

  it('says what to do when nothing can be had', async () => {
    const attempt = findTemporalServer({ environment, say, routes: [unreachable] });
    await expect(attempt).rejects.toThrow(/Install the Temporal CLI.*TEMPORAL_ADDRESS/);
  });

  it("gives the SDK's download up with its reason when it can't be reached", async () => {
    // A proxy that nothing listens on stands for a machine without a way out.
    const closed = 'http://127.0.0.1:1';
    const offline = { ...process.env, HTTPS_PROXY: closed, https_proxy: closed, ALL_PROXY: closed };
    const folder = join(root, 'sdk');
    mkdirSync(folder);
    await expect(downloadWithSdk(folder, offline, say)).rejects.toThrow(/SDK's download .* failed: \S/);
    expect(said[0]).toContain('Fetching the Temporal dev server');
  });
});
