/** What must never be printed, kept apart from Config so that a config can be logged whole. */
import type { Environment } from './environment.js';
import { ConfigurationError, listOf, required } from './values.js';

/** AES-256 keys that wrap the data keys. The first one seals; all of them open. */
export interface MasterKey {
  readonly id: string;
  readonly key: Uint8Array;
}

export interface Secrets {
  readonly databaseUrl: string;
  readonly masterKeys: readonly MasterKey[];
  readonly temporalApiKey?: string;
  readonly caToken?: string;
  readonly tsigSecret?: string;
  readonly fileAgentToken?: string;
  readonly paymentToken?: string;
  /** Carries user and password of the mail server. */
  readonly smtpUrl?: string;
}

/** Throws ConfigurationError. `SEALFLOW_MASTER_KEY` may come from the file made by `readOrCreateMasterKeyFile`. */
export function secretsFrom(environment: Environment): Secrets {
  return {
    databaseUrl: required(environment, 'DATABASE_URL', 'postgres://user:password@host:port/database'),
    masterKeys: masterKeysFrom(required(environment, 'SEALFLOW_MASTER_KEY', MASTER_KEY_FORMAT)),
    temporalApiKey: environment.TEMPORAL_API_KEY,
    caToken: environment.SEALFLOW_CA_TOKEN,
    tsigSecret: environment.SEALFLOW_TSIG_SECRET,
    fileAgentToken: environment.SEALFLOW_FILE_AGENT_TOKEN,
    paymentToken: environment.SEALFLOW_PAYMENT_TOKEN,
    smtpUrl: environment.SEALFLOW_SMTP_URL,
  };
}

const MASTER_KEY_FORMAT = 'id:base64 of 32 bytes, several separated by commas, the sealing one first';

function masterKeysFrom(value: string): MasterKey[] {
  return listOf(value).map((item) => {
    const separator = item.indexOf(':');
    const key = Buffer.from(item.slice(separator + 1), 'base64');
    if (separator < 1 || key.length !== 32)
      throw new ConfigurationError('SEALFLOW_MASTER_KEY', MASTER_KEY_FORMAT);
    return { id: item.slice(0, separator), key };
  });
}
