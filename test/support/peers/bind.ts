/** BIND 9 (Debian: bind9): one key that may update, one that may not. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, missingPeer, startDaemon, type Daemon } from './daemon.js';
import { PEER_KEYS } from './keys.js';
import { answersByDns, emptyZone, ZONES } from './zones.js';

export const BIND_MISSING = missingPeer('bind9', ['named']);

export async function startBind(): Promise<Daemon & { readonly port: number }> {
  const port = await freePort();
  const daemon = await startDaemon({
    program: 'named',
    prepare(folder) {
      const file = join(folder, 'named.conf');
      for (const zone of Object.values(ZONES)) writeFileSync(join(folder, `${zone}.zone`), emptyZone(zone));
      writeFileSync(file, configuration(folder, port));
      // -g: in the foreground, and what it says goes to stderr.
      return ['-g', '-c', file];
    },
    isReady: () => answersByDns(port),
  });
  return { ...daemon, port };
}

function configuration(folder: string, port: number): string {
  const keys = Object.values(PEER_KEYS).map(
    ({ name, secret }) => `key "${name}" { algorithm hmac-sha256; secret "${secret}"; };`,
  );
  const zones = Object.values(ZONES).map(
    (zone) =>
      `zone "${zone}" { type primary; file "${folder}/${zone}.zone"; ` +
      `update-policy { grant "${PEER_KEYS.updates.name}" zonesub TXT CNAME; }; };`,
  );
  return [
    'options {',
    `  directory "${folder}"; pid-file "${folder}/named.pid"; session-keyfile "${folder}/session.key";`,
    `  listen-on port ${port} { 127.0.0.1; }; listen-on-v6 { none; };`,
    '  recursion no; dnssec-validation no; allow-transfer { none; };',
    '};',
    'controls {};',
    ...keys,
    ...zones,
    '',
  ].join('\n');
}
