/** What is measured: each workload is one thing to run from its beginning to its end. */
import { randomBytes } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { OrderClient, type OrderFormInput } from '../client/index.js';
import { configFrom } from '../config/config.js';
import { readEnvironment, type Environment } from '../config/environment.js';
import { withMasterKey } from '../config/master-key-file.js';
import { secretsFrom } from '../config/secrets.js';
import { createDatabase, type Database } from '../db/database.js';
import type { KeyAlgorithm, ValidationMethod } from '../domain/catalogue/words.js';
import { certificateOrderWorkflowId, type OrderStatus } from '../workflows/messages.js';
import { BARE_TASK_QUEUE } from './bare/task-queue.js';

export const WORKLOADS = ['bare, same shape', 'order, P-256', 'order, RSA 2048', 'bare, 8 remote'] as const;
export type Workload = (typeof WORKLOADS)[number];

export interface BenchClient {
  readonly orders: OrderClient;
  readonly temporal: Client;
  readonly database: Database;
  /** One run, from the first call until its workflow has ended; returns its workflow id. */
  run(workload: Workload): Promise<string>;
  /** Places an order that waits for its subscriber's DNS; returns its id. */
  placeWaiting(): Promise<string>;
  close(): Promise<void>;
}

/** Runs of one benchmark have names of their own, so that a stack may be measured again. */
const RUN = randomBytes(4).toString('hex');
const CLIENT_CONNECTIONS = 10;

export async function openBenchClient(given: Environment): Promise<BenchClient> {
  const environment = withMasterKey(readEnvironment(given));
  const config = configFrom(environment);
  const secrets = secretsFrom(environment);
  const connection = await Connection.connect({ address: config.temporal.address });
  const temporal = new Client({ connection, namespace: config.temporal.namespace });
  const database = createDatabase(secrets.databaseUrl, { maxConnections: CLIENT_CONNECTIONS });
  const { masterKeys } = secrets;
  const { taskQueue } = config.temporal;
  const orders = new OrderClient({ temporal, database, masterKeys, taskQueue });
  let count = 0;
  const nextName = () => `b${RUN}-${(count += 1)}.example.com`;

  return {
    orders,
    temporal,
    database,
    run: (workload) => RUNNERS[workload]({ orders, temporal, name: nextName() }),
    placeWaiting: async () =>
      (await orders.create({ form: form(nextName(), 'ecc-p256', 'manual-dns') })).orderId,
    close: async () => {
      await connection.close();
      await database.end();
    },
  };
}

interface RunContext {
  readonly orders: OrderClient;
  readonly temporal: Client;
  readonly name: string;
}

const RUNNERS: Readonly<Record<Workload, (context: RunContext) => Promise<string>>> = {
  'bare, same shape': (context) => runBare(context, 'sameShape'),
  'bare, 8 remote': (context) => runBare(context, 'eightRemote'),
  'order, P-256': (context) => runOrder(context, 'ecc-p256'),
  'order, RSA 2048': (context) => runOrder(context, 'rsa-2048'),
};

async function runBare({ temporal, name }: RunContext, workflowType: string): Promise<string> {
  const workflowId = `bench-bare:${name}`;
  const handle = await temporal.workflow.start(workflowType, {
    workflowId,
    taskQueue: BARE_TASK_QUEUE,
    args: [name],
  });
  await handle.result();
  return workflowId;
}

async function runOrder({ orders, temporal, name }: RunContext, algorithm: KeyAlgorithm): Promise<string> {
  const { orderId } = await orders.create({ form: form(name, algorithm, 'auto-dns') });
  const workflowId = certificateOrderWorkflowId(orderId);
  const { state, reason } = (await temporal.workflow.getHandle(workflowId).result()) as OrderStatus;
  if (state !== 'issued') throw new Error(`Order ${orderId} ended as ${state}: ${reason ?? 'no reason'}`);
  return workflowId;
}

function form(name: string, algorithm: KeyAlgorithm, validation: ValidationMethod): OrderFormInput {
  const csr = { mode: 'generate', algorithm } as const;
  return { brand: 'dnspod', type: 'dv', names: [name], validation, csr };
}
