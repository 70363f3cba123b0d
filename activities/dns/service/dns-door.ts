/** A DNS service as adapters describe it, made into what orders ask of one: zones, limits, aliases and the last look alike for all. */
import {
  DNS_SERVICE_LIMITS,
  ZONES_TRIED,
  type DnsServiceName,
} from '../../../domain/control/dns-services.js';
import { DNS_UPDATE_LIMITS } from '../../../domain/control/look-limits.js';
import type { ValidationRecord } from '../../../domain/control/validations.js';
import { DNS_SERVICE_FAILURES } from '../../../domain/dns-failure-texts.js';
import { DNS_PROVIDER_FAILURES } from '../../../domain/failure-texts.js';
import type { DnsService } from '../dns-provider.js';
import { plainName } from '../record-values.js';
import { refused, ServiceRefusal, unavailable } from './troubles.js';
import { ZonesListed, type ServiceZone } from './zones-listed.js';

/** One value at a name. `value`: without quotes; a name's dot at the end does not count. */
export interface StandingValue {
  readonly type: string;
  readonly value: string;
}

/** What became of adding: it was there, it was added, a CNAME leads elsewhere, or something stands there that suffers no CNAME. */
export type Standing = 'there' | 'absent' | 'taken' | { readonly alias: string };

/** All methods throw OrderFailure. Names are plain; what is asked for lies in the zone. */
export interface DnsDoor {
  readonly service: DnsServiceName;
  /** All pages of them. */
  zones(): Promise<readonly ServiceZone[]>;
  /** What stands at exactly this name, whatever its type, as far as it is switched on. */
  valuesAt(zone: ServiceZone, name: string): Promise<readonly StandingValue[]>;
  /** Adds it where it is absent, and says how it stood before. */
  add(zone: ServiceZone, record: ValidationRecord): Promise<Standing>;
  /** Removes this value, and nothing where it is gone. */
  remove(zone: ServiceZone, record: ValidationRecord): Promise<void>;
  /** Changes nothing, and throws where the key may not change the zone. */
  tryChange(zone: ServiceZone): Promise<void>;
}

export function createServiceProvider(door: DnsDoor): DnsService {
  const { service } = door;
  const limits = DNS_SERVICE_LIMITS[service];
  const zones = new ZonesListed(() => door.zones());
  return {
    name: service,
    publishes: true,
    limits,
    async publish(record) {
      const zone = await zones.holding(record.name);
      if (!zone) return { outcome: 'not-served', reason: DNS_PROVIDER_FAILURES.noZone(service, record.name) };
      if (zone.readOnly) throw refused(service, DNS_SERVICE_FAILURES.secondary(zone.name));
      refuseTooLong(door, record);
      const stood = await door.add(zone, record);
      if (stood === 'taken') throw refused(service, DNS_SERVICE_FAILURES.taken(record.name));
      if (typeof stood === 'object') return { outcome: 'alias', target: stood.alias };
      if (stood === 'absent' && standingOf(await door.valuesAt(zone, record.name), record) !== 'there')
        throw unavailable(service, DNS_PROVIDER_FAILURES.notShown(service, `${record.type} ${record.name}`));
      return { outcome: 'published' };
    },
    async remove(record) {
      const zone = await zones.holding(record.name);
      if (!zone) throw refused(service, DNS_PROVIDER_FAILURES.noZone(service, record.name));
      await door.remove(zone, record);
    },
    async aliasAt(name) {
      const zone = await zones.holding(name);
      return zone && aliasIn(await door.valuesAt(zone, name));
    },
    async zoneOf(name) {
      return (await zones.holding(name))?.name;
    },
    async tryAccess() {
      const all = (await zones.all()).filter(({ readOnly }) => readOnly !== true);
      if (all.length === 0) throw refused(service, DNS_SERVICE_FAILURES.noZones);
      await tryFirstOf(all.slice(0, ZONES_TRIED), (zone) => door.tryChange(zone));
    },
  };
}

/** A key may be for some zones only: one that it may change is enough. */
async function tryFirstOf(zones: readonly ServiceZone[], tryOne: (zone: ServiceZone) => Promise<void>) {
  let missing: unknown;
  for (const zone of zones) {
    try {
      await tryOne(zone);
      return;
    } catch (error) {
      if (!(error instanceof ServiceRefusal) || error.trouble !== 'right-missing') throw error;
      missing ??= error;
    }
  }
  throw missing;
}

function refuseTooLong({ service }: DnsDoor, { type, value }: ValidationRecord): void {
  const { longestTxtOctets } = DNS_SERVICE_LIMITS[service];
  if (type === 'TXT' && Buffer.byteLength(value) > longestTxtOctets)
    throw refused(service, DNS_SERVICE_FAILURES.tooLong(longestTxtOctets));
}

/** How a record stands among what is at its name. */
export function standingOf(found: readonly StandingValue[], record: ValidationRecord): Standing {
  if (found.some((one) => isSame(one, record))) return 'there';
  const alias = aliasIn(found);
  if (record.type === 'CNAME') return found.length > 0 ? 'taken' : 'absent';
  return alias === undefined ? 'absent' : { alias };
}

export function isSame({ type, value }: StandingValue, record: ValidationRecord): boolean {
  if (type !== record.type) return false;
  return type === 'CNAME' ? plainName(value) === plainName(record.value) : value === record.value;
}

function aliasIn(found: readonly StandingValue[]): string | undefined {
  const alias = found.find(({ type }) => type === 'CNAME');
  return alias && plainName(alias.value);
}

/** Seconds: as the connection says, else ours, raised to what the service takes. */
export function ttlFor(service: DnsServiceName, asked: number | undefined): number {
  return asked ?? Math.max(DNS_UPDATE_LIMITS.ttlSeconds, DNS_SERVICE_LIMITS[service].shortestTtlSeconds);
}
