/** A development CA on loopback with a DNS server and a web server that it believes, and what its tests ask of them. */
import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { webcrypto } from 'node:crypto';
import { createDevelopmentCa } from '../../../activities/ca/providers/development/index.js';
import type {
  CaOrderRequest,
  CaValidation,
  CertificateAuthority,
} from '../../../activities/ca/certificate-authority.js';
import { startDevelopmentCa, type DevelopmentCa, type DevelopmentCaOptions } from '../../../dev/ca/server.js';
import { startDnsServer, type DnsServer } from '../../../dev/dns/dns-server.js';
import type { Hostility } from '../../../domain/development/ca.js';
import { Pkcs10CertificateRequestGenerator } from '../../../domain/certificates/x509-engine.js';

export const TOKEN = 'the-token-of-this-test';
const run = promisify(execFile);

export interface CaWorld {
  readonly ca: DevelopmentCa;
  readonly adapter: CertificateAuthority;
  readonly dns: DnsServer;
  readonly dataDir: string;
  /** What the CA believes the time to be; the real one unless set. */
  now: Date | undefined;
  /** Host, then path, to content or to the URL of a redirect. */
  readonly files: Map<string, { content?: string; redirectTo?: string }>;
  publish(validations: readonly CaValidation[]): Promise<void>;
  hostile(hostility: Hostility): Promise<void>;
  control(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<unknown>;
  /** Opens the same data again; the CA before isn't told, as if it had been killed, unless `gently`. */
  restart(options?: { issuanceDelayMs?: number; gently?: boolean }): Promise<void>;
  stop(): Promise<void>;
}

/** `people`: what the CA's people need, and do by themselves. */
export async function startCaWorld(
  issuanceDelayMs = 0,
  people: Pick<DevelopmentCaOptions, 'smtpUrl' | 'policy'> = {},
): Promise<CaWorld> {
  const dataDir = await mkdtemp(join(tmpdir(), 'development-ca-'));
  const dns = await startDnsServer({ dataDir, tsig: unusedKey() });
  const files: CaWorld['files'] = new Map();
  const web = await startWebServer(files);
  const started: DevelopmentCa[] = [];
  const start = async (delayMs: number) => {
    const ca = await startDevelopmentCa({
      dataDir,
      token: TOKEN,
      resolvers: dns.resolverPorts.map((port) => `127.0.0.1:${port}`),
      httpPort: web.port,
      // Nothing answers HTTPS here: port 1 refuses.
      httpsPort: 1,
      issuanceDelayMs: delayMs,
      clock: () => world.now ?? new Date(),
      ...people,
    });
    started.push(ca);
    return { ca, adapter: createDevelopmentCa({ url: ca.url, token: TOKEN, timeoutMs: 8_000 }) };
  };
  let delayMs = issuanceDelayMs;
  let running: { ca: DevelopmentCa; adapter: CertificateAuthority };
  const world: CaWorld = {
    get ca() {
      return running.ca;
    },
    get adapter() {
      return running.adapter;
    },
    dns,
    dataDir,
    now: undefined,
    files,
    async publish(validations) {
      for (const { record, file } of validations) {
        if (record) await dns.zone.set(record.name, record.type, record.value);
        if (file) files.set(new URL(file.url).host + new URL(file.url).pathname, { content: file.content });
      }
    },
    async hostile(hostility) {
      await world.control('POST', '/hostile', hostility);
    },
    async control(method, path, body) {
      const response = await ask(running.ca, method, `/_control${path}`, body);
      return response.json();
    },
    async restart(options = {}) {
      if (options.gently) await running.ca.stop();
      delayMs = options.issuanceDelayMs ?? delayMs;
      running = await start(delayMs);
    },
    async stop() {
      await Promise.all(started.map((ca) => ca.stop()));
      await dns.stop();
      await web.stop();
      await rm(dataDir, { recursive: true });
    },
  };
  running = await start(delayMs);
  return world;
}

export function ask(ca: DevelopmentCa, method: string, path: string, body?: unknown, token = TOKEN) {
  return fetch(ca.url + path, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

let references = 0;

/** A sound order for names of its own, so that tests of one world don't meet. */
export async function orderRequest(differing: Partial<CaOrderRequest> = {}): Promise<CaOrderRequest> {
  references += 1;
  return {
    reference: `order-${references}`,
    brand: 'dnspod',
    certificateType: 'dv',
    names: [`shop.zone-${references}.com`],
    csrPem: await makeCsr(),
    validationMethod: 'auto-dns',
    accountReference: 'account-of-this-test',
    ...differing,
  };
}

export const EC_P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
export const EC_P384 = { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' };
export const RSA_2048 = rsa(2048);

export function rsa(modulusLength: number, publicExponent: readonly number[] = [1, 0, 1]) {
  return {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength,
    publicExponent: new Uint8Array(publicExponent),
  };
}

export async function makeCsr(algorithm: typeof EC_P256 | typeof RSA_2048 = EC_P256): Promise<string> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const csr = await Pkcs10CertificateRequestGenerator.create({
    name: 'CN=whatever.example.com',
    keys,
    signingAlgorithm: algorithm,
  });
  return csr.toString('pem');
}

/** Runs openssl with the texts as files; `{name}` in an argument is the file of that name. Rejects unless it exits 0. */
export async function openssl(
  args: readonly string[],
  texts: Record<string, string | Uint8Array>,
): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'openssl-'));
  try {
    for (const [name, text] of Object.entries(texts)) await writeFile(join(directory, name), text);
    const filled = args.map((arg) => arg.replace(/^\{(.+)\}$/, (_, name: string) => join(directory, name)));
    const { stdout, stderr } = await run('openssl', filled);
    return stdout + stderr;
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function startWebServer(files: CaWorld['files']): Promise<{ port: number; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    const file = files.get(`${request.headers.host ?? ''}${request.url ?? ''}`);
    if (file?.redirectTo) response.writeHead(302, { location: file.redirectTo }).end();
    else if (file) response.writeHead(200).end(file.content);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, stop: () => closed(server) };
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function unusedKey() {
  return { name: 'unused.key', algorithm: 'hmac-sha256' as const, secret: 'dW51c2Vk' };
}
