/** Which zone a name lies in, what its parent says of it, and where its servers are. */
import { registrableDomain } from '../../../domain/names/domain-names.js';
import { AUTHORITATIVE_SERVERS_ASKED, PREFLIGHT_LIMITS } from '../../../domain/control/look-limits.js';
import { DELEGATION_SEEN } from '../../../domain/control/preflight/seen-texts.js';
import type { PreflightFinding } from '../../../domain/control/preflight/finding.js';
import { WHEREABOUTS } from '../../../domain/control/finding-texts.js';
import { ROOT } from '../dns-message.js';
import type { DnsReply } from '../dns-client.js';
import { failureOf } from '../finding.js';
import { describeNameServer } from '../name-server.js';
import { isPermittedAddress } from '../public-address.js';
import { addressValues, plainName, targetNames } from '../record-values.js';
import { soaIn } from '../serials.js';
import { findZone, type AuthoritativeServer } from '../zones.js';
import { askFirst, type PreflightWorld } from './asking.js';
import { preflightFinding } from './finding.js';

/** What the parent's servers say of a zone. */
export interface AtParent {
  readonly zone: string;
  /** `unheard`: none of its servers told. */
  readonly outcome: 'delegated' | 'not-delegated' | 'unheard';
  /** The one that told. */
  readonly source?: string;
  readonly names: readonly string[];
  /** Addresses sent along, by server; undefined where it speaks for the zone itself and need not send any. */
  readonly glue?: ReadonlyMap<string, readonly string[]>;
}

export interface Delegation {
  readonly zone: string;
  readonly parent: AtParent;
  /** As resolvers know them. */
  readonly named: readonly string[];
}

/** Undefined where no resolver knows a zone. A name that is not registered lies in no zone of its owner: `not-delegated`. */
export async function delegationOf(name: string, world: PreflightWorld): Promise<Delegation | undefined> {
  const found = await findZone(name, (at) => askFirst(world, at, 'SOA'));
  const domain = registrableDomain(name);
  const above =
    found === undefined || (domain !== undefined && domain !== found && domain.endsWith(`.${found}`));
  // Servers that are all gone leave no trace but at the parent.
  const zone = above ? domain : found;
  if (zone === undefined) return undefined;
  const delegation = await lookAtDelegation(zone, world);
  return above && found === undefined && delegation.parent.outcome === 'unheard' ? undefined : delegation;
}

export async function lookAtDelegation(zone: string, world: PreflightWorld): Promise<Delegation> {
  const [parent, reply] = await Promise.all([askParent(zone, world), askFirst(world, zone, 'NS')]);
  const named = reply.outcome === 'answered' ? targetNames(reply.answers, 'NS', zone) : [];
  return { zone, parent, named: named.slice(0, AUTHORITATIVE_SERVERS_ASKED) };
}

async function askParent(zone: string, world: PreflightWorld): Promise<AtParent> {
  const parent = await parentOf(zone, world);
  if (parent === undefined) return { zone: parentName(zone), outcome: 'unheard', names: [] };
  const reply = await askFirst(world, parent, 'NS');
  const names = reply.outcome === 'answered' ? targetNames(reply.answers, 'NS', parent) : [];
  for (const name of names.slice(0, PREFLIGHT_LIMITS.parentServers)) {
    const { at } = await placeOf(name, world);
    if ('problem' in at) continue;
    const told = await world.ask(at, { name: zone, type: 'NS' }, { recursion: false });
    const heard = heardOf(told, zone, parent);
    if (heard) return { ...heard, source: `parent ${name} (${describeNameServer(at)})` };
  }
  return { zone: parent, outcome: 'unheard', names: [] };
}

/** Undefined where it says nothing of the zone: an error, or a word about another one. */
function heardOf(reply: DnsReply, zone: string, parent: string): AtParent | undefined {
  if (reply.outcome !== 'answered' || failureOf(reply) !== undefined) return undefined;
  const answered = targetNames(reply.answers, 'NS', zone);
  const referred = targetNames(reply.authorities, 'NS', zone);
  if (answered.length > 0) return { zone: parent, outcome: 'delegated', names: answered };
  if (referred.length > 0)
    return { zone: parent, outcome: 'delegated', names: referred, glue: glueIn(reply, referred) };
  const isNo = reply.authoritative && soaIn(reply)?.zone === plainName(parent);
  return isNo ? { zone: parent, outcome: 'not-delegated', names: [] } : undefined;
}

