/** From environment variables to an OrderClient with its connections; the composition root of the client's side. */
import { Client, Connection } from '@temporalio/client';
import { configFrom, type Config } from '../config/config.js';
import { readEnvironment, type Environment } from '../config/environment.js';
import { withMasterKey } from '../config/master-key-file.js';
import { secretsFrom, type Secrets } from '../config/secrets.js';
import { ConfigurationError } from '../config/configuration-error.js';
import { createDatabase, type DatabaseOptions } from '../db/database.js';
import { refuseNewerSchema } from '../db/schema-standing.js';
import { Identities } from './accounts/identities.js';
import { OrderClient } from './order-client.js';
import type { OrderClientOptions } from './order-client-options.js';
import { traceRequestsTo } from './request-trace.js';
import { servingFrom, type Serving, type ServingOptions } from './serving.js';
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

export interface ConnectedServing extends Serving {
  readonly identities: Identities;
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
    ...installationIn(config),
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

/** For servers: whoever asks has a client, and all of them share these connections. Throws as `connectOrderClient` does. */
export async function connectServing(
  environment: Environment,
  { origin, onTrouble }: Pick<ServingOptions, 'origin' | 'onTrouble'> = {},
): Promise<ConnectedServing> {
  const { config, secrets, temporal, database, close } = await connections(environment, OF_SERVER);
  const { masterKeys } = secrets;
  const serving = servingFrom({
    temporal,
    database,
    databaseUrl: secrets.databaseUrl,
    masterKeys,
    origin,
    ...(onTrouble && { onTrouble }),
    ...installationIn(config),
  });
  const closeAll = async () => {
    await serving.events.close();
    await close();
  };
  return { ...serving, identities: new Identities({ database, masterKeys }), close: closeAll };
}

/** What clients of this installation have in common, whoever uses them. */
function installationIn(config: Config) {
  return {
    taskQueue: config.temporal.taskQueue,
    takesPayments: config.paymentUrl !== undefined,
    pages: { ...config.pages, namespace: config.temporal.namespace },
    allowPrivateWebhooks: config.webhook.allowPrivateAddresses,
    ...(config.tracesUrl !== undefined && { traceRequest: traceRequestsTo(config.tracesUrl) }),
  };
}

/** A client asks one thing at a time. */
const OF_CLIENT = { maxConnections: 4 } as const;
/** A server is asked many things at once, the same all day. */
const OF_SERVER = { maxConnections: 20, preparesStatements: true } as const;

async function connections(environment: Environment, options: DatabaseOptions = OF_CLIENT) {
  const complete = withMasterKey(readEnvironment(environment));
  const config = configFrom(complete);
  const secrets = secretsFrom(complete);
  const connection = await connectTemporal(config, secrets);
  const database = createDatabase(secrets.databaseUrl, options);
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
