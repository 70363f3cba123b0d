/** Carries out RFC 2136 updates: whole or not at all, and on the disk before the answer goes out. */
import { storedRecord, type StoredRecord } from './records.js';
import { storedValueOf, TYPE_NAMES } from './record-codec.js';
import { CLASS, RCODE, TYPE, type RawMessage, type RawRecord } from './wire.js';
import { isAtOrBelow, isSameData, ROOT_ZONE, type ZoneStore } from './zone-store.js';

/** What ends an update before anything is changed; the code is the answer's. */
class UpdateRefused extends Error {
  override readonly name = 'UpdateRefused';
  constructor(readonly rcode: number) {
    super(`The update is refused with code ${rcode}.`);
  }
}

type Change = () => void;

/** Resolves to the answer's code. The caller has read the message, and verified its signature. */
export async function carryOutUpdate(store: ZoneStore, message: Buffer, update: RawMessage): Promise<number> {
  try {
    await carryOut(store, message, update);
    return RCODE.NOERROR;
  } catch (error) {
    return error instanceof UpdateRefused ? error.rcode : RCODE.SERVFAIL;
  }
}

async function carryOut(store: ZoneStore, message: Buffer, update: RawMessage): Promise<void> {
  const zone = zoneOf(store, update);
  for (const prerequisite of update.prerequisites) checkPrerequisite(store, zone, prerequisite);
  const changes = update.updates.map((record) => changeFor(store, zone, message, record));
  await store.change(() => changes.forEach((change) => change()));
}

/** RFC 2136, section 3.1. */
function zoneOf(store: ZoneStore, { zones }: RawMessage): string {
  const [zone, ...others] = zones;
  if (zone?.type !== TYPE.SOA || others.length > 0) throw new UpdateRefused(RCODE.FORMERR);
  if (zone.class !== CLASS.IN || zone.name === ROOT_ZONE || store.zoneOf(zone.name) !== zone.name)
    throw new UpdateRefused(RCODE.NOTAUTH);
  return zone.name;
}

/** RFC 2136, section 3.2. Those that compare values (class IN) are answered NOTIMP: no client of the stack sends them. */
function checkPrerequisite(store: ZoneStore, zone: string, wanted: RawRecord): void {
  if (wanted.class === CLASS.IN) throw new UpdateRefused(RCODE.NOTIMP);
  if (wanted.ttl !== 0 || wanted.data.length > 0) throw new UpdateRefused(RCODE.FORMERR);
  requireInZone(store, zone, wanted.name);
  const here = store.at(wanted.name);
  const isAnyType = wanted.type === TYPE.ANY;
  const isThere = isAnyType ? here.length > 0 : here.some(({ type }) => type === TYPE_NAMES[wanted.type]);
  if (wanted.class === CLASS.ANY && !isThere)
    throw new UpdateRefused(isAnyType ? RCODE.NXDOMAIN : RCODE.NXRRSET);
  if (wanted.class === CLASS.NONE && isThere)
    throw new UpdateRefused(isAnyType ? RCODE.YXDOMAIN : RCODE.YXRRSET);
  if (wanted.class !== CLASS.ANY && wanted.class !== CLASS.NONE) throw new UpdateRefused(RCODE.FORMERR);
}

/** RFC 2136, section 3.4: prepared for all records before the first is applied. */
function changeFor(store: ZoneStore, zone: string, message: Buffer, record: RawRecord): Change {
  requireInZone(store, zone, record.name);
  if (record.class === CLASS.ANY) return removalOfSet(store, record);
  const stored = storedFrom(message, record);
  if (record.class === CLASS.IN) return () => store.add(stored);
  if (record.class !== CLASS.NONE || record.ttl !== 0) throw new UpdateRefused(RCODE.FORMERR);
  return () => store.drop(record.name, (kept) => isSameData(kept, stored));
}

function removalOfSet(store: ZoneStore, { name, type, ttl, data }: RawRecord): Change {
  if (ttl !== 0 || data.length > 0) throw new UpdateRefused(RCODE.FORMERR);
  return () => store.drop(name, (kept) => type === TYPE.ANY || kept.type === TYPE_NAMES[type]);
}

function storedFrom(message: Buffer, record: RawRecord): StoredRecord {
  try {
    const data = storedValueOf(message, record);
    if (data) return storedRecord(record.name, data.type, data.value, record.ttl);
  } catch {
    throw new UpdateRefused(RCODE.FORMERR);
  }
  throw new UpdateRefused(RCODE.REFUSED);
}

function requireInZone(store: ZoneStore, zone: string, name: string): void {
  if (!isAtOrBelow(name, zone) || store.zoneOf(name) !== zone) throw new UpdateRefused(RCODE.NOTZONE);
}
