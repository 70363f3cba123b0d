/** A whole world for orders, in one process: DNS, web server, CA, mail, a database of its own, and a worker on a task queue of its own. */
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, NativeConnection, Runtime, type WorkerInterceptors } from '@temporalio/worker';
import { inject } from 'vitest';
import { configFrom } from '../../config/config.js';
import type { Environment } from '../../config/environment.js';
import { createMasterKeyFile, withMasterKey } from '../../config/master-key-file.js';
import { secretsFrom } from '../../config/secrets.js';
import { createDatabase, type Database } from '../../db/database.js';
import { startDevelopmentCa, type DevelopmentCa } from '../../dev/ca/server.js';
import type { CaPolicy } from '../../domain/development/ca-people.js';
import { startDnsServer, type DnsServer } from '../../dev/dns/dns-server.js';
import { startMailSink, type MailSink } from '../../dev/mail/mail-sink.js';
import { startPaymentHouse, type PaymentHouse } from '../../dev/payments/server.js';
import { stackEnvironment, TSIG_ALGORITHM, TSIG_KEY_NAME } from '../../dev/stack-environment.js';
import { readOrCreateStackSecrets } from '../../dev/stack-secrets.js';
import { startWebServer, type WebServer } from '../../dev/web/web-server.js';
import { createActivities } from '../../worker/activities.js';
import type { Activities } from '../../workflows/activity-contract/index.js';
import { createDependencies, type Dependencies } from '../../worker/dependencies.js';
import { createOrderWorkers, type OrderWorkers } from '../../worker/order-workers.js';
import type { Monitoring } from '../../worker/monitoring/index.js';
import { createWorkflowDirectory } from '../../worker/workflow-directory.js';
import { createWorkflowStarter } from '../../worker/workflow-starter.js';
import { createLogger } from '../../worker/logger.js';
import { CaControls } from './ca-controls.js';
import { PaymentControls } from './payment-controls.js';
import { createTestDatabase } from './postgres.js';
import { refuseLeaks } from './secret-sweep.js';
import { temporalAddress } from './temporal.js';
import { WatchedOrderClient } from './watched-order-client.js';

// Once per test process; Temporal's own log would drown what the tests say.
Runtime.install({ logger: new DefaultLogger('ERROR') });

export interface OrderWorldOptions {
  /** Another Temporal server than the one all tests share, such as one that skips time. */
  readonly temporal?: Pick<TestWorkflowEnvironment, 'address' | 'client'>;
  readonly caClock?: () => Date;
  /** What the people of the CA do by themselves; nothing unless given. */
  readonly caPolicy?: Partial<CaPolicy>;
  /** What time it is for the client; default: this machine's. */
  readonly clientClock?: () => number;
  readonly issuanceDelayMs?: number;
  /** True: orders that cost something are paid, at a payment house of the world's own. Off: activities are as ever. */
  readonly payments?: boolean;
  readonly overrides?: Partial<Dependencies>;
  /** Another database than one of its own on the server that all tests share. */
  readonly databaseUrl?: string;
  /** The database that worker and client share, watched: such as one that counts. */
  readonly watchedDatabase?: (database: Database) => Database;
  /** The worker's doors to Temporal, the CA, DNS, files and money, changed: such as one that dies after a call. */
  readonly changedDoors?: <Door extends object>(name: string, real: Door) => Door;
  /** The worker's activities, changed: such as one that fails on demand. */
  readonly changedActivities?: (real: Activities) => Activities;
  /** What watches the worker; none unless given. */
  readonly monitoring?: Monitoring;
  /** False: none until `startWorker`, such as for tests that run workers as processes of their own. */
  readonly worker?: boolean;
}

