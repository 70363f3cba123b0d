/** The zones that every peer is started with, and what it then answers by DNS. */
import { queryDns } from '../../../activities/dns/dns-client.js';
import { plainName } from '../../../activities/dns/record-values.js';

/** One within the other, both at the same server: the longer one holds what lies in both. */
export const ZONES = { parent: 'example.test', child: 'sub.example.test' } as const;

export const ROOT_ZONE = '.';

/** A zone file with nothing in it but what every zone has. */
export function emptyZone(zone: string): string {
  return [
    `$ORIGIN ${zone === ROOT_ZONE ? '' : zone}.`,
    '$TTL 300',
    '@ IN SOA ns hostmaster 1 3600 600 86400 60',
    '@ IN NS ns',
    'ns IN A 127.0.0.1',
    '',
  ].join('\n');
}

export function parentOfZone(zone: string): string {
  return zone.split('.').slice(1).join('.') || ROOT_ZONE;
}

/** A zone that delegates those below it to the server that has them all. */
export function zoneDelegating(zone: string, below: Iterable<string>): string {
  const delegations = Array.from(
    below,
    (child) => `${child}. IN NS ns.${child}.\nns.${child}. IN A 127.0.0.1\n`,
  );
  return [emptyZone(zone), ...delegations].join('');
}

export interface SeenValue {
  readonly value: string;
  readonly ttlSeconds: number;
}

/** What the server itself has at exactly this name. */
export async function seenByDns(port: number, name: string, type: 'TXT' | 'CNAME'): Promise<SeenValue[]> {
  const reply = await queryDns({ host: '127.0.0.1', port }, { name, type }, { recursion: false });
  if (reply.outcome !== 'answered') throw new Error(`The server is silent: ${reply.reason.en}`);
  return reply.answers.flatMap((answer) => {
    if (answer.type !== type || plainName(answer.name) !== plainName(name)) return [];
    const value =
      answer.type === 'TXT'
        ? Buffer.concat([answer.data].flat().map((part) => Buffer.from(part))).toString()
        : plainName(answer.data);
    return [{ value, ttlSeconds: answer.ttl ?? 0 }];
  });
}

export async function answersByDns(port: number, zone: string = ZONES.child): Promise<boolean> {
  const reply = await queryDns(
    { host: '127.0.0.1', port },
    { name: zone, type: 'SOA' },
    { recursion: false },
  );
  return reply.outcome === 'answered' && reply.rcode === 'NOERROR' && reply.answers.length > 0;
}
