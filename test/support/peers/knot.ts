/** Knot DNS (Debian: knot): one key that may update, one that may not. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { freePort, missingPeer, startDaemon, type Daemon } from './daemon.js';
import { PEER_KEYS } from './keys.js';
import { answersByDns, emptyZone, ZONES } from './zones.js';

const DATABASE = 'database';

export const KNOT_MISSING = missingPeer('knot', ['knotd']);

export async function startKnot(): Promise<Daemon & { readonly port: number }> {
  const port = await freePort();
  const daemon = await startDaemon({
    program: 'knotd',
    prepare(folder) {
      const file = join(folder, 'knot.conf');
      for (const zone of Object.values(ZONES)) writeFileSync(join(folder, `${zone}.zone`), emptyZone(zone));
      // It makes none by itself, and then takes no updates.
      mkdirSync(join(folder, DATABASE));
      writeFileSync(file, configuration(folder, port));
      return ['-c', file];
    },
    isReady: () => answersByDns(port),
  });
  return { ...daemon, port };
}

function configuration(folder: string, port: number): string {
  return stringify({
    server: { rundir: folder, listen: `127.0.0.1@${port}` },
    log: [{ target: 'stderr', any: 'info' }],
    database: { storage: join(folder, DATABASE) },
    key: Object.values(PEER_KEYS).map(({ name, secret }) => ({ id: name, algorithm: 'hmac-sha256', secret })),
    acl: [{ id: 'updates', key: PEER_KEYS.updates.name, action: 'update' }],
    template: [{ id: 'default', storage: folder, acl: 'updates', 'journal-content': 'changes' }],
    zone: Object.values(ZONES).map((domain) => ({ domain, file: `${domain}.zone` })),
  });
}