export interface OrderWorld {
  readonly orders: WatchedOrderClient;
  readonly temporal: Client;
  readonly dependencies: Dependencies;
  readonly dns: DnsServer;
  readonly web: WebServer;
  readonly ca: DevelopmentCa;
  readonly caControls: CaControls;
  readonly mail: MailSink;
  /** Throws where the world has no payment house. */
  readonly paymentControls: PaymentControls;
  readonly dataDir: string;
  readonly taskQueue: string;
  /** What a worker process of this world would get. */
  readonly environment: Environment;
  /** Starts the worker again, after `stopWorker`. */
  startWorker(): Promise<void>;
  stopWorker(): Promise<void>;
  /** Throws where a secret stands in anything that the world wrote. */
  stop(): Promise<void>;
}

/** Call `stop()` in `afterAll`. */
export async function createOrderWorld(options: OrderWorldOptions = {}): Promise<OrderWorld> {
  const stops: (() => Promise<void>)[] = [];
  try {
    return await openWorld(options, stops);
  } catch (error) {
    await stopAll(stops);
    throw error;
  }
}

async function openWorld(options: OrderWorldOptions, stops: (() => Promise<void>)[]): Promise<OrderWorld> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sealflow-world-'));
  stops.push(() => rm(dataDir, { recursive: true, force: true }));
  const database =
    options.databaseUrl === undefined ? await createTestDatabase() : { url: options.databaseUrl };
  if ('drop' in database) stops.push(() => database.drop());

  const stackSecrets = readOrCreateStackSecrets(dataDir);
  const outside = await openOutside(dataDir, stackSecrets, options, stops);
  const taskQueue = `orders-${database.url.slice(-16)}`;
  const address = options.temporal?.address ?? temporalAddress();
  // As a worker does at its first start.
  createMasterKeyFile(join(dataDir, 'master.key'));
  const environment = withMasterKey({
    ...stackEnvironment(
      dataDir,
      {
        temporalAddress: address,
        webUi: '',
        databaseUrl: database.url,
        caUrl: outside.ca.url,
        dnsPort: outside.dns.port,
        resolverPorts: outside.dns.resolverPorts,
        httpPort: outside.web.httpPort,
        httpsPort: outside.web.httpsPort,
        agentUrl: outside.web.agentUrl,
        smtpUrl: outside.mail.smtpUrl,
        ...(outside.paymentHouse && { paymentUrl: outside.paymentHouse.url }),
      },
      stackSecrets,
      {},
    ),
    TEMPORAL_TASK_QUEUE: taskQueue,
  });
  const config = configFrom(environment);
  const secrets = secretsFrom(environment);
  const native = await NativeConnection.connect({ address });
  stops.push(() => native.close());
  const temporal = options.temporal?.client ?? (await connectedClient(address, stops));
  const watched = options.watchedDatabase?.(createDatabase(database.url, { maxConnections: 30 }));
  const changed: NonNullable<typeof options.changedDoors> = options.changedDoors ?? ((_name, real) => real);
  const { dependencies: made, close } = createDependencies(config, secrets, createLogger('silent'), {
    ...(watched && { database: watched }),
    starter: changed('temporal', createWorkflowStarter(temporal, taskQueue)),
    workflows: createWorkflowDirectory(temporal, taskQueue, { ...config.pages, namespace: 'default' }),
    ...options.overrides,
  });
  stops.push(close);
  const unwatched: Dependencies = {
    ...made,
    ca: changed('ca', made.ca),
    dnsProvider: changed('dns', made.dnsProvider),
    filePublisher: changed('file', made.filePublisher),
    payments: changed('payments', made.payments),
  };
  const dependencies = options.monitoring?.watch(unwatched, secrets.databaseUrl) ?? unwatched;

  const interceptors = options.monitoring?.interceptors;
  const activities = () => {
    const real = createActivities(dependencies);
    options.monitoring?.expect(real);
    return options.changedActivities?.(real) ?? real;
  };
  // Where time is skipped, months of looks follow one another: each that gave way to others on this machine would cost a moment of it.
  const isBusy = options.temporal && (() => false);
  const worker = new RestartableWorker(native, taskQueue, interceptors, activities, isBusy);
  stops.push(() => worker.stop());
  if (options.worker !== false) await worker.start();

  const orders = new WatchedOrderClient({
    temporal,
    database: dependencies.database,
    masterKeys: secrets.masterKeys,
    taskQueue,
    takesPayments: config.paymentUrl !== undefined,
    allowPrivateWebhooks: config.webhook.allowPrivateAddresses,
    ...(options.clientClock && { clock: options.clientClock }),
  });
  const written = { temporal, database: dependencies.database, environment, dataDir };
  return {
    ...outside,
    orders,
    temporal,
    dependencies,
    dataDir,
    taskQueue,
    environment,
    caControls: new CaControls(outside.ca.url, stackSecrets.caToken, () => outside.mail.mails()),
    paymentControls: new PaymentControls(outside.paymentHouse?.url ?? '', stackSecrets.paymentToken),
    startWorker: () => worker.start(),
    stopWorker: () => worker.stop(),
    stop: async () => {
      try {
        await refuseLeaks(written, orders.keyPasswords);
      } finally {
        await stopAll(stops);
      }
    },
  };
}

