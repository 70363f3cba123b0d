/** The two ways to fetch the Temporal dev server: the SDK's own download, and the Go toolchain. */
import { readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Environment } from '../../config/environment.js';
import { executableName } from '../cache-folder.js';
import { runToEnd } from '../processes.js';
import { withProgress, type Say } from '../say.js';

/** Puts the program into `folder` and returns its path. Throws, with the reason in one line, when it can't be had. */
export type Fetch = (folder: string, environment: Environment, say: Say) => Promise<string>;

/** The newest that `go install` accepts: later ones have replace directives. */
export const GO_MODULE = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';

/** A download that stands still this long is given up: behind a firewall it would never end. */
const STALLED_MS = 20_000;

/** In a process of its own: the SDK's download can't be interrupted otherwise. */
const SDK_DOWNLOAD = `
  const [testing, downloadDir, kind] = process.argv.slice(1);
  const { TestWorkflowEnvironment } = require(testing);
  const options = { server: { executable: { type: 'cached-download', downloadDir } } };
  TestWorkflowEnvironment[kind](options).then((server) => server.teardown()).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
`;

/** As `@temporalio/testing` fetches it for tests. */
export const downloadWithSdk: Fetch = (folder, environment, say) =>
  sdkDownload('createLocal', 'the Temporal dev server', folder, environment, say);

/** The SDK's download of either of its two servers. */
export async function sdkDownload(
  kind: 'createLocal' | 'createTimeSkipping',
  what: string,
  folder: string,
  environment: Environment,
  say: Say,
): Promise<string> {
  const testing = createRequire(import.meta.url).resolve('@temporalio/testing');
  const stalled = abortWhenStalled(folder);
  const { code, output } = await withProgress(
    say,
    `Fetching ${what} (the SDK's download)`,
    () =>
      runToEnd(process.execPath, ['-e', SDK_DOWNLOAD, testing, folder, kind], {
        env: environment,
        signal: stalled.signal,
      }),
    () => `${Math.round(sizeOf(folder) / 1e6)} MB`,
  ).finally(stalled.stop);
  const program = filesOf(folder).find((path) => !path.endsWith('.downloading'));
  if (code !== 0 || !program) throw new Error(`The SDK's download of ${what} failed: ${sdkReason(output)}`);
  return program;
}

function sdkReason(output: string): string {
  return /(client error.*|HTTP status.*)/.exec(output)?.[1] ?? (output.trim().slice(0, 200) || 'no answer');
}

function abortWhenStalled(folder: string): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  let size = 0;
  let grewAt = Date.now();
  const timer = setInterval(() => {
    const now = sizeOf(folder);
    if (now !== size) grewAt = Date.now();
    size = now;
    if (Date.now() - grewAt > STALLED_MS) controller.abort();
  }, 1_000);
  return { signal: controller.signal, stop: () => clearInterval(timer) };
}

function filesOf(folder: string): string[] {
  return readdirSync(folder).map((name) => join(folder, name));
}

function sizeOf(folder: string): number {
  return filesOf(folder).reduce(
    (sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}

/** Some minutes the first time: it compiles the server with its Web UI. */
export const buildWithGo: Fetch = async (folder, environment, say) => {
  let packages = 0;
  const { code, output } = await withProgress(
    say,
    `Building the Temporal dev server with Go (${GO_MODULE}); this takes a few minutes, once`,
    () =>
      runToEnd('go', ['install', '-v', GO_MODULE], {
        env: { ...environment, GOBIN: folder },
        onLine: () => packages++,
      }),
    () => `${packages} packages`,
  );
  if (code === -1) throw new Error('Go is not installed, so the Temporal dev server was not built.');
  if (code !== 0) throw new Error(`go install failed: ${output.trim().split('\n').at(-1) ?? ''}`);
  return join(folder, executableName('temporal'));
};
