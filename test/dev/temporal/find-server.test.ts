import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { downloadWithSdk, type Fetch } from '../../../dev/temporal/fetch-server.js';
import { findTemporalServer } from '../../../dev/temporal/find-server.js';
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
  let cached: string;
  let environment: Record<string, string>;
  let said: string[];
  const say = (line: string) => void said.push(line);

  beforeEach(() => {
    const home = join(root, String(++folders));
    onPath = join(home, 'bin', 'temporal');
    cached = join(home, 'cache', 'sealflow', 'bin', 'temporal');
    environment = { PATH: `${join(home, 'bin')}:/usr/bin:/bin`, XDG_CACHE_HOME: join(home, 'cache') };
    said = [];
  });

  const neverCalled: Fetch = () => Promise.reject(new Error('fetched although it was here'));
  const succeeding: Fetch = (folder) => Promise.resolve(writeFakeProgram(join(folder, 'fetched')));
  const unreachable: Fetch = () => Promise.reject(new Error('no way to the download'));

  it('takes the address in the environment before anything else', async () => {
    writeFakeProgram(onPath);
    const found = await findTemporalServer({
      environment: { ...environment, TEMPORAL_ADDRESS: 'temporal.example:7233' },
      say,
      fetches: [neverCalled],
    });
    expect(found).toEqual({ kind: 'running', address: 'temporal.example:7233' });
  });

  it('takes the program on PATH before the one in the cache', async () => {
    writeFakeProgram(onPath);
    writeFakeProgram(cached);
    const found = await findTemporalServer({ environment, say, fetches: [neverCalled] });
    expect(found).toEqual({ kind: 'program', path: onPath });
  });

  it('takes the cached program before fetching one', async () => {
    writeFakeProgram(cached);
    const found = await findTemporalServer({ environment, say, fetches: [neverCalled] });
    expect(found).toEqual({ kind: 'program', path: cached });
  });

  it('leaves a program aside that does not start, and says so', async () => {
    writeFakeProgram(onPath, 1);
    writeFakeProgram(cached);
    const found = await findTemporalServer({ environment, say, fetches: [neverCalled] });
    expect(found).toEqual({ kind: 'program', path: cached });
    expect(said.join()).toContain(onPath);
  });

  it('goes on to the next way to fetch, keeps what came in the cache, and finds it there next time', async () => {
    const fetched = await findTemporalServer({ environment, say, fetches: [unreachable, succeeding] });
    expect(fetched).toEqual({ kind: 'program', path: cached });
    expect(said.join()).toContain('no way to the download');
    const again = await findTemporalServer({ environment, say, fetches: [neverCalled] });
    expect(again).toEqual({ kind: 'program', path: cached });
  });

  it('keeps nothing that does not start', async () => {
    const broken: Fetch = (folder) => Promise.resolve(writeFakeProgram(join(folder, 'fetched'), 1));
    await expect(findTemporalServer({ environment, say, fetches: [broken] })).rejects.toThrow(
      /TEMPORAL_ADDRESS/,
    );
    expect(existsSync(cached)).toBe(false);
  });

  it('says what to do when nothing can be had', async () => {
    const attempt = findTemporalServer({ environment, say, fetches: [unreachable] });
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
