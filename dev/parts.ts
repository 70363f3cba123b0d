/** How each part of the stack is started: which program, which port, which log. */
import type { Environment } from '../config/environment.js';
import type { CaPolicy } from '../domain/development/ca-people.js';
import { startDevelopmentCa } from './ca/server.js';
import { startDnsServer } from './dns/dns-server.js';
import { keepRunning, type Part } from './keep-running.js';
import { temporalDatabaseFile } from './leftovers.js';
import { startMailSink } from './mail/mail-sink.js';
import { startPaymentHouse } from './payments/server.js';
import type { Ports } from './ports.js';
import { startPostgres } from './postgres/server.js';
import type { Say } from './say.js';
import { TSIG_ALGORITHM, TSIG_KEY_NAME } from './stack-environment.js';
import type { StackSecrets } from './stack-secrets.js';
import type { TemporalServer } from './temporal/find-server.js';
import { startTemporalServer } from './temporal/server.js';
import { startTencentDouble, type TencentDouble } from './tencent/server.js';
import type { OwnDns } from './tencent/own-dns.js';
import { startWebServer } from './web/web-server.js';

/** What a part needs to know of the stack it belongs to. */
export interface PartContext {
  readonly dataDir: string;
  readonly ports: Ports;
  readonly secrets: StackSecrets;
  /** Of the process that starts the stack: parts it names are used, not started. */
  readonly given: Environment;
  readonly say: Say;
  /** Takes what stops a part; called in reverse order at the end. */
  readonly onStop: (stop: () => Promise<void>) => void;
  readonly logFile: (name: string) => string;
}

/** `webUi` is empty for a server that runs elsewhere: its address does not tell where its UI is. */
export async function openTemporal(
  context: PartContext,
  server: TemporalServer,
): Promise<{ address: string; webUi: string }> {
  if (server.kind === 'running')
    return { address: server.address, webUi: context.given.TEMPORAL_UI_URL ?? '' };
  const { address, webUi } = await kept(context, 'The Temporal server', () =>
    startTemporalServer({
      program: server.path,
      port: context.ports.temporal,
      uiPort: context.ports.ui,
      databaseFile: temporalDatabaseFile(context.dataDir),
      logFile: context.logFile('temporal'),
    }),
  );
  return { address, webUi: webUi ?? '' };
}

/** Returns the database's URL, the password included. */
export async function openDatabase(context: PartContext): Promise<string> {
  if (context.given.DATABASE_URL) return context.given.DATABASE_URL;
  const { url } = await kept(context, 'Postgres', () =>
    startPostgres({
      dataDir: context.dataDir,
      port: context.ports.postgres,
      logFile: context.logFile('postgres'),
      say: context.say,
    }),
  );
  return url;
}

async function kept<P extends Part>(context: PartContext, name: string, start: () => Promise<P>): Promise<P> {
  const { first, stop } = await keepRunning(name, start, context.say);
  context.onStop(stop);
  return first;
}

export async function openDns({ dataDir, ports, secrets, onStop }: PartContext) {
  const tsig = { name: TSIG_KEY_NAME, algorithm: TSIG_ALGORITHM, secret: secrets.tsigSecret } as const;
  const dns = await startDnsServer({ dataDir, port: ports.dns, tsig });
  onStop(() => dns.stop());
  return dns;
}

export async function openWeb({ dataDir, ports, secrets, onStop }: PartContext) {
  const web = await startWebServer({
    dataDir,
    httpPort: ports.http,
    httpsPort: ports.https,
    agentToken: secrets.fileAgentToken,
  });
  onStop(() => web.stop());
  return web;
}

export async function openMail({ dataDir, ports, onStop }: PartContext) {
  const mail = await startMailSink({ dataDir, smtpPort: ports.mail, pagePort: ports.mailPage });
  onStop(() => mail.stop());
  return mail;
}

/** Where the CA looks when it validates, how long it and its people take, and who takes its mails. */
export interface CaSurroundings {
  readonly resolvers: readonly string[];
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly issuanceDelayMs?: number;
  readonly smtpUrl?: string;
  readonly policy?: Partial<CaPolicy>;
}

/** Returns the CA's base URL. */
export async function openCa(context: PartContext, surroundings: CaSurroundings): Promise<string> {
  if (context.given.SEALFLOW_CA_URL) return context.given.SEALFLOW_CA_URL;
  const { dataDir, ports, secrets } = context;
  const ca = await startDevelopmentCa({ dataDir, port: ports.ca, token: secrets.caToken, ...surroundings });
  context.onStop(() => ca.stop());
  return ca.url;
}

/** On the CA's desks; zones of the stack's DNS are its own, where the CA looks at them. */
export async function openTencentDouble(
  { dataDir, ports, secrets, given, onStop }: PartContext,
  caUrl: string,
  ownDns: OwnDns | undefined,
): Promise<TencentDouble> {
  const double = await startTencentDouble({
    dataDir,
    port: ports.tencentDouble,
    ca: { url: caUrl, token: given.SEALFLOW_CA_TOKEN ?? secrets.caToken },
    secretId: secrets.tencentSecretId,
    secretKey: secrets.tencentSecretKey,
    controlToken: secrets.tencentControlToken,
    ...(ownDns && { ownDns }),
  });
  onStop(() => double.stop());
  return double;
}

/** Returns the payment service's base URL; undefined where an empty SEALFLOW_PAYMENT_URL says that nothing is paid. */
export async function openPayments({ dataDir, given, ports, secrets, onStop }: PartContext) {
  if (given.SEALFLOW_PAYMENT_URL !== undefined) return given.SEALFLOW_PAYMENT_URL || undefined;
  const house = await startPaymentHouse({ dataDir, port: ports.payment, token: secrets.paymentToken });
  onStop(() => house.stop());
  return house.url;
}
