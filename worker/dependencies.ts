/** The composition root: the only place where something real is made. Tests override what they need to. */
import { attemptClock, attemptIsAskedFor, attemptLateness, type Clock } from '../activities/attempt-clock.js';
import type { CertificateAuthority } from '../activities/ca/certificate-authority.js';
import { createDevelopmentCa } from '../activities/ca/providers/development/index.js';
import { createNoCa } from '../activities/ca/providers/none.js';
import { createCertificateStore, type CertificateStore } from '../activities/certificates/store.js';
import { createAliasLookup, type AliasLookup } from '../activities/dns/alias-lookup.js';
import { createConnections } from '../activities/connections/connections.js';
import type { Connections } from '../activities/connections/reaching.js';
import type { DnsProvider } from '../activities/dns/dns-provider.js';
import { createManualDnsProvider } from '../activities/dns/providers/manual.js';
import { createRfc2136Provider } from '../activities/dns/providers/rfc2136/index.js';
import type { FilePublisher } from '../activities/http-file/file-publisher.js';
import { createAgentFilePublisher } from '../activities/http-file/publishers/agent/index.js';
import { createResponderFilePublisher } from '../activities/http-file/publishers/responder/index.js';
import { createManualFilePublisher } from '../activities/http-file/publishers/manual/index.js';
import { createDueReminders, type DueReminders } from '../activities/notices/due-reminders.js';
import { createMailChannel } from '../activities/notices/channels/mail.js';
import type { NoticeChannel } from '../activities/notices/channel.js';
import { createNotices, type TransactionalNotices } from '../activities/notices/posting.js';
import { createWebhookChannel, type WebhookChannel } from '../activities/notices/channels/webhook.js';
import type { SmsChannel } from '../activities/notices/sms/channel.js';
import { createAlibabaSms } from '../activities/notices/sms/providers/alibaba/index.js';
import { createTencentSms } from '../activities/notices/sms/providers/tencent/index.js';
import type { PaymentProvider } from '../activities/payments/provider.js';
import { createHttpPaymentService } from '../activities/payments/providers/http-payment-service.js';
import { createNoPaymentService } from '../activities/payments/providers/none.js';
import type { WorkflowDirectory } from '../activities/workflow-directory.js';
import type { WorkflowStarter } from '../activities/workflow-starter.js';
import { createLook, type Look } from '../activities/control/look.js';
import { createPreflight, type Preflight } from '../activities/control/preflight/look.js';
import type { Config } from '../config/config.js';
import type { MasterKey, Secrets } from '../config/secrets.js';
import { ConfigurationError } from '../config/configuration-error.js';
import { createDatabase, type Database } from '../db/database.js';
import type { PageAddresses } from '../domain/orders/pages.js';
import type { Logger } from './logger.js';

export interface Dependencies {
  readonly database: Database;
  readonly masterKeys: readonly MasterKey[];
  readonly ca: CertificateAuthority;
  readonly dnsProvider: DnsProvider;
  readonly filePublisher: FilePublisher;
  /** What orders reach the world through instead, where they name connections. */
  readonly connections: Connections;
  readonly aliases: AliasLookup;
  readonly look: Look;
  readonly preflight: Preflight;
  readonly certificates: CertificateStore;
  readonly reminders: DueReminders;
  readonly notices: TransactionalNotices;
  /** Absent: no mail server is configured. */
  readonly mail?: NoticeChannel;
  readonly webhook: WebhookChannel;
  /** Absent: no text messages are sent. */
  readonly sms?: SmsChannel;
  readonly starter: WorkflowStarter;
  readonly workflows: WorkflowDirectory;
  /** False where nothing is paid through this installation. */
  readonly takesPayments: boolean;
  /** Where people look at orders in a browser. */
  readonly pages: PageAddresses;
  readonly payments: PaymentProvider;
  readonly clock: Clock;
  /** How late the attempt under way began, in milliseconds. */
  readonly lateness: () => number;
  /** Does somebody wait for what the attempt under way finds? */
  readonly isAskedFor: () => boolean;
}

export interface OpenDependencies {
  readonly dependencies: Dependencies;
  readonly close: () => Promise<void>;
}

