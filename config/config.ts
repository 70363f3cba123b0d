/** Environment in, typed configuration out. Pure: only the mains read process.env. Every variable stands in docs/configuration.md. */
import { isIP } from 'node:net';
import { ConfigurationError } from './configuration-error.js';
import type { Environment } from './environment.js';
import { smsFrom, type SmsConfig } from './sms.js';
import { baseUrl, flag, listenAddress, listOf, oneOf, portNumber, type ListenAddress } from './values.js';

export interface TemporalConfig {
  readonly address: string;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly tls: boolean;
}

export interface SelfCheckConfig {
  /** Recursive resolvers, `host:port`; empty means the machine's own. */
  readonly resolvers: readonly string[];
  /** The port of authoritative servers: 53 everywhere but in the embedded stack. */
  readonly authoritativePort: number;
  readonly httpPort: number;
  readonly httpsPort: number;
  /** Private, loopback and link-local addresses are refused unless this is set (embedded stack, internal zones). */
  readonly allowPrivateAddresses: boolean;
  /** Where ordered IP addresses are reached instead of at themselves: for the embedded stack, which has none. */
  readonly ipNamesAt?: string;
}

export interface DnsUpdateConfig {
  /** `host:port` of the primary that takes RFC 2136 updates; absent: no automatic DNS. */
  readonly server?: string;
  readonly tsigKeyName?: string;
  readonly tsigAlgorithm: 'hmac-sha256' | 'hmac-sha512';
}

export interface ApiConfig {
  readonly address: ListenAddress;
  /** Of the API that is compatible with the reseller's; absent: it is not served. */
  readonly tencentAddress?: ListenAddress;
  /** Hosts by which callers reach that one, where a proxy before it changes `Host`: they signed it. */
  readonly tencentPublicHosts: readonly string[];
  /** Where callers reach it, such as behind a proxy; absent: as their requests say. */
  readonly publicUrl?: string;
  /** Addresses or ranges of the proxies before it, whose word on who asks is taken. */
  readonly proxies: readonly string[];
}

export interface Config {
  /** The subscriber account that commands act for. */
  readonly account: string;
  /** Who gives them, as the log of operations tells it; absent: the command line takes the user's name. */
  readonly actor?: string;
  readonly temporal: TemporalConfig;
  /** Base URL of the development CA's HTTP service. */
  readonly caUrl?: string;
  readonly selfCheck: SelfCheckConfig;
  readonly dnsUpdate: DnsUpdateConfig;
  /** Where the agent that publishes validation files listens; absent: no automatic file. */
  readonly fileAgentUrl?: string;
  /** Where the worker serves validation files to CAs; absent: nowhere. */
  readonly fileResponder?: ListenAddress;
  /** Base URL of the payment service; absent: nothing is paid through this installation. */
  readonly paymentUrl?: string;
  /** Where people look at orders in a browser; absent: there is none, or nobody said where. */
  readonly pages: { readonly console?: string; readonly webUi?: string };
  readonly mailFrom: string;
  readonly webhook: {
    /** Notices may go to private addresses, and by plain HTTP, only where this is set (embedded stack, internal gateways). */
    readonly allowPrivateAddresses: boolean;
  };
  /** Of the process that serves the HTTP API. */
  readonly api: ApiConfig;
  /** Absent: no text messages are sent. */
  readonly sms?: SmsConfig | undefined;
  readonly logLevel: string;
  /** Where the worker tells its metrics to Prometheus; absent: nowhere. */
  readonly metrics?: ListenAddress;
  /** Of the collector of traces: OTLP over HTTP; absent: none is sent. */
  readonly tracesUrl?: string;
  /** Worker Deployment Versioning; absent: unversioned. */
  readonly deployment?: { readonly name: string; readonly buildId: string };
}

/** Throws ConfigurationError, naming the variable and what it accepts. */
export function configFrom(environment: Environment): Config {
  return {
    account: environment.SEALFLOW_ACCOUNT ?? 'default',
    actor: environment.SEALFLOW_ACTOR,
    temporal: {
      address: environment.TEMPORAL_ADDRESS ?? '127.0.0.1:7233',
      namespace: environment.TEMPORAL_NAMESPACE ?? 'default',
      taskQueue: environment.TEMPORAL_TASK_QUEUE ?? 'sealflow-orders',
      tls: flag(environment, 'TEMPORAL_TLS') || Boolean(environment.TEMPORAL_API_KEY),
    },
    caUrl: environment.SEALFLOW_CA_URL,
    selfCheck: {
      resolvers: listOf(environment.SEALFLOW_DNS_RESOLVERS),
      authoritativePort: portNumber(environment, 'SEALFLOW_DNS_AUTHORITATIVE_PORT', 53),
      httpPort: portNumber(environment, 'SEALFLOW_HTTP_PORT', 80),
      httpsPort: portNumber(environment, 'SEALFLOW_HTTPS_PORT', 443),
      allowPrivateAddresses: flag(environment, 'SEALFLOW_ALLOW_PRIVATE_ADDRESSES'),
      ipNamesAt: environment.SEALFLOW_IP_NAMES_AT,
    },
    dnsUpdate: {
      server: environment.SEALFLOW_DNS_UPDATE_SERVER,
      tsigKeyName: environment.SEALFLOW_TSIG_KEY_NAME,
      tsigAlgorithm: oneOf(environment, 'SEALFLOW_TSIG_ALGORITHM', ['hmac-sha256', 'hmac-sha512']),
    },
    fileAgentUrl: environment.SEALFLOW_FILE_AGENT_URL,
    ...responderFrom(environment),
    paymentUrl: environment.SEALFLOW_PAYMENT_URL || undefined,
    pages: pagesFrom(environment),
    mailFrom: environment.SEALFLOW_MAIL_FROM ?? 'sealflow@localhost',
    webhook: { allowPrivateAddresses: flag(environment, 'SEALFLOW_WEBHOOK_ALLOW_PRIVATE_ADDRESSES') },
    api: apiFrom(environment),
    sms: smsFrom(environment),
    logLevel: oneOf(environment, 'SEALFLOW_LOG_LEVEL', ['info', 'trace', 'debug', 'warn', 'error', 'silent']),
    ...monitoringFrom(environment),
    ...deploymentFrom(environment),
  };
}

