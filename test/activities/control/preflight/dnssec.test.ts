/** DNSSEC that is broken in each way, told in its own words: zones signed and served by a real BIND, validated by another. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPreflight } from '../../../../activities/control/preflight/look.js';
import { queryDns } from '../../../../activities/dns/dns-client.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';
import { until } from '../../../support/until.js';
import { CA, findingOf, problemsIn } from './world.js';

const TOOLS = ['named', 'dnssec-keygen', 'dnssec-signzone', 'dnssec-dsfromkey'];
const missing = TOOLS.filter((tool) => !isOnPath(tool));
if (missing.length > 0)
  console.warn(`Skipped: ${missing.join(', ')} not found (Debian: apt-get install bind9 bind9-utils).`);

function isOnPath(tool: string): boolean {
  try {
    execFileSync('/bin/sh', ['-c', `PATH="$PATH:/usr/sbin:/sbin" command -v ${tool}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const PATH = `${process.env.PATH ?? ''}:/usr/sbin:/sbin`;
const folder = temporaryFolder();
const processes: ChildProcess[] = [];
let authoritativePort = 0;
let resolverPort = 0;

/** By zone: what is done to it before it is served. */
type Fault = 'none' | 'expired' | 'bogus' | 'no-ds' | 'unsigned';
const ZONES: Readonly<Record<string, Fault>> = {
  'signed.com': 'none',
  'expired.com': 'expired',
  'bogus.com': 'bogus',
  'no-ds.com': 'no-ds',
  'ds-alone.com': 'unsigned',
};

