/** Where the server that skips time comes from: the environment, the cache, the SDK's download, or Maven with Java. */
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '../../config/environment.js';
import { cacheFolder } from '../../dev/cache-folder.js';
import { runToEnd } from '../../dev/processes.js';
import { withProgress, type Say } from '../../dev/say.js';
import { sdkDownload } from '../../dev/temporal/fetch-server.js';

const VERSION = '1.38.0';

/** A program that `existing-path` takes. Throws, naming what to install, when it can't be had. */
export async function findTimeSkippingServer(environment: Environment, say: Say): Promise<string> {
  if (environment.SEALFLOW_TIME_SKIPPING_SERVER) return environment.SEALFLOW_TIME_SKIPPING_SERVER;
  const home = join(cacheFolder(environment), `time-skipping-server-${VERSION}`);
  if (existsSync(home)) return programIn(home);
  await mkdir(join(home, '..'), { recursive: true });
  const folder = await mkdtemp(`${home}-fetching-`);
  try {
    await fetchInto(folder, environment, say);
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

async function fetchInto(folder: string, environment: Environment, say: Say): Promise<void> {
  try {
    await sdkDownload('createTimeSkipping', 'the time-skipping test server', folder, environment, say);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    await fetchWithMaven(folder, environment, say);
  }
}

async function fetchWithMaven(folder: string, environment: Environment, say: Say): Promise<void> {
  await writeFile(join(folder, 'pom.xml'), POM);
  const lib = join(folder, 'lib');
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${lib}`];
  const { code, output } = await withProgress(
    say,
    `Fetching the time-skipping test server ${VERSION} with Maven`,
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
      <version>${VERSION}</version>
    </dependency>
  </dependencies>
</project>
`;
