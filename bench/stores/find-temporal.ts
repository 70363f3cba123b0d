/** Temporal's own server and its schema tool, built by Go once and kept in the cache: the dev server has no Postgres. */
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '../../config/environment.js';
import { makeFolder } from '../../config/make-folder.js';
import { cacheFolder, executableName } from '../../config/cache-folder.js';
import { runToEnd, type RunOutcome } from '../../dev/processes.js';
import { withProgress, type Say } from '../../dev/say.js';

/** That of the image in docker-compose.yml (a test compares them). */
export const TEMPORAL_SERVER_VERSION = '1.29.1';

export interface TemporalPrograms {
  readonly server: string;
  readonly schemaTool: string;
}

/** Runs `go install` for one module into the folder named by GOBIN. */
export type GoInstall = (module: string, environment: Environment, say: Say) => Promise<RunOutcome>;

interface GoProgram {
  /** As progress and errors name it. */
  readonly what: string;
  /** Below the server's module; its last part is the program's name. */
  readonly package: string;
  readonly cachedAs: string;
}

const SERVER: GoProgram = { what: 'the Temporal server', package: 'cmd/server', cachedAs: 'temporal-server' };
const SCHEMA_TOOL: GoProgram = {
  what: "Temporal's schema tool",
  package: 'cmd/tools/sql',
  cachedAs: 'temporal-sql-tool',
};

const ADVICE =
  'The measurements on Postgres build the Temporal server from its source: install Go (https://go.dev/dl), so that `go` is ' +
  'on PATH, or measure on the dev server alone with --temporal sqlite.';

/** From the cache, else built into it: five to ten minutes, once. Throws, saying what to do, where that can't be done. */
export async function findTemporalPrograms(
  environment: Environment,
  say: Say,
  install: GoInstall = goInstall,
): Promise<TemporalPrograms> {
  const server = await findProgram(SERVER, environment, say, install);
  const schemaTool = await findProgram(SCHEMA_TOOL, environment, say, install);
  return { server, schemaTool };
}

async function findProgram(
  program: GoProgram,
  environment: Environment,
  say: Say,
  install: GoInstall,
): Promise<string> {
  const folder = join(cacheFolder(environment), 'bin');
  const path = join(folder, executableName(`${program.cachedAs}-${TEMPORAL_SERVER_VERSION}`));
  if (existsSync(path)) return path;
  makeFolder(folder);
  // Built aside and moved in whole: one that is interrupted leaves no half a program.
  const work = await mkdtemp(join(folder, 'fetching-'));
  try {
    const module = `go.temporal.io/server/${program.package}@v${TEMPORAL_SERVER_VERSION}`;
    say(`Building ${program.what} with Go (${module}); this takes some minutes, once`);
    const { code, output } = await install(module, { ...environment, GOBIN: work }, say);
    if (code === -1) throw new Error(`Go is not installed. ${ADVICE}`);
    if (code !== 0) throw new Error(`go install ${module} failed: ${lastLine(output)}. ${ADVICE}`);
    const built = join(work, executableName(program.package.split('/').at(-1) ?? ''));
    await chmod(built, 0o755);
    await rename(built, path);
    return path;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

const goInstall: GoInstall = (module, environment, say) => {
  let packages = 0;
  return withProgress(
    say,
    `go install ${module}`,
    () => runToEnd('go', ['install', '-v', module], { env: environment, onLine: () => packages++ }),
    () => `${packages} packages`,
    15_000,
  );
};

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.slice(0, 300) ?? '';
}
