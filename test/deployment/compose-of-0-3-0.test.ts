// What was set up with the compose file of 0.3.0 goes on under today's worker: its variables, its database and its orders.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configFrom } from '../../config/config.js';
import { readEnvironment, type Environment } from '../../config/environment.js';
import { withMasterKey } from '../../config/master-key-file.js';
import { secretsFrom } from '../../config/secrets.js';
import type { Part } from '../../dev/keep-running.js';
import { startWorkerProcess } from '../../dev/worker-process.js';
import { CERTIFICATE_ORDER_WORKFLOW } from '../../domain/workflow-names.js';
import { certificateOrderWorkflowId, type CertificateOrderInput } from '../../workflows/messages.js';
import { attributesOfNewOrder } from '../../workflows/search-attributes.js';
import { recordedHistories, type RecordedHistory } from '../replay/history-files.js';
import { migrateAs030 } from '../support/filled-as-0-3-0.js';
import { createOrderWorld, type OrderWorld } from '../support/order-world.js';
import { ECC, ended, leftBehind, order, workflowOf } from '../support/orders.js';
import { createEmptyDatabase, type TestDatabase } from '../support/postgres.js';
import { expectMatchingCertificate, expectOneOrderAtCa } from '../support/proofs-of-order.js';
import { temporaryFolder } from '../support/temporary-folder.js';

interface ComposeFile {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly environment?: Readonly<Record<string, string>>;
        readonly env_file?: readonly { readonly path: string }[];
      }
    >
  >;
}

/** As it was released, word for word. */
const compose = parse(readFileSync(new URL('compose-of-0-3-0.yml', import.meta.url), 'utf8')) as ComposeFile;

/** Stands in the environment of the worker by the compose file itself; all else comes from `.env`. */
const BY_COMPOSE_FILE = ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'SEALFLOW_MASTER_KEY_FILE'] as const;

const KEY = Buffer.alloc(32, 3).toString('base64');

/** Every variable of 0.3.0's table that a worker or a client read, with a value that is not the default. */
const EVERY_VARIABLE = {
  TEMPORAL_ADDRESS: 'temporal:7233',
  TEMPORAL_NAMESPACE: 'certificates',
  TEMPORAL_TASK_QUEUE: 'orders',
  TEMPORAL_API_KEY: 'an api key',
  TEMPORAL_TLS: 'true',
  TEMPORAL_UI_URL: 'https://temporal.example.com',
  DATABASE_URL: 'postgres://sealflow:password@postgres:5432/sealflow',
  SEALFLOW_MASTER_KEY: `first:${KEY}`,
  SEALFLOW_ACCOUNT: 'shop',
  SEALFLOW_ACTOR: 'operator',
  SEALFLOW_LOG_LEVEL: 'warn',
  SEALFLOW_BUILD_ID: 'build-1',
  SEALFLOW_DEPLOYMENT_NAME: 'orders-of-shop',
  SEALFLOW_CA_URL: 'https://ca.example.com',
  SEALFLOW_CA_TOKEN: 'a ca token',
  SEALFLOW_DNS_RESOLVERS: '192.0.2.1:53,192.0.2.2:5353',
  SEALFLOW_DNS_AUTHORITATIVE_PORT: '5300',
  SEALFLOW_DNS_UPDATE_SERVER: '192.0.2.53:53',
  SEALFLOW_TSIG_KEY_NAME: 'sealflow',
  SEALFLOW_TSIG_SECRET: 'a tsig secret',
  SEALFLOW_TSIG_ALGORITHM: 'hmac-sha512',
  SEALFLOW_FILE_AGENT_URL: 'http://192.0.2.80:8080',
  SEALFLOW_FILE_AGENT_TOKEN: 'an agent token',
  SEALFLOW_HTTP_PORT: '8080',
  SEALFLOW_HTTPS_PORT: '8443',
  SEALFLOW_ALLOW_PRIVATE_ADDRESSES: 'true',
  SEALFLOW_IP_NAMES_AT: '192.0.2.9',
  SEALFLOW_PAYMENT_URL: 'https://pay.example.com',
  SEALFLOW_PAYMENT_TOKEN: 'a payment token',
  SEALFLOW_SMTP_URL: 'smtps://user:password@mail.example.com:465',
  SEALFLOW_MAIL_FROM: 'certificates@example.com',
  SEALFLOW_WEBHOOK_ALLOW_PRIVATE_ADDRESSES: 'true',
} as const;

