/** Pebble, Let's Encrypt's ACME server for tests: found on PATH, in the cache, or fetched; started on ports of its own. */
import { readdirSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { get as httpsGet, request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cacheFolder, executableName } from '../../config/cache-folder.js';
import { freePort } from '../../dev/ports.js';
import { runToEnd, startProcess, stopProcess, untilReady } from '../../dev/processes.js';
import { onPath } from '../../dev/temporal/find-server.js';
import { selfSignedForLoopback } from './self-signed-loopback.js';
import { quoted } from '../../domain/told.js';

const VERSION = '2.10.1';
const MODULE = `github.com/letsencrypt/pebble/v2/cmd/pebble@v${VERSION}`;

/** `missing`: why it can't be had. */
export type FoundPeer = { readonly path: string } | { readonly missing: string };

let found: Promise<FoundPeer> | undefined;

/** Looked for, or fetched, once a process. */
export function findPebble(): Promise<FoundPeer> {
  return (found ??= look());
}

async function look(): Promise<FoundPeer> {
  const cached = join(cacheFolder(), 'bin', executableName(`pebble-${VERSION}`));
  for (const path of [onPath('pebble', process.env), cached])
    if (path !== undefined && (await starts(path))) return { path };
  const reasons: string[] = [];
  for (const fetch of [byGo, byDebian]) {
    const folder = await mkdtemp(join(tmpdir(), 'pebble-'));
    try {
      const fetched = await fetch(folder);
      if (!('path' in fetched)) reasons.push(fetched.missing);
      else if (await starts(fetched.path)) return { path: await kept(fetched.path, cached) };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return { missing: reasons.join('; ') };
}

/** It knows no `--version`; asked for help it says that it does not take an unknown flag, and ends. */
async function starts(path: string): Promise<boolean> {
  const { output } = await runToEnd(path, ['-help'], { signal: AbortSignal.timeout(10_000) });
  return output.includes('-dnsserver');
}

async function byGo(folder: string): Promise<FoundPeer> {
  const { code, output } = await runToEnd('go', ['install', MODULE], {
    env: { ...process.env, GOBIN: folder },
    signal: AbortSignal.timeout(170_000),
  });
  if (code !== 0) return { missing: `go install: ${output.trim().split('\n').at(-1) ?? ''}` };
  return { path: join(folder, executableName('pebble')) };
}

async function byDebian(folder: string): Promise<FoundPeer> {
  const { code, output } = await runToEnd('apt-get', ['download', 'pebble'], { cwd: folder });
  const [archive] = readdirSync(folder).filter((name) => name.endsWith('.deb'));
  if (code !== 0 || archive === undefined)
    return { missing: `apt-get download: ${output.trim().split('\n').at(-1) ?? ''}` };
  await runToEnd('dpkg', ['-x', archive, folder], { cwd: folder });
  return { path: join(folder, 'usr', 'bin', 'pebble') };
}

/** Moved in whole: two that fetch at once leave no half a program. */
async function kept(fetched: string, cached: string): Promise<string> {
  await mkdir(dirname(cached), { recursive: true });
  const beside = `${cached}.${process.pid}`;
  await cp(fetched, beside);
  await chmod(beside, 0o755);
  await rename(beside, cached);
  return cached;
}

export interface PebbleOptions {
  /** Resolves the names that it validates, `host:port`. */
  readonly dnsServer: string;
  /** Where it looks for files of `http-01`. */
  readonly httpPort: number;
  readonly externalAccountBinding?: { readonly kid: string; readonly hmacKey: string };
  /** Of a hundred requests, so many have their nonce rejected. None unless given. */
  readonly nonceRejections?: number;
  /** Of a hundred authorizations, so many are used again. None unless given. */
  readonly authorizationReuse?: number;
  /** Does it sleep up to so many seconds before it looks? */
  readonly sleepSeconds?: number;
  /** What it asks for while something is under way, in seconds. */
  readonly retryAfter?: { readonly authz: number; readonly order: number };
}

export interface Pebble {
  readonly directoryUrl: string;
  /** Trusts its TLS. */
  readonly tlsCertificate: string;
  /** The root of what it issues; with `alternate`, another one. */
  root(alternate?: number): Promise<string>;
  /** What it says from now on when it is asked when to renew this certificate (RFC 9773, section 4.2). */
  wantRenewed(certificatePem: string, renewalInfo: object): Promise<void>;
  readonly logFile: string;
  stop(): Promise<void>;
}

export async function startPebble(program: string, options: PebbleOptions): Promise<Pebble> {
  const folder = await mkdtemp(join(tmpdir(), 'pebble-run-'));
  const { key, cert } = await selfSignedForLoopback();
  await writeFile(join(folder, 'tls.key'), key);
  await writeFile(join(folder, 'tls.pem'), cert);
  const port = await freePort();
  const management = await freePort([port]);
  const binding = options.externalAccountBinding;
  const config = {
    pebble: {
      listenAddress: `127.0.0.1:${port}`,
      managementListenAddress: `127.0.0.1:${management}`,
      certificate: 'tls.pem',
      privateKey: 'tls.key',
      httpPort: options.httpPort,
      tlsPort: await freePort([port, management]),
      ocspResponderURL: '',
      externalAccountBindingRequired: binding !== undefined,
      ...(binding && { externalAccountMACKeys: { [binding.kid]: binding.hmacKey } }),
      // As short as a name may be: Pebble compares label by label, and ends a connection at a shorter one.
      domainBlocklist: ['blocked.example'],
      retryAfter: options.retryAfter ?? { authz: 0, order: 0 },
      profiles: {
        default: { description: 'ninety days', validityPeriod: 7_776_000 },
        shortlived: { description: 'six days', validityPeriod: 518_400 },
      },
    },
  };
  await writeFile(join(folder, 'pebble.json'), JSON.stringify(config));
  const logFile = join(folder, 'pebble.log');
  const sleep = options.sleepSeconds;
  const child = startProcess(program, ['-config', 'pebble.json', '-dnsserver', options.dnsServer], {
    cwd: folder,
    logFile,
    env: {
      ...process.env,
      ...(sleep === undefined ? { PEBBLE_VA_NOSLEEP: '1' } : { PEBBLE_VA_SLEEPTIME: String(sleep) }),
      PEBBLE_WFE_NONCEREJECT: String(options.nonceRejections ?? 0),
      PEBBLE_AUTHZREUSE: String(options.authorizationReuse ?? 0),
      PEBBLE_ALTERNATE_ROOTS: '1',
    },
  });
  const directoryUrl = `https://127.0.0.1:${port}/dir`;
  await untilReady(child, quoted('Pebble'), logFile, () => textAt(directoryUrl, cert), { withinMs: 20_000 });
  return {
    directoryUrl,
    tlsCertificate: cert,
    logFile,
    wantRenewed: (certificatePem, renewalInfo) =>
      posted(`https://127.0.0.1:${management}/set-renewal-info/`, cert, {
        Certificate: certificatePem,
        ARIResponse: JSON.stringify(renewalInfo),
      }),
    root: (alternate = 0) => textAt(`https://127.0.0.1:${management}/roots/${alternate}`, cert),
    async stop() {
      await stopProcess(child, 'SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function textAt(url: string, ca: string): Promise<string> {
  return new Promise((resolve, reject) => {
    httpsGet(url, { ca, agent: false }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve(text));
      response.on('error', reject);
    }).on('error', reject);
  });
}

function posted(url: string, ca: string, body: object): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'user-agent': 'tests' };
    const request = httpsRequest(url, { ca, agent: false, method: 'POST', headers }, (response) => {
      response.resume();
      if (response.statusCode === 200) response.on('end', () => resolve());
      else reject(new Error(`Pebble answered with ${response.statusCode ?? 0}.`));
    });
    request.on('error', reject);
    request.end(JSON.stringify(body));
  });
}
