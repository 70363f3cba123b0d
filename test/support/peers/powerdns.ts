/** PowerDNS Authoritative (Debian: pdns-server, pdns-backend-sqlite3, sqlite3), with its HTTP API. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram, freePort, missingPeer, startDaemon, type Daemon } from './daemon.js';
import { answersByDns, ZONES } from './zones.js';

/** Debian, before and since version 12. */
const SCHEMAS = [
  '/usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql',
  '/usr/share/doc/pdns-backend-sqlite3/schema.sqlite3.sql',
];
const SCHEMA = SCHEMAS.find((path) => existsSync(path));

export const POWERDNS_MISSING =
  missingPeer('pdns-server pdns-backend-sqlite3 sqlite3', ['pdns_server', 'sqlite3']) ??
  (SCHEMA === undefined ? 'there is no schema of pdns-backend-sqlite3' : undefined);

export const POWERDNS_KEY = 'the-key-of-the-api';

export interface PowerDns extends Daemon {
  readonly port: number;
  /** Base URL of the API. */
  readonly url: string;
  /** Throws where it refuses. */
  ask(method: string, path: string, body?: unknown): Promise<unknown>;
}

export async function startPowerDns(): Promise<PowerDns> {
  const port = await freePort();
  const apiPort = await freePort();
  const url = `http://127.0.0.1:${apiPort}`;
  const ask = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}/api/v1/servers/localhost/${path}`, {
      method,
      headers: { 'x-api-key': POWERDNS_KEY, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`PowerDNS: ${response.status} ${text}`);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  };
  const daemon = await startDaemon({
    program: 'pdns_server',
    prepare(folder) {
      const database = join(folder, 'pdns.sqlite3');
      const schema = readFileSync(SCHEMA ?? '', 'utf8');
      execFileSync(findProgram('sqlite3') ?? 'sqlite3', [database], { input: schema });
      writeFileSync(join(folder, 'pdns.conf'), configuration(folder, database, port, apiPort));
      return [`--config-dir=${folder}`];
    },
    isReady: () =>
      ask('GET', 'zones').then(
        () => true,
        () => false,
      ),
  });
  for (const zone of Object.values(ZONES))
    await ask('POST', 'zones', { name: `${zone}.`, kind: 'Native', nameservers: [`ns.${zone}.`] });
  if (!(await answersByDns(port))) throw new Error('PowerDNS does not answer for its zones.');
  return { ...daemon, port, url, ask };
}

/** Without its caches, which would answer what was. */
function configuration(folder: string, database: string, port: number, apiPort: number): string {
  return [
    'launch=gsqlite3',
    `gsqlite3-database=${database}`,
    `local-address=127.0.0.1`,
    `local-port=${port}`,
    'webserver=yes',
    'webserver-address=127.0.0.1',
    `webserver-port=${apiPort}`,
    'api=yes',
    `api-key=${POWERDNS_KEY}`,
    `socket-dir=${folder}`,
    'daemon=no',
    'guardian=no',
    'disable-syslog=yes',
    'cache-ttl=0',
    'query-cache-ttl=0',
    'negquery-cache-ttl=0',
    'zone-cache-refresh-interval=0',
    '',
  ].join('\n');
}