describe('the variables of 0.3.0', () => {
  it('mean to a worker and a client of today what they meant then', () => {
    expect(configFrom(readEnvironment(EVERY_VARIABLE))).toMatchObject({
      account: 'shop',
      actor: 'operator',
      temporal: { address: 'temporal:7233', namespace: 'certificates', taskQueue: 'orders', tls: true },
      caUrl: 'https://ca.example.com',
      selfCheck: {
        resolvers: ['192.0.2.1:53', '192.0.2.2:5353'],
        authoritativePort: 5300,
        httpPort: 8080,
        httpsPort: 8443,
        allowPrivateAddresses: true,
        ipNamesAt: '192.0.2.9',
      },
      dnsUpdate: { server: '192.0.2.53:53', tsigKeyName: 'sealflow', tsigAlgorithm: 'hmac-sha512' },
      fileAgentUrl: 'http://192.0.2.80:8080',
      paymentUrl: 'https://pay.example.com',
      mailFrom: 'certificates@example.com',
      webhook: { allowPrivateAddresses: true },
      logLevel: 'warn',
      deployment: { name: 'orders-of-shop', buildId: 'build-1' },
    });
    expect(secretsFrom(withMasterKey(EVERY_VARIABLE))).toMatchObject({
      databaseUrl: 'postgres://sealflow:password@postgres:5432/sealflow',
      masterKeys: [{ id: 'first' }],
      temporalApiKey: 'an api key',
      caToken: 'a ca token',
      tsigSecret: 'a tsig secret',
      fileAgentToken: 'an agent token',
      paymentToken: 'a payment token',
      smtpUrl: 'smtps://user:password@mail.example.com:465',
    });
  });

  it('are all that its compose file gives the worker', () => {
    const { environment = {}, env_file: files } = compose.services.worker ?? {};
    expect(Object.keys(environment)).toEqual(BY_COMPOSE_FILE);
    expect(files?.map(({ path }) => path)).toEqual(['.env']);
  });
});