function run(tool: string, args: readonly string[]): string {
  return execFileSync(tool, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** One key for all: it signs itself and the rest (a combined signing key). */
function keyOf(zone: string): string {
  return run('dnssec-keygen', ['-q', '-a', 'ECDSAP256SHA256', '-f', 'KSK', zone]).trim();
}

function zoneText(zone: string, key: string, more: readonly string[] = []): string {
  const dot = zone === '.' ? '.' : `${zone}.`;
  const ns = zone === '.' ? 'ns.root-servers.com.' : `ns.${zone}.`;
  return [
    '$TTL 60',
    `${dot} IN SOA ${ns} host.${ns} 1 3600 600 86400 60`,
    `${dot} IN NS ${ns}`,
    `${ns} IN A 127.0.0.1`,
    ...(zone === '.' ? [] : [`www.${dot} IN A 127.0.0.1`, `www.${dot} IN TXT "as it was signed"`]),
    ...(key === '' ? [] : [readFileSync(join(folder, `${key}.key`), 'utf8')]),
    ...more,
    '',
  ].join('\n');
}

/** Writes the zone's file, and returns its DS. */
function makeZone(zone: string, fault: Fault): string {
  const key = keyOf(zone);
  const file = `db.${zone}`;
  writeFileSync(join(folder, file), zoneText(zone, fault === 'unsigned' ? '' : key));
  if (fault !== 'unsigned') {
    const when = fault === 'expired' ? ['-s', '20240101000000', '-e', '20240201000000'] : [];
    run('dnssec-signzone', ['-P', '-z', '-o', zone, ...when, '-f', `${file}.signed`, file, key]);
  } else writeFileSync(join(folder, `${file}.signed`), readFileSync(join(folder, file)));
  if (fault === 'bogus') forge(`${file}.signed`);
  return fault === 'no-ds' ? '' : run('dnssec-dsfromkey', ['-2', `${key}.key`]).trim();
}

/** Another address than the one that was signed. */
function forge(file: string): void {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  const forged = text.replace(/(www\.bogus\.com\.\s+\d+\s+IN\s+A\s+)127\.0\.0\.1/, '$1127.0.0.77');
  if (forged === text) throw new Error('There is no record to forge.');
  writeFileSync(path, forged);
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  return port;
}

async function startNamed(
  name: string,
  port: number,
  { options, zones }: { readonly options: string; readonly zones: string },
): Promise<void> {
  const own = join(folder, name);
  mkdirSync(own);
  const config = join(own, 'named.conf');
  writeFileSync(
    config,
    `options { directory "${own}"; pid-file none; listen-on port ${port} { 127.0.0.1; }; listen-on-v6 { none; }; ` +
      `notify no; allow-transfer { none; }; minimal-responses no-auth-recursive; ${options} };\n` +
      `controls { };\n${zones}\n`,
  );
  const child = spawn('named', ['-f', '-c', config, '-n', '1'], { env: { PATH }, stdio: 'ignore' });
  processes.push(child);
  await until(`${name} answers`, async () => {
    if (child.exitCode !== null) throw new Error(`${name} has ended with ${child.exitCode}`);
    const reply = await queryDns({ host: '127.0.0.1', port }, { name: 'signed.com', type: 'SOA' });
    return reply.outcome === 'answered' && reply.rcode === 'NOERROR';
  });
}

describe.skipIf(missing.length > 0)('DNSSEC', () => {
  beforeAll(async () => {
    const ds = Object.entries(ZONES).map(([zone, fault]) => makeZone(zone, fault));
    const delegations = Object.keys(ZONES).flatMap((zone) => [
      `${zone}. IN NS ns.${zone}.`,
      `ns.${zone}. IN A 127.0.0.1`,
    ]);
    const rootKey = keyOf('.');
    writeFileSync(join(folder, 'db.root'), zoneText('.', rootKey, [...delegations, ...ds]));
    run('dnssec-signzone', ['-P', '-z', '-o', '.', '-f', 'db.root.signed', 'db.root', rootKey]);
    [authoritativePort, resolverPort] = [await freePort(), await freePort()];
    const zones = [['.', 'db.root'], ...Object.keys(ZONES).map((zone) => [zone, `db.${zone}`])]
      .map(([zone, file]) => `zone "${zone}" { type primary; file "${join(folder, `${file}.signed`)}"; };`)
      .join('\n');
    await startNamed('authoritative', authoritativePort, {
      options: 'recursion no; dnssec-validation no;',
      zones,
    });
    const text = readFileSync(join(folder, `${rootKey}.key`), 'utf8');
    const [, anchor = '', key = ''] = /DNSKEY\s+(\d+\s+\d+\s+\d+)\s+(.+)$/m.exec(text) ?? [];
    await startNamed('resolver', resolverPort, {
      options: `recursion yes; dnssec-validation yes; forward only; forwarders { 127.0.0.1 port ${authoritativePort}; };`,
      zones: `trust-anchors { "." static-key ${anchor} "${key.replaceAll(' ', '')}"; };`,
    });
  }, 60_000);
  afterAll(async () => {
    for (const child of processes) {
      if (child.exitCode !== null) continue;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
  });

  const look = (name: string) =>
    createPreflight({
      resolvers: [`127.0.0.1:${resolverPort}`],
      authoritativePort,
      httpPort: 80,
      httpsPort: 443,
      allowPrivateAddresses: true,
    })({ name, wildcard: false, method: 'dns', ca: CA });

  it('that is well is told as such, without a warning', async () => {
    const findings = await look('www.signed.com');
    expect(problemsIn(findings)).toEqual([]);
    expect(findingOf(findings, 'dnssec-fine').seen.en).toMatch(
      /^signed\.com is signed, its DS \(key tag \d+\) fits, and the signatures are of now$/,
    );
  });

  it('whose signatures have expired says since when', async () => {
    const findings = await look('www.expired.com');
    expect(problemsIn(findings)).toEqual(['fails signature-expired', 'fails signature-expired']);
    expect(findingOf(findings, 'signature-expired').seen.en).toMatch(/expired on 2024-02-01T00:00:00Z$/);
  });

  it('of a record that is not the signed one is bogus', async () => {
    const findings = await look('www.bogus.com');
    expect(problemsIn(findings)).toEqual(['fails dnssec-bogus']);
    expect(findingOf(findings, 'dnssec-bogus')).toMatchObject({
      servers: [`resolver 127.0.0.1:${resolverPort}`],
      seen: { en: expect.stringContaining('DNSSEC of A www.bogus.com does not validate') as string },
    });
  });

  it('without a DS at the parent protects nothing, and is in nobody’s way', async () => {
    const findings = await look('www.no-ds.com');
    expect(problemsIn(findings)).toEqual(['warns ds-missing']);
    expect(findingOf(findings, 'ds-missing').seen.zh).toMatch(/没有 DS 记录/);
  });

  it('with a DS, and no keys in the zone, fails', async () => {
    expect(problemsIn(await look('www.ds-alone.com'))).toEqual(['fails ds-without-keys']);
  });
});
