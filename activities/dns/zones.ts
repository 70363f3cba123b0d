/** Who is authoritative for a name, and under which addresses names are found: by asking, one server after the other. */
import { AUTHORITATIVE_SERVERS_ASKED } from '../../domain/control/look-limits.js';
import { queryDns, type DnsReply } from './dns-client.js';
import type { LookSettings } from './look-settings.js';
import { resolversFrom, type NameServer } from './name-server.js';
import { isPermittedAddress } from './public-address.js';
import { addressValues, plainName, targetNames } from './record-values.js';

export interface AuthoritativeServer extends NameServer {
  /** Its name in the zone's NS records. */
  readonly name: string;
}

/**
 * The zone a name lies in, by its SOA: in the answer, or with a negative one (RFC 2308). Undefined where no ancestor's SOA
 * is to be had; `ask` decides who is asked.
 */
export async function findZone(
  name: string,
  ask: (name: string) => Promise<DnsReply>,
): Promise<string | undefined> {
  for (let at = plainName(name); at !== ''; at = at.split('.').slice(1).join('.')) {
    const reply = await ask(at);
    // A silent server stays silent for the parents.
    if (reply.outcome === 'silent') return undefined;
    const zone = [...reply.answers, ...reply.authorities]
      .filter(({ type }) => type === 'SOA')
      .map((record) => plainName(record.name))
      // Behind a CNAME comes the SOA of another zone.
      .find((owner) => at === owner || at.endsWith(`.${owner}`));
    if (zone !== undefined) return zone;
  }
  return undefined;
}

/** The first answer that is one: neither silence nor a resolver's own failure. */
export async function askResolvers(
  settings: LookSettings,
  name: string,
  type: 'A' | 'AAAA' | 'NS' | 'SOA',
): Promise<DnsReply> {
  let reply: DnsReply = { outcome: 'silent', reason: 'no resolver is configured' };
  for (const resolver of resolversFrom(settings)) {
    reply = await queryDns(resolver, { name, type });
    if (reply.outcome === 'answered' && (reply.rcode === 'NOERROR' || reply.rcode === 'NXDOMAIN'))
      return reply;
  }
  return reply;
}

/** IPv4 first. Empty where the name has no address, or nobody tells. */
export async function addressesOf(name: string, settings: LookSettings): Promise<string[]> {
  const replies = await Promise.all([
    askResolvers(settings, name, 'A'),
    askResolvers(settings, name, 'AAAA'),
  ]);
  return replies.flatMap((reply) => (reply.outcome === 'answered' ? addressValues(reply.answers) : []));
}

/** One address of each of the zone's servers; those without a permitted address are left out. */
export async function authoritativeServersOf(
  name: string,
  settings: LookSettings,
): Promise<AuthoritativeServer[]> {
  const zone = await findZone(name, (at) => askResolvers(settings, at, 'SOA'));
  if (zone === undefined) return [];
  const reply = await askResolvers(settings, zone, 'NS');
  if (reply.outcome === 'silent') return [];
  const names = targetNames(reply.answers, 'NS', zone).slice(0, AUTHORITATIVE_SERVERS_ASKED);
  const servers = await Promise.all(names.map((server) => serverNamed(server, settings)));
  return servers.flat();
}

async function serverNamed(name: string, settings: LookSettings): Promise<AuthoritativeServer[]> {
  const addresses = await addressesOf(name, settings);
  const host = addresses.find((address) => isPermittedAddress(address, settings));
  return host === undefined ? [] : [{ name, host, port: settings.authoritativePort }];
}