describe('an installation of 0.3.0', () => {
  /** Orders by automatic DNS as each release before 0.4.0 started them: none of them knew connections. */
  const BEFORE = recordedHistories().filter(
    ({ scenario, file }) => scenario === 'issued-by-auto-dns' && releaseOf(file) < '0.4.0',
  );

  const secretsFolder = temporaryFolder();
  const orderIds = new Map<string, string>();
  let database: TestDatabase;
  let world: OrderWorld;
  let worker: Part | undefined;

  beforeAll(async () => {
    database = await createEmptyDatabase();
    await migrateAs030(database.url);
    world = await createOrderWorld({ worker: false, databaseUrl: database.url });
    // Placed while the old worker was being stopped: the new one is the first to work on them.
    for (const recorded of BEFORE) orderIds.set(recorded.file, await placedAs(recorded));
    const environment = variables();
    worker = await startWorkerProcess({
      dataDir: world.dataDir,
      environment: { ...environment, PATH: process.env.PATH },
      logFile: join(world.dataDir, 'worker.log'),
    });
  });
  afterAll(async () => {
    await worker?.stop();
    await world.stop();
    await database.drop();
  });

  /** As its compose file and its `.env` have them; two secrets as files, as its first lines say. */
  function variables(): Environment {
    const { environment } = world;
    const secretFile = (name: string) => {
      const path = join(secretsFolder, name.toLowerCase());
      writeFileSync(path, `${environment[name] ?? ''}\n`);
      return path;
    };
    const byCompose = Object.fromEntries(BY_COMPOSE_FILE.map((name) => [name, environment[name]]));
    const outside = [
      'SEALFLOW_CA_URL',
      'SEALFLOW_DNS_RESOLVERS',
      'SEALFLOW_DNS_AUTHORITATIVE_PORT',
      'SEALFLOW_DNS_UPDATE_SERVER',
      'SEALFLOW_TSIG_KEY_NAME',
      'SEALFLOW_TSIG_ALGORITHM',
      'SEALFLOW_ALLOW_PRIVATE_ADDRESSES',
      // Every test has its own.
      'TEMPORAL_TASK_QUEUE',
    ];
    return {
      // What `.env` holds for the other services, the worker is given as well.
      POSTGRES_PASSWORD: 'of-postgres',
      TEMPORAL_POSTGRES_PASSWORD: 'of-the-other-postgres',
      ...Object.fromEntries(outside.map((name) => [name, environment[name]])),
      SEALFLOW_CA_TOKEN_FILE: secretFile('SEALFLOW_CA_TOKEN'),
      SEALFLOW_TSIG_SECRET_FILE: secretFile('SEALFLOW_TSIG_SECRET'),
      ...byCompose,
    };
  }

  /** What the client of then did: the order's row, and its workflow with the input that is on record. */
  async function placedAs({ file, text }: RecordedHistory): Promise<string> {
    const release = releaseOf(file).replaceAll('.', '-');
    const orderId = `of-${release}-${world.taskQueue.slice(-8)}`;
    const name = `of-${release}.example.com`;
    const recorded = inputIn(text);
    const { submission } = recorded;
    if (!submission) throw new Error(`${file} begins without a form.`);
    const input: CertificateOrderInput = {
      ...recorded,
      orderId,
      ...(recorded.planId !== undefined && { planId: orderId }),
      submission: { ...submission, names: [name] },
    };
    expect(input.submission?.terms).not.toHaveProperty('connections');
    await world.dependencies.database.query(
      `insert into orders (order_id, account, request_sha256, brand, certificate_type, state, waiting_on, since, kind, names,
                           validation_method, terms, form, plan_id, started_at)
       values ($1, $2, $3, $4, $5, 'validating', 'us', now(), $6, $7, $8, $9, $10, $1, now())`,
      [
        orderId,
        input.account,
        'a'.repeat(64),
        input.brand,
        input.certificateType,
        submission.terms.kind,
        [name],
        submission.validationMethod,
        JSON.stringify(submission.terms),
        JSON.stringify({
          ...{ brand: input.brand, type: input.certificateType, names: [name] },
          ...{ validation: submission.validationMethod, csr: ECC },
          ...{ reuseConfiguration: false, tags: [], planYears: 1 },
        }),
      ],
    );
    await world.temporal.workflow.start(CERTIFICATE_ORDER_WORKFLOW, {
      workflowId: certificateOrderWorkflowId(orderId),
      taskQueue: world.taskQueue,
      args: [input],
      typedSearchAttributes: attributesOfNewOrder(input),
    });
    return orderId;
  }

  async function expectIssuedByBuiltInAccess(orderId: string): Promise<void> {
    expect(await ended(world, orderId)).toMatchObject({ state: 'issued' });
    await expectMatchingCertificate(world.orders, orderId);
    await expectOneOrderAtCa(world, orderId, 'issued');
    // Published in the DNS of the environment by itself, and taken away there.
    expect(await leftBehind(world, orderId)).toEqual([]);
    expect((await world.orders.show(orderId)).ca).toMatchObject({ connectionId: null });
    const { rows } = await world.dependencies.database.query<{ terms: unknown }>(
      `select terms from orders where order_id = $1 and terms ? 'connections'`,
      [orderId],
    );
    expect(rows).toEqual([]);
  }

  it('had orders of each release before 0.4.0', () => {
    expect(BEFORE.map(({ file }) => releaseOf(file))).toEqual(['0.1.0', '0.2.0', '0.3.0']);
  });

  it.each(BEFORE.map(({ file }) => file))(
    'has the order that began as %s go on to its certificate',
    async (file) => {
      const orderId = orderIds.get(file) ?? '';
      await expectIssuedByBuiltInAccess(orderId);
      const { type } = await workflowOf(world, orderId).describe();
      expect(type).toBe(CERTIFICATE_ORDER_WORKFLOW);
    },
  );

  it('takes new orders, to the CA and the DNS that its environment names', async () => {
    const orderId = await order(world, 'new.example.com');
    await expectIssuedByBuiltInAccess(orderId);
  });
});

/** `issued-by-auto-dns@0.3.0.json`: of this length, releases are in order as texts. */
function releaseOf(file: string): string {
  return /@(\d\.\d\.\d)\.json$/.exec(file)?.[1] ?? '';
}

/** What the workflow of a history was started with. */
function inputIn(history: string): CertificateOrderInput {
  const { events } = JSON.parse(history) as {
    readonly events: readonly {
      readonly workflowExecutionStartedEventAttributes?: {
        readonly input: { readonly payloads: readonly { readonly data: string }[] };
      };
    }[];
  };
  const data = events[0]?.workflowExecutionStartedEventAttributes?.input.payloads[0]?.data ?? '';
  return JSON.parse(Buffer.from(data, 'base64').toString()) as CertificateOrderInput;
}
