/** lego as a library, in a small program of ours (`lego/`): built by Go once, kept in the cache, and run on what the others get. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, cp, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder, executableName } from '../../config/cache-folder.js';
import type { Environment } from '../../config/environment.js';
import { makeFolder } from '../../config/make-folder.js';
import { packageFolder } from '../../config/package-folder.js';
import { runToEnd, type RunOutcome } from '../../dev/processes.js';
import { withProgress, type Say } from '../../dev/say.js';
import { countedFrom, type CountedRuns } from '../counted-runs.js';
import type { FoundPeer, Pebble } from '../peers/pebble.js';
import type { DnsAccess } from './dns-of-system.js';

/** Runs `go build` in a folder with the program's source, to the path `built`. */
export type GoBuild = (
  folder: string,
  built: string,
  environment: Environment,
  say: Say,
) => Promise<RunOutcome>;

const SOURCES = ['go.mod', 'main.go'] as const;

/** From the cache, else built into it: less than a minute, once. */
export async function findLego(
  environment: Environment,
  say: Say,
  build: GoBuild = goBuild,
): Promise<FoundPeer> {
  const source = join(packageFolder(), 'bench', 'acme', 'lego');
  const folder = join(cacheFolder(environment), 'bin');
  // By what it is built of: another version of lego, or another line of ours, is another program.
  const path = join(folder, executableName(`bench-lego-${hashOf(source)}`));
  if (existsSync(path)) return { path };
  makeFolder(folder);
  const work = await mkdtemp(join(folder, 'building-'));
  try {
    for (const name of SOURCES) await cp(join(source, name), join(work, name));
    const built = join(work, executableName('lego'));
    const { code, output } = await build(work, built, environment, say);
    if (code === -1) return { missing: 'Go is not installed (https://go.dev/dl)' };
    if (code !== 0) return { missing: `go build failed: ${lastLine(output)}` };
    await chmod(built, 0o755);
    // Moved in whole: one that is interrupted leaves no half a program.
    await rename(built, path);
    return { path };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function hashOf(source: string): string {
  const hash = createHash('sha256');
  for (const name of SOURCES) hash.update(readFileSync(join(source, name)));
  return hash.digest('hex').slice(0, 12);
}

const goBuild: GoBuild = (folder, built, environment, say) =>
  withProgress(
    say,
    'go build of a program with lego',
    // Without go.sum, which it writes itself: sums are compared with the checksum database all the same.
    () => runToEnd('go', ['build', '-mod=mod', '-o', built, '.'], { cwd: folder, env: environment }),
    () => '',
    15_000,
  );

export interface LegoRun {
  readonly pebble: Pebble;
  readonly dns: DnsAccess;
  readonly names: readonly string[];
  readonly concurrency: number;
}

/** Its own account is made before the clock starts. Throws where the program ends without an answer. */
export async function runLego(program: string, run: LegoRun): Promise<CountedRuns> {
  const { pebble, dns, names, concurrency } = run;
  const folder = await mkdtemp(join(tmpdir(), 'sealflow-bench-lego-'));
  try {
    const root = join(folder, 'directory.pem');
    await writeFile(root, pebble.tlsCertificate);
    const { code, output } = await runToEnd(program, [], {
      // What lego itself reads to trust a directory.
      env: { ...process.env, LEGO_CA_CERTIFICATES: root },
      input: JSON.stringify({ directoryUrl: pebble.directoryUrl, names, concurrency, dns }),
    });
    if (code !== 0) throw new Error(`The program with lego ended with ${code}: ${lastLine(output)}`);
    const { milliseconds, errors } = answerIn(output);
    return countedFrom(names.length, errors, milliseconds);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Among lines of its log. Throws where it is missing. */
export function answerIn(output: string): {
  readonly milliseconds: number;
  readonly errors: readonly string[];
} {
  const line = output.split('\n').findLast((one) => one.startsWith('{"milliseconds":'));
  if (line === undefined) throw new Error(`The program with lego did not answer: ${lastLine(output)}`);
  return JSON.parse(line) as ReturnType<typeof answerIn>;
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.slice(0, 300) ?? '';
}
