/**
 * What the server answers to a question: records, CNAME chains, wildcards (RFC 1034 section 4.3.2, RFC 4592).
 *
 * The default address. So that file validation works by hand, every host name of every registrable domain has an A record
 * with the stack's own web server, unless it was given an A, AAAA or CNAME record. Such a name exists, so that other types
 * answer NODATA. A name with a label that begins with an underscore (`_dnsauth.example.com`) is no host name (RFC 952):
 * without records it answers NXDOMAIN.
 */
import type { StoredRecord } from './records.js';
import { ROOT_ZONE, type ZoneStore } from './zone-store.js';

/** The name under which this server answers as the name server of all its zones. */
export const NAME_SERVER = 'ns1.sealflow.test';

const CHAIN_LIMIT = 8;
const SYNTHESIZED_TTL_SECONDS = 5;

export type AnswerType = StoredRecord['type'] | 'SOA';

export interface AnswerRecord {
  readonly name: string;
  readonly type: AnswerType;
  readonly value: string;
  readonly ttlSeconds: number;
}

export interface Resolution {
  readonly answers: readonly AnswerRecord[];
  /** False: NXDOMAIN, of the last name of the chain (RFC 6604, section 3). */
  readonly exists: boolean;
  /** The zone of the last name of the chain; its SOA goes with a negative answer. */
  readonly zone: string;
}

export interface ResolutionSettings {
  readonly defaultAddress: string | false;
  /** Where this server itself listens. */
  readonly serverAddress: string;
}

/** `name` is lower case without a trailing dot; `type` may be `ANY`. */
export function resolve(
  store: ZoneStore,
  settings: ResolutionSettings,
  name: string,
  type: string,
): Resolution {
  const answers: AnswerRecord[] = [];
  let current = name;
  for (;;) {
    const here = recordsAt(store, settings, current);
    const matching = here.filter((record) => type === 'ANY' || record.type === type);
    const alias = matching.length === 0 ? here.find((record) => record.type === 'CNAME') : undefined;
    answers.push(...(alias ? [alias] : matching));
    if (!alias || answers.length >= CHAIN_LIMIT)
      return { answers, exists: here.length > 0 || exists(store, current), zone: store.zoneOf(current) };
    current = alias.value;
  }
}

/** All records of a name: stored, by wildcard, and those every zone has. */
function recordsAt(store: ZoneStore, settings: ResolutionSettings, name: string): AnswerRecord[] {
  if (name === NAME_SERVER) return [synthesized(name, 'A', settings.serverAddress)];
  const stored = store.isOccupied(name) ? store.at(name) : wildcardRecords(store, name);
  const records = [...stored, ...apexRecords(store, name, stored)];
  if (settings.defaultAddress !== false && takesDefaultAddress(store, name, stored))
    records.push(synthesized(name, 'A', settings.defaultAddress));
  return records;
}

function apexRecords(store: ZoneStore, name: string, stored: readonly StoredRecord[]): AnswerRecord[] {
  if (store.zoneOf(name) !== name) return [];
  const soa = startOfAuthority(store, name);
  return stored.some(({ type }) => type === 'NS') ? [soa] : [soa, synthesized(name, 'NS', NAME_SERVER)];
}

/** The wildcard of the closest encloser, and no other (RFC 4592, section 3.3.1). */
function wildcardRecords(store: ZoneStore, name: string): StoredRecord[] {
  const zone = store.zoneOf(name);
  for (let encloser = parentOf(name); encloser !== ROOT_ZONE; encloser = parentOf(encloser)) {
    if (encloser !== zone && !store.isOccupied(encloser)) continue;
    return store.at(`*.${encloser}`).map((record) => ({ ...record, name }));
  }
  return [];
}

function takesDefaultAddress(store: ZoneStore, name: string, stored: readonly StoredRecord[]): boolean {
  const isHostName = !name.split('.').some((label) => label.startsWith('_') || label === '*');
  const hasOwn = stored.some(({ type }) => type === 'A' || type === 'AAAA' || type === 'CNAME');
  return isHostName && !hasOwn && store.zoneOf(name) !== ROOT_ZONE;
}

/** Names that exist without records of their own: parents of others, and all that lies in the root (`com`). */
function exists(store: ZoneStore, name: string): boolean {
  return store.isOccupied(name) || store.zoneOf(name) === ROOT_ZONE;
}

/** RFC 2308: `minimum` is how long a negative answer may be kept. */
export function startOfAuthority(store: ZoneStore, zone: string): AnswerRecord {
  return synthesized(zone, 'SOA', String(store.serial));
}

export function parentOf(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? ROOT_ZONE : name.slice(dot + 1);
}

function synthesized(name: string, type: AnswerType, value: string): AnswerRecord {
  return { name, type, value, ttlSeconds: SYNTHESIZED_TTL_SECONDS };
}
