/** What the clouds' played servers keep: zones, and in them records one by one, or in sets. */
import { ZONES, type SeenValue } from '../../../support/peers/zones.js';

export interface KeptZone {
  readonly id: string;
  readonly name: string;
}

export interface KeptRecord {
  readonly id: string;
  readonly zoneId: string;
  readonly name: string;
  readonly type: string;
  /** As the service writes them; one, where it keeps records one by one. */
  readonly values: readonly string[];
  readonly ttl: number;
}

export class KeptRecords {
  readonly zones: readonly KeptZone[];
  records: KeptRecord[] = [];
  #last = 1_000;

  constructor(idOf: (name: string, index: number) => string) {
    // Ten more than two: lists come in pages.
    const others = Array.from({ length: 10 }, (_, index) => `other-${index}.test`);
    this.zones = [...others, ...Object.values(ZONES)].map((name, index) => ({ id: idOf(name, index), name }));
  }

  zone(id: string): KeptZone | undefined {
    return this.zones.find((zone) => zone.id === id);
  }

  at(zoneId: string, name: string, type?: string): KeptRecord[] {
    return this.records.filter(
      (one) => one.zoneId === zoneId && one.name === name && (type === undefined || one.type === type),
    );
  }

  add(record: Omit<KeptRecord, 'id'>, id = String((this.#last += 1))): KeptRecord {
    const added = { ...record, id };
    this.records.push(added);
    return added;
  }

  /** True where there was one. */
  remove(id: string): boolean {
    const before = this.records.length;
    this.records = this.records.filter((one) => one.id !== id);
    return this.records.length < before;
  }

  /** A CNAME suffers nothing beside it (RFC 1034, section 3.6.2). */
  conflicts(zoneId: string, name: string, type: string): boolean {
    return this.at(zoneId, name).some((one) => (type === 'CNAME') !== (one.type === 'CNAME'));
  }

  seen(name: string, type: string, read: (written: string) => string): SeenValue[] {
    return this.records
      .filter((one) => one.name === name && one.type === type)
      .flatMap(({ values, ttl }) => values.map((written) => ({ value: read(written), ttlSeconds: ttl })));
  }

  /** The zone with the longest name, as others write into it. */
  zoneFor(name: string): KeptZone {
    const [zone] = this.zones
      .filter((one) => name === one.name || name.endsWith(`.${one.name}`))
      .sort((one, other) => other.name.length - one.name.length);
    if (!zone) throw new Error(`There is no zone for ${name}.`);
    return zone;
  }
}
