/** BIND 9 (Debian: bind9): one key that may update, one that may not. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, missingPeer, startDaemon, type Daemon } from './daemon.js';
import { PEER_KEYS } from './keys.js';
import { answersByDns, emptyZone, parentOfZone, ROOT_ZONE, ZONES, zoneDelegating } from './zones.js';

export const BIND_MISSING = missingPeer('bind9', ['named']);

export interface BindOptions {
  /** Empty, and open to updates. Those that every peer has unless given. */
  readonly zones?: readonly string[];
  /** True: those above them as well, up to the root, each with the delegation of the one below. Nothing else is to be seen then. */
  readonly fromRoot?: boolean;
}

export async function startBind({
  zones = Object.values(ZONES),
  fromRoot = false,
}: BindOptions = {}): Promise<Daemon & { readonly port: number }> {
  const port = await freePort();
  const above = fromRoot ? zonesAbove(zones) : new Map<string, ReadonlySet<string>>();
  const daemon = await startDaemon({
    program: 'named',
    prepare(folder) {
      const file = join(folder, 'named.conf');
      for (const zone of zones) writeFileSync(zoneFile(folder, zone), emptyZone(zone));
      for (const [zone, below] of above) writeFileSync(zoneFile(folder, zone), zoneDelegating(zone, below));
      writeFileSync(file, configuration(folder, port, { zones, above: [...above.keys()] }));
      // -g: in the foreground, and what it says goes to stderr.
      return ['-g', '-c', file];
    },
    isReady: () => answersByDns(port, zones.at(-1)),
  });
  return { ...daemon, port };
}

/** Each zone above, with those right below it. */
function zonesAbove(zones: readonly string[]): Map<string, Set<string>> {
  const above = new Map<string, Set<string>>();
  for (const zone of zones)
    for (let child = zone; child !== ROOT_ZONE; child = parentOfZone(child)) {
      const parent = parentOfZone(child);
      if (!zones.includes(parent)) above.set(parent, (above.get(parent) ?? new Set()).add(child));
    }
  return above;
}

function zoneFile(folder: string, zone: string): string {
  return join(folder, zone === ROOT_ZONE ? 'root.zone' : `${zone}.zone`);
}

function configuration(
  folder: string,
  port: number,
  { zones, above }: { readonly zones: readonly string[]; readonly above: readonly string[] },
): string {
  const keys = Object.values(PEER_KEYS).map(
    ({ name, secret }) => `key "${name}" { algorithm hmac-sha256; secret "${secret}"; };`,
  );
  const policy = `update-policy { grant "${PEER_KEYS.updates.name}" zonesub TXT CNAME; };`;
  const primary = (zone: string, rest = '') =>
    `zone "${zone}" { type primary; file "${zoneFile(folder, zone)}"; ${rest} };`;
  return [
    'options {',
    `  directory "${folder}"; pid-file "${folder}/named.pid"; session-keyfile "${folder}/session.key";`,
    `  listen-on port ${port} { 127.0.0.1; }; listen-on-v6 { none; };`,
    '  recursion no; dnssec-validation no; allow-transfer { none; };',
    '};',
    'controls {};',
    ...keys,
    ...zones.map((zone) => primary(zone, policy)),
    ...above.map((zone) => primary(zone)),
    '',
  ].join('\n');
}
