/** The parts of DNS messages that the library can't read: UPDATE's empty and classless records, and raw octets for TSIG. */

/** RFC 1035 section 4.1.1, RFC 2136 section 2.2. */
export const RCODE = {
  NOERROR: 0,
  FORMERR: 1,
  SERVFAIL: 2,
  NXDOMAIN: 3,
  NOTIMP: 4,
  REFUSED: 5,
  YXDOMAIN: 6,
  YXRRSET: 7,
  NXRRSET: 8,
  NOTAUTH: 9,
  NOTZONE: 10,
} as const;

export const CLASS = { IN: 1, NONE: 254, ANY: 255 } as const;
export const TYPE = { SOA: 6, NS: 2, CNAME: 5, OPT: 41, TSIG: 250, ANY: 255 } as const;
export const OPCODE = { QUERY: 0, UPDATE: 5 } as const;

const HEADER_BYTES = 12;

export interface RawRecord {
  /** Lower case, no trailing dot; '.' is the root. */
  readonly name: string;
  readonly type: number;
  readonly class: number;
  readonly ttl: number;
  readonly data: Buffer;
  /** Where the record, and its data, begin in the message. */
  readonly start: number;
  readonly dataStart: number;
}

export interface RawQuestion {
  readonly name: string;
  readonly type: number;
  readonly class: number;
}

/** The four sections, under the names UPDATE gives them. */
export interface RawMessage {
  readonly id: number;
  readonly opcode: number;
  readonly isResponse: boolean;
  readonly zones: readonly RawQuestion[];
  readonly prerequisites: readonly RawRecord[];
  readonly updates: readonly RawRecord[];
  readonly additionals: readonly RawRecord[];
}

/** Throws RangeError or Error on a malformed message. */
export function readMessage(message: Buffer): RawMessage {
  const count = (section: number) => message.readUInt16BE(4 + 2 * section);
  let offset = HEADER_BYTES;
  const zones = Array.from({ length: count(0) }, () => {
    const { name, next } = readName(message, offset);
    offset = next + 4;
    return { name, type: message.readUInt16BE(next), class: message.readUInt16BE(next + 2) };
  });
  const records = (section: number) =>
    Array.from({ length: count(section) }, () => {
      const record = readRecord(message, offset);
      offset = record.dataStart + record.data.length;
      return record;
    });
  const [prerequisites, updates, additionals] = [records(1), records(2), records(3)];
  return { ...readHeader(message), zones, prerequisites, updates, additionals };
}

export function readHeader(message: Buffer): Pick<RawMessage, 'id' | 'opcode' | 'isResponse'> {
  return {
    id: message.readUInt16BE(0),
    opcode: (message.readUInt8(2) >> 3) & 0xf,
    isResponse: (message.readUInt8(2) & 0x80) !== 0,
  };
}

/** A bare answer that carries nothing but its code. */
export function bareResponse(message: Buffer, rcode: number): Buffer {
  const response = Buffer.alloc(HEADER_BYTES);
  message.copy(response, 0, 0, 2);
  response.writeUInt8(0x80 | (message.readUInt8(2) & 0x79), 2);
  response.writeUInt8(rcode, 3);
  return response;
}

/** RFC 1035, section 4.1.4; a pointer leads backwards only, so that a chain of them ends. */
export function readName(message: Buffer, start: number): { name: string; next: number } {
  const labels: string[] = [];
  let [offset, next, earliest] = [start, -1, start];
  for (;;) {
    const length = message.readUInt8(offset);
    if (length >= 0xc0) {
      const target = message.readUInt16BE(offset) & 0x3fff;
      if (target >= earliest) throw new Error('A name points forwards.');
      if (next < 0) next = offset + 2;
      offset = earliest = target;
      continue;
    }
    if (length > 63) throw new Error('A label is too long.');
    offset += 1 + length;
    if (length === 0) break;
    labels.push(message.toString('latin1', offset - length, offset).toLowerCase());
    if (offset > message.length || labels.length > 127) throw new Error('A name runs over the end.');
  }
  return { name: labels.join('.') || '.', next: next < 0 ? offset : next };
}

/** Uncompressed and in lower case, as TSIG digests want names (RFC 8945, section 4.3.3). */
export function writeName(name: string): Buffer {
  const labels = name.toLowerCase().split('.').filter(Boolean);
  const parts = labels.flatMap((label) => [Buffer.from([label.length]), Buffer.from(label, 'latin1')]);
  return Buffer.concat([...parts, Buffer.from([0])]);
}

function readRecord(message: Buffer, start: number): RawRecord {
  const { name, next } = readName(message, start);
  const dataStart = next + 10;
  const length = message.readUInt16BE(next + 8);
  if (dataStart + length > message.length) throw new Error('A record runs over the end.');
  return {
    name,
    type: message.readUInt16BE(next),
    class: message.readUInt16BE(next + 2),
    ttl: message.readUInt32BE(next + 4),
    data: message.subarray(dataStart, dataStart + length),
    start,
    dataStart,
  };
}
