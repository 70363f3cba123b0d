/** The zones that a service lists, and which of them a name lies in. */
import { domainToASCII } from 'node:url';
import { ZONES_BELIEVED_MS } from '../../../domain/control/dns-services.js';
import { plainName } from '../record-values.js';

/** `id`: what the service calls it; `name`: plain, in ASCII. */
export interface ServiceZone {
  readonly id: string;
  readonly name: string;
  /** True: the service has it from elsewhere, and does not change it. */
  readonly readOnly?: boolean;
}

/** A zone's name as services write it: some with a dot at its end, some in Chinese. */
export function zoneNamed(name: string): string {
  return domainToASCII(plainName(name)) || plainName(name);
}

/** Asks for the list once for all names of a moment. A name that no zone holds has it asked for anew: one may have come. */
export class ZonesListed {
  #list: { readonly at: number; readonly zones: Promise<readonly ServiceZone[]> } | undefined;

  constructor(private readonly ask: () => Promise<readonly ServiceZone[]>) {}

  async holding(name: string): Promise<ServiceZone | undefined> {
    const before = this.#list;
    const found = longestSuffix(await this.#within(ZONES_BELIEVED_MS), name);
    if (found || this.#list !== before) return found;
    return longestSuffix(await this.#within(0), name);
  }

  /** As it is now. */
  async all(): Promise<readonly ServiceZone[]> {
    return await this.#within(0);
  }

  #within(ms: number): Promise<readonly ServiceZone[]> {
    const now = Date.now();
    if (this.#list && now - this.#list.at < ms) return this.#list.zones;
    const zones = this.ask();
    this.#list = { at: now, zones };
    // What failed is not believed: the next one asks anew.
    zones.catch(() => (this.#list = undefined));
    return zones;
  }
}

export function longestSuffix<Zone extends { readonly name: string }>(
  zones: readonly Zone[],
  name: string,
): Zone | undefined {
  const plain = plainName(name);
  return zones
    .filter((zone) => plain === zone.name || plain.endsWith(`.${zone.name}`))
    .sort((one, other) => other.name.length - one.name.length)[0];
}

/** The name within its zone, as services write it: `@` for the zone itself. */
export function hostWithin(zone: string, name: string): string {
  const plain = plainName(name);
  return plain === zone ? '@' : plain.slice(0, -(zone.length + 1));
}
