/** What a worker or a client of the stack gets as its environment: the names of the configuration table. */
import { join } from 'node:path';
import type { Environment } from '../config/environment.js';
import type { StackSecrets } from './stack-secrets.js';

export const TSIG_KEY_NAME = 'sealflow';
export const TSIG_ALGORITHM = 'hmac-sha256';

/** Where the started parts listen. */
export interface StackParts {
  readonly temporalAddress: string;
  /** Empty: where the Web UI is, is not known. */
  readonly webUi: string;
  readonly databaseUrl: string;
  readonly caUrl: string;
  readonly dnsPort: number;
  readonly resolverPorts: readonly number[];
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly agentUrl: string;
  readonly smtpUrl: string;
  /** Absent: nothing is paid through this installation. */
  readonly paymentUrl?: string;
  /** Of the console, without a slash at its end; absent where the HTTP API, which serves it, is left to the caller. */
  readonly consoleUrl?: string;
}

/** Settings of the caller's that say how to reach a part, or whom to act for; everything else is the stack's own. */
const PASSED_ON = [
  'TEMPORAL_NAMESPACE',
  'TEMPORAL_TLS',
  'TEMPORAL_API_KEY',
  'TEMPORAL_TASK_QUEUE',
  'SEALFLOW_ACCOUNT',
  // Worker and commands must open what the other one sealed.
  'SEALFLOW_MASTER_KEY',
  'SEALFLOW_MASTER_KEY_FILE',
  'SEALFLOW_CA_TOKEN',
  'SEALFLOW_PAYMENT_TOKEN',
  'SEALFLOW_SMTP_URL',
  'SEALFLOW_MAIL_FROM',
  'SEALFLOW_CONSOLE_URL',
  'SEALFLOW_SMS_PROVIDER',
  'SEALFLOW_SMS_ENDPOINT',
  'SEALFLOW_SMS_REGION',
  'SEALFLOW_SMS_APP_ID',
  'SEALFLOW_SMS_SIGN_NAME',
  'SEALFLOW_SMS_TEMPLATES',
  'SEALFLOW_SMS_KEY_ID',
  'SEALFLOW_SMS_KEY_SECRET',
];

/**
 * How the outside is looked at and changed. Where the caller names resolvers, names are what they are out there: none of these is
 * the stack's then, and each that the caller leaves out has its default, as on a server.
 */
const OF_OUTSIDE = [
  'SEALFLOW_DNS_RESOLVERS',
  'SEALFLOW_DNS_AUTHORITATIVE_PORT',
  'SEALFLOW_HTTP_PORT',
  'SEALFLOW_HTTPS_PORT',
  'SEALFLOW_ALLOW_PRIVATE_ADDRESSES',
  'SEALFLOW_DNS_UPDATE_SERVER',
  'SEALFLOW_TSIG_KEY_NAME',
  'SEALFLOW_TSIG_ALGORITHM',
  'SEALFLOW_TSIG_SECRET',
  'SEALFLOW_FILE_AGENT_URL',
  'SEALFLOW_FILE_AGENT_TOKEN',
];

/** Does the caller name the DNS of the outside? */
export function looksOutside(given: Environment): boolean {
  return Boolean(given.SEALFLOW_DNS_RESOLVERS);
}

/** `given` is the environment of the process that starts the stack; what it says of a part wins. */
export function stackEnvironment(
  dataDir: string,
  parts: StackParts,
  secrets: StackSecrets,
  given: Environment,
): Record<string, string> {
  const own = {
    TEMPORAL_ADDRESS: parts.temporalAddress,
    ...(parts.webUi !== '' && { TEMPORAL_UI_URL: parts.webUi }),
    DATABASE_URL: parts.databaseUrl,
    SEALFLOW_MASTER_KEY_FILE: join(dataDir, 'master.key'),
    SEALFLOW_CA_URL: parts.caUrl,
    SEALFLOW_CA_TOKEN: secrets.caToken,
    ...(looksOutside(given) ? {} : looksWithin(parts, secrets)),
    SEALFLOW_WEBHOOK_ALLOW_PRIVATE_ADDRESSES: 'true',
    SEALFLOW_SMTP_URL: parts.smtpUrl,
    SEALFLOW_MAIL_FROM: 'Sealflow <sealflow@localhost>',
    SEALFLOW_CONTROL_TOKEN: secrets.controlToken,
    ...(parts.consoleUrl !== undefined && { SEALFLOW_CONSOLE_URL: parts.consoleUrl }),
    ...(parts.paymentUrl !== undefined && {
      SEALFLOW_PAYMENT_URL: parts.paymentUrl,
      SEALFLOW_PAYMENT_TOKEN: secrets.paymentToken,
    }),
  };
  const names = looksOutside(given) ? [...PASSED_ON, ...OF_OUTSIDE] : PASSED_ON;
  const passedOn = names.flatMap((name) => {
    const value = given[name];
    return value ? [[name, value] as const] : [];
  });
  return { ...own, ...Object.fromEntries(passedOn) };
}

/** The stack's own DNS and web server, which answer for every name. */
function looksWithin(parts: StackParts, secrets: StackSecrets): Record<string, string> {
  return {
    SEALFLOW_DNS_RESOLVERS: parts.resolverPorts.map((port) => `127.0.0.1:${port}`).join(','),
    SEALFLOW_DNS_AUTHORITATIVE_PORT: String(parts.dnsPort),
    SEALFLOW_HTTP_PORT: String(parts.httpPort),
    SEALFLOW_HTTPS_PORT: String(parts.httpsPort),
    SEALFLOW_ALLOW_PRIVATE_ADDRESSES: 'true',
    // Every host name leads to the embedded web server, and so does every address.
    SEALFLOW_IP_NAMES_AT: '127.0.0.1',
    SEALFLOW_DNS_UPDATE_SERVER: `127.0.0.1:${parts.dnsPort}`,
    SEALFLOW_TSIG_KEY_NAME: TSIG_KEY_NAME,
    SEALFLOW_TSIG_ALGORITHM: TSIG_ALGORITHM,
    SEALFLOW_TSIG_SECRET: secrets.tsigSecret,
    SEALFLOW_FILE_AGENT_URL: parts.agentUrl,
    SEALFLOW_FILE_AGENT_TOKEN: secrets.fileAgentToken,
  };
}