async function connectedClient(address: string, stops: (() => Promise<void>)[]): Promise<Client> {
  const connection = await Connection.connect({ address });
  stops.push(() => connection.close());
  return new Client({ connection });
}

async function openOutside(
  dataDir: string,
  secrets: ReturnType<typeof readOrCreateStackSecrets>,
  { caClock, caPolicy, issuanceDelayMs, payments }: OrderWorldOptions,
  stops: (() => Promise<void>)[],
): Promise<Pick<OrderWorld, 'dns' | 'web' | 'ca' | 'mail'> & { paymentHouse?: PaymentHouse }> {
  const dns = await startDnsServer({
    dataDir,
    tsig: { name: TSIG_KEY_NAME, algorithm: TSIG_ALGORITHM, secret: secrets.tsigSecret },
  });
  stops.push(() => dns.stop());
  const web = await startWebServer({ dataDir, agentToken: secrets.fileAgentToken });
  stops.push(() => web.stop());
  const mail = await startMailSink({ dataDir });
  stops.push(() => mail.stop());
  const ca = await startDevelopmentCa({
    dataDir,
    token: secrets.caToken,
    resolvers: dns.resolverPorts.map((port) => `127.0.0.1:${port}`),
    httpPort: web.httpPort,
    httpsPort: web.httpsPort,
    issuanceDelayMs,
    clock: caClock,
    smtpUrl: mail.smtpUrl,
    policy: caPolicy,
  });
  stops.push(() => ca.stop());
  if (!payments) return { dns, web, ca, mail };
  const paymentHouse = await startPaymentHouse({ dataDir, token: secrets.paymentToken });
  stops.push(() => paymentHouse.stop());
  return { dns, web, ca, mail, paymentHouse };
}

class RestartableWorker {
  #running: { workers: OrderWorkers; done: Promise<void> } | undefined;

  constructor(
    readonly connection: NativeConnection,
    readonly taskQueue: string,
    readonly interceptors: WorkerInterceptors | undefined,
    readonly activities: () => Activities,
    readonly isBusy: (() => boolean) | undefined,
  ) {}

  async start(): Promise<void> {
    const workers = await createOrderWorkers({
      connection: this.connection,
      taskQueue: this.taskQueue,
      workflowBundle: { codePath: inject('workflowBundlePath') },
      activities: this.activities(),
      ...(this.interceptors && { interceptors: this.interceptors }),
      shutdownGraceTime: '1 second',
      ...(this.isBusy && { isBusy: this.isBusy }),
    });
    this.#running = { workers, done: workers.run() };
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    if (!running) return;
    running.workers.shutdown();
    await running.done;
  }
}

async function stopAll(stops: (() => Promise<void>)[]): Promise<void> {
  for (const stop of stops.splice(0).reverse()) await stop();
}
