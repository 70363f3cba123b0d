/** Temporal as a server has it: its four services on a Postgres of their own, by the settings of docker-compose.yml. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { inBoth } from '../../domain/bilingual.js';
import type { Environment } from '../../config/environment.js';
import { freePort } from '../../dev/ports.js';
import { startPostgres } from '../../dev/postgres/server.js';
import { endOf, runToEnd, startProcess, stopProcess, untilReady } from '../../dev/processes.js';
import type { Say } from '../../dev/say.js';
import { composeSettings } from './compose-settings.js';
import { findTemporalPrograms } from './find-temporal.js';
import {
  STORE_DATABASE,
  temporalConfig,
  VISIBILITY_DATABASE,
  type TemporalPorts,
} from './temporal-config.js';

export interface TemporalOnPostgres {
  /** `host:port` of its frontend. */
  readonly address: string;
  readonly serverPid: number;
  readonly postgresPid: number;
  /** Of the store of histories, the password included. */
  readonly storeUrl: string;
  stop(): Promise<void>;
}

/** As in docker-compose.yml: 90 days. */
const RETENTION_SECONDS = 90 * 86_400;

/**
 * `folder` is empty, and any user may be led into it. Resolves once the server has its default namespace. Throws, saying what
 * to do, where it can't be built or started; nothing is left running then.
 */
export async function startTemporalOnPostgres(
  folder: string,
  environment: Environment,
  say: Say,
): Promise<TemporalOnPostgres> {
  const programs = await findTemporalPrograms(environment, say);
  const settings = composeSettings();
  const postgresPort = await freePort();
  const postgres = await startPostgres({
    dataDir: folder,
    port: postgresPort,
    logFile: join(folder, 'temporal-postgres.log'),
    settings: ['shared_preload_libraries=pg_stat_statements', ...settings.postgresSettings],
    say,
  });
  try {
    const { username: user, password } = new URL(postgres.url);
    const login = { port: postgresPort, user, password };
    await makeSchema(programs.schemaTool, settings.plugin, login);
    const ports = await choosePorts([postgresPort]);
    const config = join(folder, 'temporal');
    mkdirSync(config);
    const dynamicConfigFile = join(config, 'dynamic-config.yaml');
    writeFileSync(dynamicConfigFile, settings.dynamicConfig);
    const options = { settings, ports, postgres: login, dynamicConfigFile };
    writeFileSync(join(config, 'sealflow.yaml'), temporalConfig(options), { mode: 0o600 });
    const server = await startServer(programs.server, folder, ports.frontend);
    return {
      ...server,
      postgresPid: postgres.pid ?? 0,
      storeUrl: postgres.url.replace(/[^/]+$/, STORE_DATABASE),
      stop: async () => {
        await server.stop();
        await postgres.stop();
      },
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

interface Login {
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

async function makeSchema(
  schemaTool: string,
  plugin: string,
  { port, user, password }: Login,
): Promise<void> {
  const env = { ...process.env, SQL_HOST: '127.0.0.1', SQL_PORT: String(port), SQL_USER: user };
  const run = async (database: string, ...args: string[]) => {
    const { code, output } = await runToEnd(schemaTool, ['--plugin', plugin, '--db', database, ...args], {
      // The password by the environment: a command line is everyone's to read.
      env: { ...env, SQL_PASSWORD: password },
    });
    if (code !== 0) throw new Error(`Temporal's schema could not be made: ${output.trim().slice(-600)}`);
  };
  const schemas = [
    [STORE_DATABASE, 'postgresql/v12/temporal'],
    [VISIBILITY_DATABASE, 'postgresql/v12/visibility'],
  ] as const;
  for (const [database, schema] of schemas) {
    await run(database, 'create-database');
    await run(database, 'setup-schema', '-v', '0.0');
    await run(database, 'update-schema', '--schema-name', schema);
  }
}

async function choosePorts(taken: number[]): Promise<TemporalPorts> {
  const next = async () => {
    const port = await freePort(taken);
    taken.push(port);
    return port;
  };
  return {
    frontend: await next(),
    frontendHttp: await next(),
    history: await next(),
    matching: await next(),
    worker: await next(),
    frontendMembership: await next(),
    historyMembership: await next(),
    matchingMembership: await next(),
    workerMembership: await next(),
  };
}

async function startServer(program: string, folder: string, port: number) {
  const args = ['--root', folder, '--config', 'temporal', '--env', 'sealflow', '--allow-no-auth', 'start'];
  const logFile = join(folder, 'temporal-server.log');
  const child = startProcess(program, args, { logFile, cwd: folder });
  void endOf(child);
  const address = `127.0.0.1:${port}`;
  try {
    await untilReady(child, inBoth('The Temporal server'), logFile, () => withNamespace(address));
  } catch (error) {
    await stopProcess(child, 'SIGKILL');
    throw error;
  }
  return { address, serverPid: child.pid ?? 0, stop: () => stopProcess(child, 'SIGTERM') };
}

const DEFAULT_NAMESPACE = 'default';
/** gRPC's number for what is there already. */
const ALREADY_EXISTS = 6;
/** Frontends learn of a new namespace by asking for changes, every 2 seconds. */
const REFRESHED_MS = 500;

async function withNamespace(address: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: 5_000 });
  try {
    const { workflowService, operatorService } = connection;
    await workflowService
      .registerNamespace({
        namespace: DEFAULT_NAMESPACE,
        workflowExecutionRetentionPeriod: { seconds: RETENTION_SECONDS as never },
      })
      .catch((error: unknown) => {
        if ((error as { code?: unknown }).code !== ALREADY_EXISTS) throw error;
      });
    await workflowService.describeNamespace({ namespace: DEFAULT_NAMESPACE });
    // The worker adds its search attributes there at once: the namespace must be known by then.
    await operatorService.listSearchAttributes({ namespace: DEFAULT_NAMESPACE });
    await workflowService.listWorkflowExecutions({ namespace: DEFAULT_NAMESPACE, pageSize: 1 });
    await delay(REFRESHED_MS);
  } finally {
    await connection.close();
  }
}
