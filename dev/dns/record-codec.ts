/** From our records to the DNS library's, and from the wire to ours. */
import { decode, type Answer, type CaaData } from 'dns-packet';
import { isStoredType, parseCaa, parseMx, type StoredType } from './records.js';
import { NAME_SERVER, type AnswerRecord } from './resolution.js';
import { readName, type RawRecord } from './wire.js';

const TXT_CHUNK_OCTETS = 255;
const HOUR_SECONDS = 3_600;

export function toWireAnswer({ name, type, value, ttlSeconds: ttl }: AnswerRecord): Answer {
  switch (type) {
    case 'A':
    case 'AAAA':
    case 'CNAME':
    case 'NS':
      return { name, type, ttl, data: value };
    case 'TXT':
      return { name, type, ttl, data: chunked(value) };
    case 'CAA':
      // The library's type knows three tags; the wire knows any.
      return { name, type, ttl, data: (parseCaa(value) ?? { tag: 'issue', value: '' }) as CaaData };
    case 'MX':
      return { name, type, ttl, data: parseMx(value) ?? { exchange: '.' } };
    case 'SOA':
      return { name, type, ttl, data: startOfAuthorityData(Number(value)) };
  }
}

/** The value of a record in an UPDATE, or undefined where its type is not kept here. Throws on malformed data. */
export function storedValueOf(
  message: Buffer,
  record: RawRecord,
): { type: StoredType; value: string } | undefined {
  const type = TYPE_NAMES[record.type];
  if (!type || !isStoredType(type)) return undefined;
  // Names may be compressed against the whole message, which the library's decoder would not see.
  if (type === 'CNAME' || type === 'NS') return { type, value: readName(message, record.dataStart).name };
  if (type === 'MX') {
    const exchange = readName(message, record.dataStart + 2).name;
    return { type, value: `${message.readUInt16BE(record.dataStart)} ${exchange}` };
  }
  return { type, value: presentation(decodeAlone(record)) };
}

export const TYPE_NAMES: Readonly<Record<number, string>> = {
  1: 'A',
  2: 'NS',
  5: 'CNAME',
  6: 'SOA',
  15: 'MX',
  16: 'TXT',
  28: 'AAAA',
  257: 'CAA',
};

function decodeAlone(record: RawRecord): Answer {
  const head = Buffer.alloc(12 + 11);
  head.writeUInt16BE(1, 6);
  head.writeUInt16BE(record.type, 13);
  head.writeUInt16BE(1, 15);
  head.writeUInt16BE(record.data.length, 21);
  const [answer] = decode(Buffer.concat([head, record.data])).answers ?? [];
  if (!answer) throw new Error('The record has no data.');
  return answer;
}

function presentation(answer: Answer): string {
  if (answer.type === 'A' || answer.type === 'AAAA') return answer.data;
  if (answer.type === 'CAA') return `${answer.data.flags ?? 0} ${answer.data.tag} "${answer.data.value}"`;
  if (answer.type === 'TXT')
    return Buffer.concat([answer.data].flat().map((chunk) => Buffer.from(chunk))).toString();
  throw new Error(`Records of type ${answer.type} are not kept here.`);
}

/** RFC 1035, section 3.3: a character-string holds at most 255 octets. */
function chunked(text: string): Buffer[] {
  const octets = Buffer.from(text);
  const chunks: Buffer[] = [];
  for (let start = 0; start === 0 || start < octets.length; start += TXT_CHUNK_OCTETS)
    chunks.push(octets.subarray(start, start + TXT_CHUNK_OCTETS));
  return chunks;
}

function startOfAuthorityData(serial: number) {
  return {
    mname: NAME_SERVER,
    rname: `hostmaster.${NAME_SERVER}`,
    serial,
    refresh: HOUR_SECONDS,
    retry: HOUR_SECONDS,
    expire: 24 * HOUR_SECONDS,
    minimum: 5,
  };
}
