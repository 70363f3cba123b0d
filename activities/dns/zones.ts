/** Who is authoritative for a name, and under which addresses names are found: by asking, one server after the other. */
import type { RecordType } from 'dns-packet';
import type { Bilingual } from '../../domain/bilingual.js';
import { WHEREABOUTS } from '../../domain/control/finding-texts.js';
import { shownValue } from '../../domain/control/shown-values.js';
import { AUTHORITATIVE_SERVERS_ASKED } from '../../domain/control/look-limits.js';
import { quoted, withWhy } from '../../domain/told.js';
import type { AskDns, DnsReply } from './dns-client.js';
import { failureOf } from './finding.js';
import type { LookSettings } from './look-settings.js';
import { resolversFrom, type NameServer } from './name-server.js';
import { isPermittedAddress } from './public-address.js';
import { addressValues, plainName, targetNames } from './record-values.js';

/** One of the servers in a zone's NS records. */
export interface AuthoritativeServer {
  readonly name: string;
  /** Where it is asked, or in words why it can't be. */
  readonly at: NameServer | { readonly problem: Bilingual };
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
    if (reply.outcome !== 'answered') return undefined;
    const zone = [...reply.answers, ...reply.authorities]
      .filter(({ type }) => type === 'SOA')
      .map((record) => plainName(record.name))
      // Behind a CNAME comes the SOA of another zone.
      .find((owner) => at === owner || at.endsWith(`.${owner}`));
    if (zone !== undefined) return zone;
  }
  return undefined;
}

/** The first answer that is one: neither silence nor a resolver's own failure. Resolvers that were silent come last. */
export async function askResolvers(
  settings: LookSettings,
  ask: AskDns,
  name: string,
  type: RecordType,
): Promise<DnsReply> {
  let reply: DnsReply = { outcome: 'silent', reason: WHEREABOUTS.noResolver };
  const isLater = (resolver: NameServer) => Number(ask.wasSilent(resolver));
  for (const resolver of resolversFrom(settings).sort((one, other) => isLater(one) - isLater(other))) {
    reply = await ask(resolver, { name, type });
    if (failureOf(reply) === undefined) return reply;
  }
  return reply;
}

export interface Addresses {
  /** IPv4 first. */
  readonly addresses: readonly string[];
  /** Why there are none, in words: nobody tells, or the name has none. */
  readonly problem?: Bilingual;
}

export async function addressesOf(name: string, settings: LookSettings, ask: AskDns): Promise<Addresses> {
  const replies = await Promise.all([
    askResolvers(settings, ask, name, 'A'),
    askResolvers(settings, ask, name, 'AAAA'),
  ]);
  const addresses = replies.flatMap((reply) =>
    reply.outcome === 'answered' ? addressValues(reply.answers, name) : [],
  );
  if (addresses.length > 0) return { addresses };
  const failure = replies.map(failureOf).find((found) => found !== undefined);
  return {
    addresses,
    problem: failure ? withWhy(WHEREABOUTS.addressesUnknown, failure) : WHEREABOUTS.noAddress,
  };
}

/** The servers of the zone that a name lies in, or in words why nobody knows them. */
export async function authoritativeServersOf(
  name: string,
  settings: LookSettings,
  ask: AskDns,
): Promise<readonly AuthoritativeServer[] | { readonly problem: Bilingual }> {
  let last: DnsReply | undefined;
  const zone = await findZone(name, async (at) => (last = await askResolvers(settings, ask, at, 'SOA')));
  if (zone === undefined)
    return { problem: withWhy(WHEREABOUTS.zoneUnknown, (last && failureOf(last)) ?? WHEREABOUTS.noSoa) };
  const reply = await askResolvers(settings, ask, zone, 'NS');
  const unknown = WHEREABOUTS.serversUnknown(zone);
  if (reply.outcome !== 'answered') return { problem: withWhy(unknown, reply.reason) };
  const names = targetNames(reply.answers, 'NS', zone).slice(0, AUTHORITATIVE_SERVERS_ASKED);
  if (names.length === 0) return { problem: withWhy(unknown, failureOf(reply) ?? WHEREABOUTS.noNs) };
  return Promise.all(
    names.map(async (server) => ({ name: server, at: await placeOf(server, settings, ask) })),
  );
}

/** One permitted address suffices. */
async function placeOf(
  name: string,
  settings: LookSettings,
  ask: AskDns,
): Promise<AuthoritativeServer['at']> {
  const { addresses, problem } = await addressesOf(name, settings, ask);
  if (problem !== undefined) return { problem: withWhy(quoted(shownValue(name)), problem) };
  const host = addresses.find((address) => isPermittedAddress(address, settings));
  if (host === undefined) return { problem: WHEREABOUTS.notPublic(addresses.slice(0, 3).join(', ')) };
  return { host, port: settings.authoritativePort };
}
