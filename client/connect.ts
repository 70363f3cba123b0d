/** From environment variables to an OrderClient with its connections; the composition root of the client's side. */
import { Client, Connection } from '@temporalio/client';
import { configFrom, type Config } from '../config/config.js';
import { readEnvironment, type Environment } from '../config/environment.js';
import { withMasterKey } from '../config/master-key-file.js';
import { secretsFrom, type Secrets } from '../config/secrets.js';
import { ConfigurationError } from '../config/configuration-error.js';
import { createDatabase } from '../db/database.js';
import { refuseNewerSchema } from '../db/schema-standing.js';
import { OrderClient } from './order-client.js';
import type { OrderClientOptions } from './order-client-options.js';
import { traceRequestsTo } from './request-trace.js';
import { Doctor } from './stores/doctor.js';
import { GRPC, grpcCode } from './temporal-calls.js';
import { temporalNotFound } from './unavailable.js';

export interface ConnectedClient {
  readonly client: OrderClient;
  readonly close: () => Promise<void>;
}

export interface ConnectedDoctor {
  readonly doctor: Doctor;
  readonly close: () => Promise<void>;
}

const CONNECT_TIMEOUT_MS = 5_000;

/**
 * `environment` as the worker has it (docs/configuration.md): TEMPORAL_ADDRESS, DATABASE_URL, SEALFLOW_MASTER_KEY and so on.
 * `actor`: where SEALFLOW_ACTOR names none. Throws ConfigurationError for what is missing, Unavailable when Temporal can't be reached, MigrationConflict where a
 * newer version changed the database in a way that this one can't work with.
 */
export async function connectOrderClient(
  environment: Environment,
  { actor, origin }: Pick<OrderClientOptions, 'actor' | 'origin'> = {},
): Promise<ConnectedClient> {
  const { config, secrets, temporal, database, close } = await connections(environment);
  const client = new OrderClient({
    temporal,
    database,
    masterKeys: secrets.masterKeys,
    account: config.account,
    actor: config.actor ?? actor,
    origin,
    taskQueue: config.temporal.taskQueue,
    takesPayments: config.paymentUrl !== undefined,
    pages: { ...config.pages, namespace: config.temporal.namespace },
    allowPrivateWebhooks: config.webhook.allowPrivateAddresses,
    ...(config.tracesUrl !== undefined && { traceRequest: traceRequestsTo(config.tracesUrl) }),
  });
  return { client, close };
}

/** As `connectOrderClient`, for an operator: it sees every account. */
export async function connectDoctor(
  environment: Environment,
  { actor, origin }: Pick<OrderClientOptions, 'actor' | 'origin'> = {},
): Promise<ConnectedDoctor> {
  const { config, temporal, database, close } = await connections(environment);
  const { taskQueue } = config.temporal;
  const as = config.actor ?? actor;
  const doctor = new Doctor({
    temporal,
    database,
    taskQueue,
    ...(as !== undefined && { actor: as }),
    ...(origin !== undefined && { origin }),
  });
  return { doctor, close };
}

async function connections(environment: Environment) {
  const complete = withMasterKey(readEnvironment(environment));
  const config = configFrom(complete);
  const secrets = secretsFrom(complete);
  const connection = await connectTemporal(config, secrets);
  // A client asks one thing at a time.
  const database = createDatabase(secrets.databaseUrl, { maxConnections: 4 });
  const temporal = new Client({ connection, namespace: config.temporal.namespace });
  const close = async () => {
    await Promise.all([connection.close(), database.end()]);
  };
  await refuseNewerSchema(database).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return { config, secrets, temporal, database, close };
}

async function connectTemporal({ temporal }: Config, { temporalApiKey }: Secrets): Promise<Connection> {
  const { address, tls } = temporal;
  try {
    return await Connection.connect({
      address,
      tls: tls || undefined,
      connectTimeout: CONNECT_TIMEOUT_MS,
      ...(temporalApiKey !== undefined && { apiKey: temporalApiKey }),
    });
  } catch (error) {
    const code = grpcCode(error);
    if (code === GRPC.unauthenticated || code === GRPC.permissionDenied)
      throw new ConfigurationError('TEMPORAL_API_KEY', {
        zh: `${address} 对此命名空间接受的密钥`,
        en: `a key that ${address} accepts for this namespace`,
      });
    throw temporalNotFound(address);
  }
}
