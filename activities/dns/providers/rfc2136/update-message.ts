/** The wire format of an RFC 2136 update. The DNS library can't write it: removals need the class NONE. */
import type { ValidationRecord } from '../../../../domain/control/validations.js';

export interface RecordChange {
  readonly action: 'add' | 'remove';
  readonly record: ValidationRecord;
  readonly ttlSeconds: number;
}

const TYPES = { CNAME: 5, SOA: 6, TXT: 16 } as const;
const CLASS_IN = 1;
/** Marks the removal of one record by its value (RFC 2136, section 2.5.4). */
const CLASS_NONE = 254;
const OPCODE_UPDATE = 5 << 11;
const TXT_CHUNK_OCTETS = 255;

/** An unsigned update of one record. */
export function updateMessage(id: number, zone: string, change: RecordChange): Buffer {
  const header = Buffer.concat([id, OPCODE_UPDATE, 1, 0, 1, 0].map(uint16));
  const zoneSection = Buffer.concat([wireName(zone), uint16(TYPES.SOA), uint16(CLASS_IN)]);
  return Buffer.concat([header, zoneSection, updateRecord(change)]);
}

function updateRecord({ action, record, ttlSeconds }: RecordChange): Buffer {
  const data = record.type === 'TXT' ? characterStrings(record.value) : wireName(record.value);
  return Buffer.concat([
    wireName(record.name),
    uint16(TYPES[record.type]),
    uint16(action === 'add' ? CLASS_IN : CLASS_NONE),
    uint32(action === 'add' ? ttlSeconds : 0),
    uint16(data.length),
    data,
  ]);
}

/** RFC 1035, section 3.3: at most 255 octets each. */
function characterStrings(text: string): Buffer {
  const octets = Buffer.from(text);
  const parts: Buffer[] = [];
  for (let start = 0; start === 0 || start < octets.length; start += TXT_CHUNK_OCTETS) {
    const chunk = octets.subarray(start, start + TXT_CHUNK_OCTETS);
    parts.push(Buffer.from([chunk.length]), chunk);
  }
  return Buffer.concat(parts);
}

/** Uncompressed, in lower case. Throws RangeError on a label above 63 octets. */
export function wireName(name: string): Buffer {
  const labels = name.toLowerCase().split('.').filter(Boolean);
  const parts = labels.map((label) => {
    const octets = Buffer.from(label);
    if (octets.length > 63) throw new RangeError(`The label "${label}" is longer than 63 octets.`);
    return Buffer.concat([Buffer.from([octets.length]), octets]);
  });
  return Buffer.concat([...parts, Buffer.from([0])]);
}

/** The offset behind a name; a compression pointer ends it. Throws RangeError beyond the message. */
export function skipName(message: Buffer, start: number): number {
  let offset = start;
  for (;;) {
    const length = message.readUInt8(offset);
    if (length === 0) return offset + 1;
    if (length >= 0xc0) return offset + 2;
    offset += length + 1;
  }
}

export function uint16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16BE(value);
  return buffer;
}

function uint32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value);
  return buffer;
}

export function uint48(value: number): Buffer {
  const buffer = Buffer.alloc(6);
  buffer.writeUIntBE(value, 0, 6);
  return buffer;
}
