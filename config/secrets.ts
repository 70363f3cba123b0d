/** What must never be printed, kept apart from Config so that a config can be logged whole. */
import type { Environment } from './environment.js';
import { MASTER_KEY_FORMAT, masterKeysFrom, type MasterKey } from './master-keys.js';
import { required } from './values.js';

export type { MasterKey } from './master-keys.js';

export interface Secrets {
  readonly databaseUrl: string;
  /** Of the role that owns the tables; absent: `databaseUrl`'s does, or somebody else migrates. */
  readonly migrationDatabaseUrl?: string;
  readonly masterKeys: readonly MasterKey[];
  readonly temporalApiKey?: string;
  readonly caToken?: string;
  readonly tsigSecret?: string;
  readonly fileAgentToken?: string;
  readonly paymentToken?: string;
  /** Carries user and password of the mail server. */
  readonly smtpUrl?: string;
  /** Of the service that sends text messages: its SecretId or AccessKey ID, and what belongs to it. */
  readonly smsKeyId?: string;
  readonly smsKeySecret?: string;
}

/** Throws ConfigurationError. `SEALFLOW_MASTER_KEY` may come from a file: see `withMasterKey`. */
export function secretsFrom(environment: Environment): Secrets {
  return {
    ...databaseUrlsFrom(environment),
    masterKeys: masterKeysFrom(required(environment, 'SEALFLOW_MASTER_KEY', MASTER_KEY_FORMAT)),
    temporalApiKey: environment.TEMPORAL_API_KEY,
    caToken: environment.SEALFLOW_CA_TOKEN,
    tsigSecret: environment.SEALFLOW_TSIG_SECRET,
    fileAgentToken: environment.SEALFLOW_FILE_AGENT_TOKEN,
    paymentToken: environment.SEALFLOW_PAYMENT_TOKEN,
    smtpUrl: environment.SEALFLOW_SMTP_URL,
    smsKeyId: environment.SEALFLOW_SMS_KEY_ID,
    smsKeySecret: environment.SEALFLOW_SMS_KEY_SECRET,
  };
}

/** What is needed before there is a master key. Throws ConfigurationError. */
export function databaseUrlsFrom(
  environment: Environment,
): Pick<Secrets, 'databaseUrl' | 'migrationDatabaseUrl'> {
  return {
    databaseUrl: required(environment, 'DATABASE_URL', 'postgres://user:password@host:port/database'),
    migrationDatabaseUrl: environment.SEALFLOW_MIGRATION_DATABASE_URL || undefined,
  };
}