/** Throws ConfigurationError, naming the variable that is missing. Connects to nothing yet. */
export function createDependencies(
  config: Config,
  secrets: Secrets,
  logger: Logger,
  { starter, workflows, ...overrides }: Pick<Dependencies, 'starter' | 'workflows'> & Partial<Dependencies>,
): OpenDependencies {
  const database = overrides.database ?? openDatabase(secrets, logger);
  const clock = overrides.clock ?? attemptClock;
  const mail = createChannel(config, secrets);
  const sms = overrides.sms ?? createSms(config, secrets);
  const posting = {
    database,
    starter,
    clock,
    mailIsConfigured: mail !== undefined,
    smsIsConfigured: sms !== undefined,
  };
  const builtIn = {
    dnsProvider: overrides.dnsProvider ?? createDnsProvider(config, secrets),
    filePublisher: overrides.filePublisher ?? createFilePublisher(config, secrets),
  };
  const dependencies: Dependencies = {
    database,
    clock,
    lateness: attemptLateness,
    isAskedFor: attemptIsAskedFor,
    starter,
    workflows,
    takesPayments: config.paymentUrl !== undefined,
    pages: { ...config.pages, namespace: config.temporal.namespace },
    payments: createPayments(config, secrets),
    mail,
    ...(sms && { sms }),
    webhook: createWebhookChannel({ ...config.webhook, clock }),
    notices: createNotices(posting),
    masterKeys: secrets.masterKeys,
    ca: createCa(config, secrets),
    ...builtIn,
    connections: createConnections({ database, masterKeys: secrets.masterKeys, clock }, builtIn),
    aliases: createAliasLookup(config.selfCheck),
    look: createLook(config.selfCheck),
    preflight: createPreflight(config.selfCheck),
    certificates: createCertificateStore({ database }),
    reminders: createDueReminders(posting),
    ...overrides,
  };
  return { dependencies, close: () => database.end() };
}

/** Enough connections for the activities that run at once; local ones are short. */
const WORKER_CONNECTIONS = 20;

function openDatabase({ databaseUrl }: Secrets, logger: Logger): Database {
  return createDatabase(databaseUrl, {
    maxConnections: WORKER_CONNECTIONS,
    preparesStatements: true,
    onIdleError: ({ message }) => logger.warn({ reason: message }, 'an idle database connection broke'),
  });
}

function createCa({ caUrl }: Config, { caToken }: Secrets): CertificateAuthority {
  if (!caUrl) return createNoCa();
  if (!caToken)
    throw new ConfigurationError('SEALFLOW_CA_TOKEN', {
      zh: 'CA 接受的令牌',
      en: 'the token that the CA takes',
    });
  return createDevelopmentCa({ url: caUrl, token: caToken });
}

function createDnsProvider({ dnsUpdate }: Config, { tsigSecret }: Secrets): DnsProvider {
  const { server, tsigKeyName, tsigAlgorithm } = dnsUpdate;
  if (!server) return createManualDnsProvider();
  if (!tsigKeyName)
    throw new ConfigurationError('SEALFLOW_TSIG_KEY_NAME', {
      zh: 'TSIG 密钥的名称',
      en: 'the name of the TSIG key',
    });
  if (!tsigSecret)
    throw new ConfigurationError('SEALFLOW_TSIG_SECRET', {
      zh: 'TSIG 密钥,base64 编码',
      en: 'the TSIG key in base64',
    });
  return createRfc2136Provider({ server, tsigKeyName, tsigAlgorithm, tsigSecret });
}

/** An agent is what somebody set up for these sites; the responder serves what is published either way. */
function createFilePublisher(
  { fileAgentUrl, fileResponder }: Config,
  { fileAgentToken }: Secrets,
): FilePublisher {
  if (!fileAgentUrl) return fileResponder ? createResponderFilePublisher() : createManualFilePublisher();
  if (!fileAgentToken)
    throw new ConfigurationError('SEALFLOW_FILE_AGENT_TOKEN', {
      zh: '文件代理接受的令牌',
      en: 'the token that the agent takes',
    });
  return createAgentFilePublisher({ url: fileAgentUrl, token: fileAgentToken });
}

function createPayments({ paymentUrl }: Config, { paymentToken }: Secrets): PaymentProvider {
  if (!paymentUrl) return createNoPaymentService();
  if (!paymentToken)
    throw new ConfigurationError('SEALFLOW_PAYMENT_TOKEN', {
      zh: '支付服务接受的令牌',
      en: 'the token that the payment service takes',
    });
  return createHttpPaymentService({ url: paymentUrl, token: paymentToken });
}

function createSms({ sms }: Config, { smsKeyId, smsKeySecret }: Secrets): SmsChannel | undefined {
  if (!sms) return undefined;
  if (!smsKeyId)
    throw new ConfigurationError('SEALFLOW_SMS_KEY_ID', {
      zh: '有权发送短信的密钥的编号',
      en: 'the id of the key that may send',
    });
  if (!smsKeySecret)
    throw new ConfigurationError('SEALFLOW_SMS_KEY_SECRET', {
      zh: '有权发送短信的密钥',
      en: 'the secret of the key that may send',
    });
  const settings = { ...sms, keyId: smsKeyId, keySecret: smsKeySecret };
  return {
    provider: sms.provider === 'tencent' ? createTencentSms(settings) : createAlibabaSms(settings),
    templateOf: (kind, language) => sms.templates.get(`${kind}.${language}`),
  };
}

function createChannel({ mailFrom }: Config, { smtpUrl }: Secrets): NoticeChannel | undefined {
  return smtpUrl ? createMailChannel({ smtpUrl, from: mailFrom }) : undefined;
}
