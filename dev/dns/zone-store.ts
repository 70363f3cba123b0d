/** The one set of records behind every listener of the embedded DNS server, and the zones they lie in. */
import { getDomain } from 'tldts';
import { z } from 'zod';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import { normalizeName, STORED_TYPES, storedRecord, type StoredRecord } from './records.js';
import { StateFile } from './state-file.js';

/** How other parts of the stack, and `sealflow dns`, read and write records. Changes are on the disk once awaited. */
export interface DnsZoneStore {
  /** Adds the value beside others of the name and type; a CNAME takes the place of an earlier one. Throws Refusal. */
  set(name: string, type: string, value: string): Promise<void>;
  /** Removes one value, all of a type, or all of the name; removing what is gone is fine. Throws Refusal. */
  remove(name: string, type?: string, value?: string): Promise<void>;
  /** All records, or those at and below `name`. */
  list(name?: string): StoredRecord[];
  /** Makes a zone of its own below a registrable domain, such as `corp.example.com`. */
  addZone(name: string): Promise<void>;
  /** For tests: the resolvers answer SERVFAIL at and below `name`, unless asked not to check. Not kept on disk. */
  breakDnssec(name: string, broken?: boolean): void;
}

interface StoreState {
  readonly serial: number;
  readonly zones: readonly string[];
  readonly records: readonly StoredRecord[];
}

const KEPT: z.ZodType<StoreState> = z.object({
  serial: z.int(),
  zones: z.array(z.string()),
  records: z.array(
    z.object({
      name: z.string(),
      type: z.enum(STORED_TYPES),
      value: z.string(),
      ttlSeconds: z.number(),
    }),
  ),
});

/** Short, so that a corrected record is seen at the next look. */
const DEFAULT_TTL_SECONDS = 5;

/** Everything that has no registrable domain of its own (`com`, `co.uk`) is answered as part of the root. */
export const ROOT_ZONE = '.';

export class ZoneStore implements DnsZoneStore {
  #serial = 1;
  #zones = new Set<string>();
  #records = new Map<string, StoredRecord[]>();
  readonly #brokenDnssec = new Set<string>();
  readonly #file: StateFile<StoreState>;

  private constructor(path: string) {
    this.#file = new StateFile(path, KEPT, () => ({
      serial: this.#serial,
      zones: [...this.#zones],
      records: this.list(),
    }));
  }

  /** Throws DamagedState. */
  static open(path: string): ZoneStore {
    const store = new ZoneStore(path);
    const state = store.#file.read();
    if (state) store.#load(state);
    return store;
  }

  get serial(): number {
    return this.#serial;
  }

  async set(name: string, type: string, value: string): Promise<void> {
    const record = storedRecord(name, type, value, DEFAULT_TTL_SECONDS);
    if (this.#conflictsWithCname(record))
      throw new Refusal(
        refusalDetails('InvalidInput', {
          field: 'type',
          message: {
            zh: `${record.name} 的 CNAME 不能与其他记录并存(RFC 1034 第 3.6.2 节)。`,
            en: `${record.name} can't have a CNAME beside other records (RFC 1034, section 3.6.2).`,
          },
          accepted: {
            zh: '先删除此域名的其他记录',
            en: 'remove the other records of this name first',
          },
        }),
      );
    await this.change(() => this.add(record));
  }

  async remove(name: string, type?: string, value?: string): Promise<void> {
    const at = normalizeName(name);
    if (type === undefined) return this.change(() => this.drop(at, () => true));
    if (value === undefined)
      return this.change(() => this.drop(at, (kept) => kept.type === type.toUpperCase()));
    const record = storedRecord(name, type, value, DEFAULT_TTL_SECONDS);
    await this.change(() => this.drop(at, (kept) => isSameData(kept, record)));
  }

  list(name?: string): StoredRecord[] {
    const all = [...this.#records.values()].flat();
    if (name === undefined) return all;
    const top = normalizeName(name);
    return all.filter((record) => isAtOrBelow(record.name, top));
  }

  async addZone(name: string): Promise<void> {
    await this.change(() => this.#zones.add(normalizeName(name)));
  }

  breakDnssec(name: string, broken = true): void {
    if (broken) this.#brokenDnssec.add(normalizeName(name));
    else this.#brokenDnssec.delete(normalizeName(name));
  }

  hasBrokenDnssec(name: string): boolean {
    return [...this.#brokenDnssec].some((top) => isAtOrBelow(name, top));
  }

  /** The zone a name lies in: the longest one told of, else its registrable domain, else the root. */
  zoneOf(name: string): string {
    const told = [...this.#zones].filter((zone) => isAtOrBelow(name, zone));
    const longest = told.sort((one, other) => other.length - one.length)[0];
    return longest ?? getDomain(name, { validateHostname: false }) ?? ROOT_ZONE;
  }

  at(name: string): readonly StoredRecord[] {
    return this.#records.get(name) ?? [];
  }

  /** Does the name, or one below it, have records? (An empty non-terminal exists: RFC 4592, section 2.2.2.) */
  isOccupied(name: string): boolean {
    if (this.#records.has(name)) return true;
    return [...this.#records.keys()].some((kept) => kept.endsWith(`.${name}`));
  }

  /** Applies a change, counts it, and resolves once it is on the disk. */
  async change(apply: () => void): Promise<void> {
    apply();
    this.#serial += 1;
    await this.#file.save();
  }

  /** RFC 2136, section 3.4.2.2: a CNAME replaces its like and never joins, or is joined by, other data. */
  add(record: StoredRecord): void {
    if (this.#conflictsWithCname(record)) return;
    const kept = this.at(record.name).filter(
      (other) => record.type !== 'CNAME' && !isSameData(other, record),
    );
    this.#records.set(record.name, [...kept, record]);
  }

  drop(name: string, isDropped: (record: StoredRecord) => boolean): void {
    const kept = this.at(name).filter((record) => !isDropped(record));
    if (kept.length > 0) this.#records.set(name, kept);
    else this.#records.delete(name);
  }

  #conflictsWithCname({ name, type }: StoredRecord): boolean {
    return this.at(name).some((other) => (other.type === 'CNAME') !== (type === 'CNAME'));
  }

  #load(state: StoreState): void {
    this.#serial = state.serial;
    this.#zones = new Set(state.zones);
    for (const record of state.records) this.add(record);
  }
}

export function isAtOrBelow(name: string, top: string): boolean {
  return name === top || top === ROOT_ZONE || name.endsWith(`.${top}`);
}

/** TTLs don't tell records apart (RFC 2136, section 1.1.1). */
export function isSameData(one: StoredRecord, other: StoredRecord): boolean {
  return one.name === other.name && one.type === other.type && one.value === other.value;
}
