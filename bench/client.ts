/** Who asks for everything that is measured: orders, and workflows that do nothing. */
import { randomBytes } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { OrderClient, type OrderFormInput } from '../client/index.js';
import { configFrom } from '../config/config.js';
import { readEnvironment, type Environment } from '../config/environment.js';
import { withMasterKey } from '../config/master-key-file.js';
import { secretsFrom } from '../config/secrets.js';
import { createDatabase, type Database } from '../db/database.js';
import type { Brand, KeyAlgorithm, ValidationMethod } from '../domain/catalogue/words.js';
import { certificateOrderWorkflowId, type OrderStatus } from '../workflows/messages.js';
import { BARE_TASK_QUEUE } from './bare/task-queue.js';

export interface BenchClient {
  readonly orders: OrderClient;
  readonly temporal: Client;
  readonly database: Database;
  /**
   * An order with automatic DNS, until its workflow has ended; returns its workflow id. Throws unless it was issued. `account`: the
   * one that all else here is of, unless it is said.
   */
  order(algorithm: KeyAlgorithm, account?: string): Promise<string>;
  /** As `order`, of a CA by ACME that a route leads to. */
  acmeOrder(name: string): Promise<string>;
  /** A workflow of no-op activities until its end, `shape` as of history.ts; returns its workflow id. */
  bare(shape: string): Promise<string>;
  /** Places an order that waits for its subscriber's DNS; returns its id. */
  placeWaiting(): Promise<string>;
  /** Opens an order that waits for its form; returns its id. */
  draft(): Promise<string>;
  /** Drives an order that waits, for its form or for its DNS, to its certificate by automatic DNS. Throws unless it is issued. */
  finish(orderId: string): Promise<void>;
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
  const ordersOf = (account?: string) =>
    new OrderClient({ temporal, database, masterKeys, taskQueue, ...(account !== undefined && { account }) });
  const orders = ordersOf();
  let count = 0;
  const nextName = () => `b${RUN}-${(count += 1)}.example.com`;

  return {
    orders,
    temporal,
    database,
    order: async (algorithm, account) => {
      const who = account === undefined ? orders : ordersOf(account);
      const { orderId } = await who.create({ form: form(nextName(), algorithm, 'auto-dns') });
      return await issued(temporal, orderId);
    },
    acmeOrder: async (name) => {
      const { orderId } = await orders.create({ form: form(name, 'ecc-p256', 'auto-dns', 'acme') });
      return await issued(temporal, orderId);
    },
    bare: (shape) => runBare(temporal, nextName(), shape),
    placeWaiting: async () =>
      (await orders.create({ form: form(nextName(), 'ecc-p256', 'manual-dns') })).orderId,
    draft: async () => (await orders.create({ form: { brand: 'dnspod', type: 'dv' } })).orderId,
    finish: async (orderId) => {
      const { state } = await orders.show(orderId);
      if (state === 'pending-submission')
        await orders.submit(orderId, form(nextName(), 'ecc-p256', 'auto-dns'));
      else await orders.repair(orderId, { validation: 'auto-dns' });
      await issued(temporal, orderId);
    },
    close: async () => {
      await connection.close();
      await database.end();
    },
  };
}

async function issued(temporal: Client, orderId: string): Promise<string> {
  const workflowId = certificateOrderWorkflowId(orderId);
  const { state, reason } = (await temporal.workflow.getHandle(workflowId).result()) as OrderStatus;
  if (state !== 'issued') throw new Error(`Order ${orderId} ended as ${state}: ${reason ?? 'no reason'}`);
  return workflowId;
}

async function runBare(temporal: Client, name: string, shape: string): Promise<string> {
  const workflowId = `bench-bare:${name}`;
  const handle = await temporal.workflow.start('stepsOfShape', {
    workflowId,
    taskQueue: BARE_TASK_QUEUE,
    args: [name, shape],
  });
  await handle.result();
  return workflowId;
}

function form(
  name: string,
  algorithm: KeyAlgorithm,
  validation: ValidationMethod,
  brand: Brand = 'dnspod',
): OrderFormInput {
  const csr = { mode: 'generate', algorithm } as const;
  return { brand, type: 'dv', names: [name], validation, csr };
}