const API_ADDRESS: ListenAddress = { host: '127.0.0.1', port: 8377 };

function apiFrom(environment: Environment): ApiConfig {
  const tencentAddress = listenAddress(environment, 'SEALFLOW_TENCENT_API_ADDRESS');
  const publicUrl = baseUrl(environment, 'SEALFLOW_API_PUBLIC_URL', 'https://sealflow.example.com');
  return {
    address: listenAddress(environment, 'SEALFLOW_API_ADDRESS') ?? API_ADDRESS,
    ...(tencentAddress && { tencentAddress }),
    tencentPublicHosts: publicHostsIn(environment),
    ...(publicUrl !== undefined && { publicUrl }),
    proxies: proxiesIn(environment),
  };
}

/** A name or an address with its port, where that is not the scheme's own. */
const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

function publicHostsIn(environment: Environment): string[] {
  const hosts = listOf(environment.SEALFLOW_TENCENT_API_PUBLIC_HOSTS);
  if (hosts.every((host) => HOST.test(host))) return hosts;
  throw new ConfigurationError('SEALFLOW_TENCENT_API_PUBLIC_HOSTS', {
    zh: '以逗号分隔的主机名,不含协议和路径,例如 ssl.example.com,tag.example.com:8443',
    en: 'hosts with commas between them, without a scheme or path, such as ssl.example.com,tag.example.com:8443',
  });
}

function proxiesIn(environment: Environment): string[] {
  const proxies = listOf(environment.SEALFLOW_API_PROXIES);
  if (proxies.every(isAddressOrRange)) return proxies;
  throw new ConfigurationError('SEALFLOW_API_PROXIES', {
    zh: '以逗号分隔的 IP 地址或网段,例如 10.0.0.5,172.16.0.0/12',
    en: 'IP addresses or ranges with commas between them, such as 10.0.0.5,172.16.0.0/12',
  });
}

function isAddressOrRange(text: string): boolean {
  const [address = '', length] = text.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return bits > 0 && (length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= bits));
}

function pagesFrom(environment: Environment): Config['pages'] {
  const console = baseUrl(environment, 'SEALFLOW_CONSOLE_URL', 'https://certificates.example.com');
  const webUi = baseUrl(environment, 'TEMPORAL_UI_URL', 'http://127.0.0.1:8233');
  return { ...(console !== undefined && { console }), ...(webUi !== undefined && { webUi }) };
}

function responderFrom(environment: Environment): Pick<Config, 'fileResponder'> {
  const fileResponder = listenAddress(environment, 'SEALFLOW_FILE_RESPONDER_ADDRESS');
  return fileResponder ? { fileResponder } : {};
}

function monitoringFrom(environment: Environment): Pick<Config, 'metrics' | 'tracesUrl'> {
  const metrics = listenAddress(environment, 'SEALFLOW_METRICS_ADDRESS');
  const collector = environment.OTEL_EXPORTER_OTLP_ENDPOINT;
  return {
    ...(metrics && { metrics }),
    ...(collector && { tracesUrl: tracesUrlOf(collector) }),
  };
}

/** The variable names the collector; OpenTelemetry's specification says where traces go there. */
function tracesUrlOf(collector: string): string {
  if (!URL.canParse(collector) || !/^https?:/.test(collector))
    throw new ConfigurationError('OTEL_EXPORTER_OTLP_ENDPOINT', {
      zh: '收集器的基本 URL,例如 http://127.0.0.1:4318',
      en: 'the base URL of a collector, such as http://127.0.0.1:4318',
    });
  return `${collector.replace(/\/+$/, '')}/v1/traces`;
}

function deploymentFrom(environment: Environment): Pick<Config, 'deployment'> {
  const buildId = environment.SEALFLOW_BUILD_ID;
  return buildId ? { deployment: { name: environment.SEALFLOW_DEPLOYMENT_NAME ?? 'sealflow', buildId } } : {};
}
