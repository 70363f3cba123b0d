/** A primary that takes signed updates, as the suite looks at it. */
import {
  createRfc2136Provider,
  type Rfc2136Settings,
} from '../../../activities/dns/providers/rfc2136/index.js';
import { sendUpdate } from '../../../activities/dns/providers/rfc2136/update-client.js';
import { PEER_KEYS } from '../../support/peers/keys.js';
import { seenByDns, ZONES } from '../../support/peers/zones.js';
import type { DnsPeer } from './peer.js';

/** The key that is known and may change nothing; absent where the server knows one key only. */
export interface UpdatesPeerOptions {
  readonly port: number;
  readonly hasWeakKey: boolean;
  readonly outside: string | undefined;
  readonly stop: () => Promise<void>;
}

export function updatesPeer({ port, hasWeakKey, outside, stop }: UpdatesPeerOptions): DnsPeer {
  const { updates, looks } = PEER_KEYS;
  const service = (settings: Partial<Rfc2136Settings> = {}) =>
    createRfc2136Provider({
      server: `127.0.0.1:${port}`,
      tsigKeyName: updates.name,
      tsigAlgorithm: 'hmac-sha256',
      tsigSecret: updates.secret,
      zone: ZONES.parent,
      ...settings,
    });
  const key = {
    name: updates.name,
    algorithm: 'hmac-sha256' as const,
    secret: Buffer.from(updates.secret, 'base64'),
  };
  const wrongSecret = Buffer.from('this is not the secret').toString('base64');
  return {
    outside,
    service,
    seen: (name, type) => seenByDns(port, name, type),
    async writeByOthers(type, name, value, ttlSeconds) {
      const change = { action: 'add', record: { type, name, value }, ttlSeconds } as const;
      const outcome = await sendUpdate({ host: '127.0.0.1', port }, ZONES.parent, change, key);
      if (outcome.outcome !== 'done')
        throw new Error(`The server did not take it: ${JSON.stringify(outcome)}`);
    },
    wrongKeys: [
      {
        what: 'a wrong secret',
        service: () => service({ tsigSecret: wrongSecret }),
        says: /the secret of key updates is not the server's \(BADSIG\)\. Correct tsigSecret/,
      },
      {
        what: 'an unknown key',
        service: () => service({ tsigKeyName: 'nobody' }),
        says: /it does not know key nobody with this algorithm, or does not let it update this zone \(BADKEY\)\. Correct tsigKeyName/,
      },
    ],
    ...(hasWeakKey && {
      withoutRights: {
        what: 'a key that may not update',
        service: () => service({ tsigKeyName: looks.name, tsigSecret: looks.secret }),
        // Knot has no other word for it than for a key that it does not know.
        says: /refused to change example\.test: (?:REFUSED\. Allow key looks to update|.*does not let it update) this zone/,
      },
    }),
    secrets: [updates.secret, looks.secret, wrongSecret],
    // A port below those that the kernel gives out, where nobody listens.
    unreachable: () => service({ server: '127.0.0.1:1' }),
    stop,
  };
}
