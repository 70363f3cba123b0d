/** nginx and Apache httpd start with their packs and serve the chain; where one is not installed, the title says so. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createSecureContext } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PackMaterial } from '../../../../client/certificates/downloads/material.js';
import { makePack, type Pack } from '../../../../client/certificates/downloads/pack.js';
import { freePort } from '../../../../dev/ports.js';
import { fileNameOf } from '../../../../domain/certificates/download-packs.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';
import { createTestIssuer, type KINDS, type TestIssuer } from './issued-material.js';

const folder = temporaryFolder();
let issuer: TestIssuer;
beforeAll(() => {
  issuer = createTestIssuer(folder);
});

/** Kind of key, name on the certificate, name that is asked for. */
const PLANS: [keyof typeof KINDS, string, string][] = [
  ['rsa', '*.example.com', 'shop.example.com'],
  ['ec', 'xn--fsqu00a.xn--0zwm56d.com', 'xn--fsqu00a.xn--0zwm56d.com'],
];

interface Server {
  readonly format: 'nginx' | 'apache';
  readonly command: string;
  /** Where Debian puts it. */
  readonly modules?: string;
  arguments(at: string): readonly string[];
  configuration(at: string, name: string, port: number): string;
}

const POLL_MS = 50;
/** Debian keeps servers where only root looks. */
const ENVIRONMENT = { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin` };
const AS_ROOT = process.getuid?.() === 0;

const SERVERS: readonly Server[] = [
  {
    format: 'nginx',
    command: 'nginx',
    arguments: (at) => ['-p', at, '-c', join(at, 'server.conf'), '-e', join(at, 'error.log')],
    configuration: (at, d, port) => `
      daemon off; pid ${at}/pid;
      events {}
      http {
        access_log off;
        ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${at}/${kind};`).join(' ')}
        server {
          listen 127.0.0.1:${port} ssl;
          ssl_certificate ${at}/${d}_nginx/${d}_bundle.crt;
          ssl_certificate_key ${at}/${d}_nginx/${d}.key;
        }
      }`,
  },
  {
    format: 'apache',
    command: 'apache2',
    modules: '/usr/lib/apache2/modules',
    arguments: (at) => ['-d', at, '-f', join(at, 'server.conf'), '-DFOREGROUND'],
    configuration: (at, d, port) => `
      ${['mpm_event', 'authz_core', 'ssl'].map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
      ${AS_ROOT ? 'User nobody\nGroup nogroup' : ''}
      ServerName localhost
      PidFile ${at}/pid
      ErrorLog ${at}/error.log
      DefaultRuntimeDir ${at}
      Listen 127.0.0.1:${port}
      SSLEngine on
      SSLCertificateFile ${at}/${d}_apache/${d}.crt
      SSLCertificateChainFile ${at}/${d}_apache/root_bundle.crt
      SSLCertificateKeyFile ${at}/${d}_apache/${d}.key`,
  },
];

/** Why a server can't be started on this machine; undefined where it can. */
function whyAbsent({ command, modules }: Server): string | undefined {
  if (spawnSync(command, ['-v'], { env: ENVIRONMENT }).error) return `no ${command} on PATH or in /usr/sbin`;
  if (modules !== undefined && !existsSync(modules)) return `no modules in ${modules}`;
  return undefined;
}

function written({ files }: Pack, at: string): void {
  for (const { path, content, secret } of files) {
    mkdirSync(dirname(join(at, path)), { recursive: true });
    writeFileSync(join(at, path), content, { mode: secret ? 0o600 : 0o644 });
  }
}

/** What the server sends, verified up to the root by openssl; undefined while it does not listen yet. */
function seen(port: number, hostName: string, root: string): string | undefined {
  const connection = ['s_client', '-connect', `127.0.0.1:${port}`, '-servername', hostName, '-showcerts'];
  const check = ['-verify_hostname', hostName, '-verify_return_error', '-x509_strict', '-CAfile', root];
  const { status, stdout, stderr } = spawnSync('openssl', [...connection, ...check], {
    input: '',
    encoding: 'utf8',
  });
  if (/errno=111|Connection refused/.test(stderr)) return undefined;
  return `${stdout}\nexit ${status}`;
}

async function served(
  server: Server,
  { pack, name, hostName }: { pack: Pack; name: string; hostName: string },
): Promise<string> {
  const port = await freePort();
  const at = join(folder, `${server.format}-${port}`);
  mkdirSync(at);
  written(pack, at);
  writeFileSync(join(at, 'server.conf'), server.configuration(at, fileNameOf(name), port));
  const root = join(at, 'root.pem');
  writeFileSync(root, issuer.rootPem);
  const child = spawn(server.command, server.arguments(at), {
    env: ENVIRONMENT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  try {
    return await whenListening(child, () => seen(port, hostName, root), join(at, 'error.log'));
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

/** Neither server tells when it listens: it is asked until it answers or has ended. */
async function whenListening(
  child: ChildProcess,
  ask: () => string | undefined,
  log: string,
): Promise<string> {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  while (child.exitCode === null) {
    const answer = ask();
    if (answer !== undefined) return answer;
    await pause(POLL_MS);
  }
  throw new Error(`It ended by itself: ${said} ${existsSync(log) ? readFileSync(log, 'utf8') : ''}`);
}

function certificatesIn(text: string): string[] {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => block.replace(/\s/g, ''));
}

describe.each(SERVERS)('$format', (server) => {
  const absent = whyAbsent(server);

  it.each(PLANS)(
    absent === undefined
      ? 'starts with its pack (%s, %s) and serves the chain'
      : `${absent}: Node’s TLS loads its pack in its place (%s, %s)`,
    async (kind, name, hostName) => {
      const material = issuer.issue(kind, [name]);
      const pack = await makePack(material, server.format);
      if (absent !== undefined) {
        process.stderr.write(`${server.format} was not started: ${absent}\n`);
        expectLoadable(pack, material);
        return;
      }
      const answer = await served(server, { pack, name, hostName });
      expect(answer).toContain('Verify return code: 0 (ok)');
      expect(answer).toContain('exit 0');
      expect(certificatesIn(answer)).toEqual(certificatesIn(material.download.fullchainPem));
    },
  );
});

/** Throws where key and certificate don't belong together. */
function expectLoadable({ files }: Pack, { download }: PackMaterial): void {
  const texts = files.map(({ path, content }) => ({ path, text: Buffer.from(content).toString() }));
  const key = texts.find(({ path }) => path.endsWith('.key'))?.text ?? '';
  const [cert = ''] = texts.filter(({ path }) => path.endsWith('.crt')).map(({ text }) => text);
  expect(() => createSecureContext({ key, cert })).not.toThrow();
  expect(createPrivateKey(key).equals(createPrivateKey(download.privateKeyPem ?? ''))).toBe(true);
}
