/** Temporal's own two ways to its dev server: the SDK's download, and the Go toolchain. */
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Environment } from '../../config/environment.js';
import type { Bilingual } from '../../domain/bilingual.js';
import { executableName } from '../../config/cache-folder.js';
import { runToEnd } from '../processes.js';
import { quoted, ToldError } from '../../domain/told.js';
import { withProgress, type Say } from '../say.js';
import { watchDownload } from './download-watch.js';

/** As progress and errors name it. */
export const DEV_SERVER: Bilingual = { zh: 'Temporal 开发服务器', en: 'the Temporal dev server' };

/** Puts the program into `folder` and returns its path. Throws, with the reason in one line, when it can't be had. */
export type Fetch = (folder: string, environment: Environment, say: Say) => Promise<string>;

/** The newest that `go install` accepts: later ones have replace directives. Server 1.29.1, Web UI 2.42.1. */
export const GO_VERSION = '1.5.1';
const GO_MODULE = `github.com/temporalio/cli/cmd/temporal@v${GO_VERSION}`;

const resolver = createRequire(import.meta.url);

/** The SDK's version decides which servers its download brings. */
export function sdkVersion(): string {
  return (resolver('@temporalio/testing/package.json') as { version: string }).version;
}

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
  sdkDownload('createLocal', DEV_SERVER, folder, environment, say);

/** The SDK's download of either of its two servers. */
export async function sdkDownload(
  kind: 'createLocal' | 'createTimeSkipping',
  what: Bilingual,
  folder: string,
  environment: Environment,
  say: Say,
): Promise<string> {
  const testing = resolver.resolve('@temporalio/testing');
  const watch = watchDownload(folder);
  const { code, output } = await withProgress(
    say,
    { zh: `正在获取${what.zh}(由 SDK 下载)`, en: `Fetching ${what.en} (the SDK's download)` },
    () =>
      runToEnd(process.execPath, ['-e', SDK_DOWNLOAD, testing, folder, kind], {
        env: environment,
        signal: watch.signal,
      }),
    watch.progress,
  ).finally(watch.stop);
  const program = filesOf(folder).find((path) => !path.endsWith('.downloading'));
  if (code !== 0 || !program) {
    const why = watch.reason() ?? quoted(sdkReason(output));
    throw new ToldError({
      zh: `由 SDK 下载${what.zh}失败:${why.zh}`,
      en: `The SDK's download of ${what.en} failed: ${why.en}`,
    });
  }
  return program;
}

function sdkReason(output: string): string {
  return /(client error.*|HTTP status.*)/.exec(output)?.[1] ?? (output.trim().slice(0, 200) || 'no answer');
}

function filesOf(folder: string): string[] {
  return readdirSync(folder).map((name) => join(folder, name));
}

/** Some minutes the first time: it compiles the server with its Web UI. */
export const buildWithGo: Fetch = async (folder, environment, say) => {
  let packages = 0;
  const { code, output } = await withProgress(
    say,
    {
      zh: `正在用 Go 构建 Temporal 开发服务器(${GO_MODULE});需要几分钟,仅此一次`,
      en: `Building the Temporal dev server with Go (${GO_MODULE}); this takes a few minutes, once`,
    },
    () =>
      runToEnd('go', ['install', '-v', GO_MODULE], {
        env: { ...environment, GOBIN: folder },
        onLine: () => packages++,
      }),
    () => ({ zh: `${packages} 个包`, en: `${packages} packages` }),
  );
  if (code === -1)
    throw new ToldError({
      zh: '没有安装 Go,因此没有构建 Temporal 开发服务器。',
      en: 'Go is not installed, so the Temporal dev server was not built.',
    });
  const last = output.trim().split('\n').at(-1) ?? '';
  if (code !== 0)
    throw new ToldError({ zh: `\`go install\` 失败:${last}`, en: `\`go install\` failed: ${last}` });
  return join(folder, executableName('temporal'));
};