function glueIn(
  reply: DnsReply & { outcome: 'answered' },
  names: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  return new Map(names.map((name) => [name, addressValues(reply.additionals, name)]));
}

/** The zone above; the root for a top-level domain, and for what nobody tells more of. Undefined where nobody answers. */
async function parentOf(zone: string, world: PreflightWorld): Promise<string | undefined> {
  const heard: DnsReply[] = [];
  const found = await findZone(parentName(zone), async (at) => {
    const reply = await askFirst(world, at, 'SOA');
    if (failureOf(reply) === undefined) heard.push(reply);
    return reply;
  });
  return found ?? (heard.length > 0 || !zone.includes('.') ? ROOT : undefined);
}

function parentName(zone: string): string {
  return zone.split('.').slice(1).join('.') || ROOT;
}

/** Where a name server is asked: at its address in DNS, or at the one that the parent sends along. */
export async function placeOf(
  name: string,
  world: PreflightWorld,
  glue: readonly string[] = [],
): Promise<AuthoritativeServer & { readonly addresses: readonly string[] }> {
  const addresses = await addressesAt(name, world);
  const known = addresses.length > 0 ? addresses : glue;
  const host = known.find((address) => isPermittedAddress(address, world.settings));
  if (host !== undefined) return { name, addresses, at: { host, port: world.settings.authoritativePort } };
  const problem =
    known.length > 0 ? WHEREABOUTS.notPublic(known.slice(0, 3).join(', ')) : WHEREABOUTS.noAddress;
  return { name, addresses, at: { problem } };
}

async function addressesAt(name: string, world: PreflightWorld): Promise<string[]> {
  const replies = await Promise.all([askFirst(world, name, 'A'), askFirst(world, name, 'AAAA')]);
  return replies.flatMap((reply) => (reply.outcome === 'answered' ? addressValues(reply.answers, name) : []));
}

/** Parent and zone compared. `own`: the NS records that the zone's own servers have; empty where none answers. */
export function delegationFindings(
  { zone, parent }: Delegation,
  own: readonly string[],
  addressesOf: ReadonlyMap<string, readonly string[]>,
): PreflightFinding[] {
  const servers = parent.source === undefined ? [] : [parent.source];
  const seenAt = (seen: Parameters<typeof preflightFinding>[1]['seen']) => ({ servers, seen });
  if (parent.outcome === 'not-delegated')
    return [preflightFinding('not-delegated', seenAt(DELEGATION_SEEN.notDelegated(zone, parent.zone)))];
  if (parent.outcome === 'unheard')
    return [preflightFinding('parent-unheard', seenAt(DELEGATION_SEEN.parentUnheard(parent.zone)))];
  const onlyAtParent = own.length === 0 ? [] : parent.names.filter((name) => !own.includes(name));
  const onlyInZone = own.filter((name) => !parent.names.includes(name));
  const findings = [
    ...(onlyAtParent.length > 0 ? [DELEGATION_SEEN.onlyAtParent(zone, listed(onlyAtParent))] : []),
    ...(onlyInZone.length > 0 ? [DELEGATION_SEEN.onlyInZone(zone, listed(onlyInZone))] : []),
  ].map((seen) => preflightFinding('delegation-differs', seenAt(seen)));
  for (const [server, glue] of parent.glue ?? []) {
    if (server !== zone && !server.endsWith(`.${zone}`)) continue;
    const addresses = addressesOf.get(server) ?? [];
    if (glue.length === 0)
      findings.push(preflightFinding('glue-missing', seenAt(DELEGATION_SEEN.glueMissing(server, zone))));
    else if (addresses.length > 0 && glue.some((address) => !addresses.includes(address)))
      findings.push(
        preflightFinding(
          'glue-differs',
          seenAt(DELEGATION_SEEN.glueDiffers(server, listed(glue), listed(addresses))),
        ),
      );
  }
  if (findings.length > 0) return findings;
  return [preflightFinding('delegation-fine', seenAt(DELEGATION_SEEN.fine(zone, listed(parent.names))))];
}

function listed(names: readonly string[]): string {
  return names.slice(0, AUTHORITATIVE_SERVERS_ASKED).join(', ');
}
