/** The whole system on this machine: every part started in order, watched, and stopped in the reverse order. */
import { realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { codeInWords } from '../domain/told.js';
import { readEnvironment, type Environment } from '../config/environment.js';
import { makeFolder } from '../config/make-folder.js';
import { stackFilePath, type StackAddresses, type StackFile } from '../config/stack-file.js';
import { listOf } from '../config/values.js';
import type { CaPolicy } from '../domain/development/ca-people.js';
import { startApiProcess, type FirstKey, type StartedApi } from './api-process.js';
import { ArgumentError, type ExtraPart } from './arguments.js';
import { caPolicyIn } from './ca-policy.js';
import { startControlServer } from './control.js';
import { lockDataDir } from './data-dir-lock.js';
import { keepRunning } from './keep-running.js';
import { stopLeftovers } from './leftovers.js';
import {
  openCa,
  openDatabase,
  openDns,
  openMail,
  openPayments,
  openTemporal,
  openTencentDouble,
  openWeb,
  type CaSurroundings,
  type PartContext,
} from './parts.js';
import { choosePorts, type Ports } from './ports.js';
import { sayToStderr, type Say } from './say.js';
import { looksOutside, stackEnvironment } from './stack-environment.js';
import { readOrCreateStackSecrets, writePrivately } from './stack-secrets.js';
import { findTemporalServer } from './temporal/find-server.js';
import { startWorkerProcess } from './worker-process.js';

export interface StackOptions {
  /** Made when missing; everything the stack keeps is in here. */
  readonly dataDir: string;
  /** Others are those of the last run on this data, or free ones. */
  readonly ports?: Partial<Ports>;
  /** Parts it names (TEMPORAL_ADDRESS, DATABASE_URL, SEALFLOW_CA_URL, SEALFLOW_PAYMENT_URL, SEALFLOW_SMTP_URL) are used, not started. */
  readonly environment?: Environment;
  readonly say?: Say;
  /** False leaves the worker to the caller. */
  readonly withWorker?: boolean;
  /** Settings of the worker alone, such as SEALFLOW_LOG_LEVEL. */
  readonly workerEnvironment?: Readonly<Record<string, string>>;
  /** How long the development CA takes to issue. */
  readonly issuanceDelayMs?: number;
  /** What the people of the development CA do by themselves; SEALFLOW_CA_APPROVE_AFTER_SECONDS where absent. */
  readonly caPolicy?: Partial<CaPolicy>;
  /** Parts that are started on wish only. */
  readonly with?: readonly ExtraPart[];
  /** Gives the start up; what was started by then is stopped, and the reason thrown. */
  readonly signal?: AbortSignal;
}

export interface Stack {
  readonly addresses: StackAddresses;
  /** For a worker or a client of this stack; holds secrets. */
  readonly environment: Readonly<Record<string, string>>;
  readonly controlUrl: string;
  /** An owner's key for the HTTP API; absent where that, as the worker, was left to the caller. */
  readonly apiKey?: FirstKey;
  /** Signs the owner in once, in a browser; absent as `apiKey`. Kept nowhere. */
  readonly signInUrl?: string;
  /** What the double of Tencent Cloud SSL hands out; absent unless it was asked for. */
  readonly tencentDouble?: NonNullable<StackFile['tencentDouble']>;
  /** Stops what this call started, the worker first. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Resolves once the worker takes orders. Throws StackAlreadyRuns when another stack has this data; any other error
 * leaves nothing running either. Parts that a killed stack left behind are stopped first.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const dataDir = openDataDir(options.dataDir);
  const stops = [asyncStop(lockDataDir(dataDir))];
  const stop = oncePerStack(stops);
  try {
    const context = await prepare(dataDir, options, (part) => stops.push(part));
    const stack = await startParts(context, options);
    announce(dataDir, stack);
    stops.push(asyncStop(() => rmSync(stackFilePath(dataDir), { force: true })));
    return { ...stack, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Made where it is missing. One spelling of the path, since left-over parts are recognised by it. */
function openDataDir(path: string): string {
  try {
    makeFolder(join(path, 'logs'), 0o700);
    return realpathSync(path);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw error;
    const why = codeInWords(error);
    throw new ArgumentError('data-dir', {
      zh: `已存在或可以新建的文件夹:${path} 不能(${why.zh})`,
      en: `a folder that is there or can be made: ${path} can't (${why.en})`,
    });
  }
}

function asyncStop(stop: () => void): () => Promise<void> {
  return () => {
    stop();
    return Promise.resolve();
  };
}

/** The last one started is the first one stopped; one that fails to stop does not keep the others running. */
function oncePerStack(stops: (() => Promise<void>)[]): () => Promise<void> {
  let stopped: Promise<void> | undefined;
  const stopAll = async () => {
    const problems: unknown[] = [];
    for (const stop of stops.reverse()) await stop().catch((error: unknown) => problems.push(error));
    if (problems.length > 0)
      throw new AggregateError(problems, 'Not every part of the stack could be stopped.');
  };
  return () => (stopped ??= stopAll());
}

async function prepare(
  dataDir: string,
  options: StackOptions,
  onStop: PartContext['onStop'],
): Promise<PartContext> {
  const say = options.say ?? sayToStderr;
  rmSync(stackFilePath(dataDir), { force: true });
  await stopLeftovers(dataDir);
  return {
    dataDir,
    say,
    onStop,
    given: readEnvironment(options.environment ?? process.env),
    secrets: readOrCreateStackSecrets(dataDir),
    ports: await choosePorts(dataDir, options.ports ?? {}, say),
    logFile: (name) => join(dataDir, 'logs', `${name}.log`),
  };
}

type StartedStack = Omit<Stack, 'stop'>;

async function startParts(context: PartContext, options: StackOptions): Promise<StartedStack> {
  const { dataDir, given, secrets, onStop } = context;
  const server = await orAborted(
    findTemporalServer({ environment: given, say: context.say }),
    options.signal,
  );
  const databaseUrl = await openDatabase(context);
  const temporal = await openTemporal(context, server);
  const dns = await openDns(context);
  const web = await openWeb(context);
  const mail = await openMail(context);
  const { httpPort, httpsPort, agentUrl } = web;
  const { issuanceDelayMs, caPolicy: policy = caPolicyIn(given) } = options;
  const own = { resolvers: dns.resolverPorts.map((port) => `127.0.0.1:${port}`), httpPort, httpsPort };
  const surroundings = {
    // The CA sees the names that the worker sees.
    ...(looksOutside(given) ? outsideOf(given) : own),
    ...{ issuanceDelayMs, policy, smtpUrl: mail.smtpUrl },
  };
  const caUrl = await openCa(context, surroundings);
  const tencentDouble = options.with?.includes('tencent')
    ? await openTencentDouble(context, caUrl, looksOutside(given) ? undefined : dns.zone)
    : undefined;
  const paymentUrl = await openPayments(context);
  const control = await startControlServer(dns.zone, secrets.controlToken);
  onStop(() => control.stop());

  const parts = {
    temporalAddress: temporal.address,
    webUi: temporal.webUi,
    databaseUrl,
    caUrl,
    agentUrl,
    smtpUrl: mail.smtpUrl,
    paymentUrl,
    ...(options.withWorker !== false && { consoleUrl: consoleUrlOf(context) }),
  };
  const ports = { dnsPort: dns.port, resolverPorts: dns.resolverPorts, httpPort, httpsPort };
  const environment = stackEnvironment(dataDir, { ...parts, ...ports }, secrets, given);
  options.signal?.throwIfAborted();
  const api = options.withWorker === false ? undefined : await openServing(context, environment, options);

  const addresses = {
    temporal: temporal.address,
    webUi: temporal.webUi,
    database: databaseUrl,
    ca: caUrl,
    dns: `127.0.0.1:${dns.port}`,
    mail: mail.pageUrl,
    api: api?.url ?? '',
    tencentApi: api?.tencentUrl ?? '',
    console: api ? `${environment.SEALFLOW_CONSOLE_URL ?? ''}/` : '',
    ...(tencentDouble && { tencentDouble: tencentDouble.url }),
    dataDir,
  };
  const { tencentSecretId: secretId, tencentSecretKey: secretKey, tencentControlToken } = secrets;
  return {
    addresses,
    environment,
    controlUrl: control.url,
    ...(tencentDouble && {
      tencentDouble: { secretId, secretKey, controlToken: tencentControlToken },
    }),
    ...(api && { apiKey: api.key, signInUrl: api.signInUrl }),
  };
}

/** Where the API serves the console, as browsers of this machine reach it; known before the API runs, since ports are kept. */
function consoleUrlOf({ given, ports }: PartContext): string {
  const address = given.SEALFLOW_API_ADDRESS ?? `127.0.0.1:${ports.api}`;
  return `${given.SEALFLOW_API_PUBLIC_URL?.replace(/\/+$/, '') ?? `http://${address}`}/console`;
}

/** The worker, which prepares the database, then the API on it. */
async function openServing(
  context: PartContext,
  environment: Record<string, string>,
  { workerEnvironment }: StackOptions,
): Promise<StartedApi> {
  await openWorker(context, { ...environment, ...respondingAt(context), ...workerEnvironment });
  return await openApi(context, environment);
}

/** Where the caller says that names are looked at; what can't be used the worker refuses, in words. */
function outsideOf(given: Environment): Pick<CaSurroundings, 'resolvers' | 'httpPort' | 'httpsPort'> {
  return {
    resolvers: listOf(given.SEALFLOW_DNS_RESOLVERS),
    httpPort: Number(given.SEALFLOW_HTTP_PORT) || 80,
    httpsPort: Number(given.SEALFLOW_HTTPS_PORT) || 443,
  };
}

/** The worker's alone: another process with this environment would find the port taken. */
function respondingAt({ given, ports }: PartContext): Record<string, string> {
  return {
    SEALFLOW_FILE_RESPONDER_ADDRESS: given.SEALFLOW_FILE_RESPONDER_ADDRESS ?? `127.0.0.1:${ports.responder}`,
  };
}

async function openWorker(context: PartContext, environment: Record<string, string>): Promise<void> {
  const start = () =>
    startWorkerProcess({
      dataDir: context.dataDir,
      environment: { ...context.given, ...migrating(context), ...environment },
      logFile: context.logFile('worker'),
      say: context.say,
    });
  const { stop } = await keepRunning({ zh: '工作进程', en: 'The worker' }, start, context.say);
  context.onStop(stop);
}

async function openApi(context: PartContext, environment: Record<string, string>): Promise<StartedApi> {
  const { given, ports } = context;
  const start = () =>
    startApiProcess({
      dataDir: context.dataDir,
      environment: {
        ...given,
        ...environment,
        // An OpenID provider leads people back to an address that is known beforehand.
        ...(given.SEALFLOW_OIDC_ISSUER && {
          SEALFLOW_API_PUBLIC_URL: given.SEALFLOW_API_PUBLIC_URL ?? `http://127.0.0.1:${ports.api}`,
        }),
        // Its own: the stack keeps the ports, and nobody else reaches them.
        SEALFLOW_API_ADDRESS: given.SEALFLOW_API_ADDRESS ?? `127.0.0.1:${ports.api}`,
        SEALFLOW_TENCENT_API_ADDRESS: given.SEALFLOW_TENCENT_API_ADDRESS ?? `127.0.0.1:${ports.tencentApi}`,
      },
      logFile: context.logFile('api'),
    });
  const { first, stop } = await keepRunning({ zh: 'HTTP 接口', en: 'The HTTP API' }, start, context.say);
  context.onStop(stop);
  return first;
}

/** The caller's role for migrations is of the caller's database: never of one that the stack has started itself. */
function migrating({ given }: PartContext): Environment {
  return given.DATABASE_URL ? {} : { SEALFLOW_MIGRATION_DATABASE_URL: undefined };
}

/** From now on commands find the stack. */
function announce(
  dataDir: string,
  { addresses, environment, controlUrl, apiKey, tencentDouble }: StartedStack,
): void {
  const file: StackFile = {
    pid: process.pid,
    addresses,
    environment,
    controlUrl,
    ...(apiKey && { apiKey }),
    ...(tencentDouble && { tencentDouble }),
    startedAt: new Date().toISOString(),
  };
  writePrivately(stackFilePath(dataDir), JSON.stringify(file, undefined, 2));
}

/** A fetch of minutes is not waited for when the user has given up. */
async function orAborted<Result>(work: Promise<Result>, signal?: AbortSignal): Promise<Result> {
  if (!signal) return work;
  signal.throwIfAborted();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('The start was given up.')), { once: true });
  });
  return Promise.race([work, aborted]);
}
