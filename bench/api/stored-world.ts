/** A database with many orders, our API on it, keys that may ask it, and the statements that each request sends. */
import type { Client } from '@temporalio/client';
import { Identities } from '../../client/accounts/identities.js';
import { OrderClient } from '../../client/order-client.js';
import { servingFrom } from '../../client/serving.js';
import { readEnvironment, type Environment } from '../../config/environment.js';
import { withMasterKey } from '../../config/master-key-file.js';
import { secretsFrom } from '../../config/secrets.js';
import { createDatabase, type Database } from '../../db/database.js';
import type { MasterKey } from '../../db/sealed-values.js';
import { fillDatabase, GIANT } from '../stored/fill.js';
import { watchedDatabase, type Sent } from '../stored/lists.js';
import { startApiProcess, type ServerProcess } from './server-process.js';

/** Nobody asks for its work: an order is stored and its workflow begun, and nothing else is done for it. */
const UNWATCHED_QUEUE = 'bench-without-workers';

export interface StoredWorld {
  readonly api: ServerProcess;
  /** Values of `Authorization`, for requests that take turns: one key may send so many a minute. */
  readonly keys: readonly string[];
  /** Orders that have ended: what they are is told from Postgres alone. */
  readonly orderIds: readonly string[];
  readonly database: Database;
  /** What the same operations send to Postgres, who asks included. */
  readonly statements: { readonly list: readonly Sent[]; readonly show: readonly Sent[] };
  /** The same client in this process, without HTTP, whose Temporal begins every workflow at once. */
  create(form: object): Promise<unknown>;
  stop(): Promise<void>;
}

/** `url`: of a migrated, empty database. */
export async function openStoredWorld(
  given: Environment,
  url: string,
  { orders, keys: keyCount }: { readonly orders: number; readonly keys: number },
): Promise<StoredWorld> {
  await fillDatabase(url, { orders });
  const environment = withMasterKey(readEnvironment({ ...given, DATABASE_URL: url }));
  const { masterKeys } = secretsFrom(environment);
  // As an API process has it (client/connect.ts).
  const database = createDatabase(url, { maxConnections: 20, preparesStatements: true });
  try {
    const keys = await madeKeys(database, masterKeys, keyCount);
    const orderIds = await endedOrders(database);
    const statements = await sentBy(database, url, masterKeys, keys[0] ?? '', orderIds[0] ?? '');
    const writer = new OrderClient({
      temporal: READY_TEMPORAL,
      database,
      masterKeys,
      account: GIANT,
      taskQueue: UNWATCHED_QUEUE,
    });
    const api = await startApiProcess({ ...environment, TEMPORAL_TASK_QUEUE: UNWATCHED_QUEUE });
    return {
      ...{ api, keys, orderIds, database, statements },
      create: (form) => writer.create({ form: form as never }),
      stop: async () => {
        await api.stop();
        await database.end();
      },
    };
  } catch (error) {
    await database.end();
    throw error;
  }
}

/** Takes whatever is to be begun, and does nothing. */
const READY_TEMPORAL = {
  withDeadline: (_deadline: number, work: () => Promise<unknown>) => work(),
  workflow: { start: () => Promise.resolve({}) },
} as unknown as Client;

async function madeKeys(
  database: Database,
  masterKeys: readonly MasterKey[],
  count: number,
): Promise<string[]> {
  const client = new OrderClient({ temporal: READY_TEMPORAL, database, masterKeys, account: GIANT });
  const keys: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const { keyId, secret } = await client.apiKeys.create({ name: `bench ${index}`, role: 'owner' });
    keys.push(`Bearer ${keyId}:${secret}`);
  }
  return keys;
}

async function endedOrders(database: Database): Promise<string[]> {
  const { rows } = await database.query<{ orderId: string }>(
    `select order_id as "orderId" from orders where account = $1 and state = 'issued' order by order_id limit 200`,
    [GIANT],
  );
  return rows.map(({ orderId }) => orderId);
}

async function sentBy(
  database: Database,
  databaseUrl: string,
  masterKeys: readonly MasterKey[],
  authorization: string,
  orderId: string,
): Promise<StoredWorld['statements']> {
  const sent: Sent[] = [];
  const watched = watchedDatabase(database, (statement) => sent.push(statement));
  const identities = new Identities({ database: watched, masterKeys });
  const serving = servingFrom({ temporal: READY_TEMPORAL, database: watched, databaseUrl, masterKeys });
  const [keyId = '', secret = ''] = authorization.slice('Bearer '.length).split(':');
  const statementsOf = async (ask: (client: OrderClient) => Promise<unknown>): Promise<Sent[]> => {
    sent.length = 0;
    await ask(serving.clientFor(await identities.bySecret(keyId, secret)));
    return [...sent];
  };
  // That a key is used is noted once a minute.
  await identities.bySecret(keyId, secret);
  const list = await statementsOf((client) => client.page({}));
  const show = await statementsOf((client) => client.show(orderId));
  await serving.events.close();
  return { list, show };
}

/** The same statements, one after the other, and nothing else. */
export async function replayed(database: Database, statements: readonly Sent[]): Promise<void> {
  for (const { text, values } of statements) await database.query(text, values);
}
