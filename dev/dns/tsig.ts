/** Signatures of the server's side of RFC 2136 updates: RFC 8945. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { CLASS, readName, TYPE, writeName, type RawMessage, type RawRecord } from './wire.js';

export interface TsigKey {
  readonly name: string;
  readonly algorithm: 'hmac-sha256' | 'hmac-sha512';
  /** Base64. */
  readonly secret: string;
}

/** RFC 8945, section 3. */
export const TSIG_ERROR = { NONE: 0, BADSIG: 16, BADKEY: 17, BADTIME: 18 } as const;

/** What the answer to a message has to carry: its error, and the request's MAC, over which the answer is signed. */
export interface TsigVerdict {
  readonly error: number;
  readonly timeSigned: number;
  readonly fudge: number;
  readonly requestMac: Buffer;
  readonly record: RawRecord;
}

interface TsigData {
  readonly algorithm: string;
  readonly timeSigned: number;
  readonly fudge: number;
  readonly mac: Buffer;
  readonly originalId: number;
  readonly error: number;
  readonly other: Buffer;
}

/** Undefined where the message is not signed. Throws on malformed data. `now` is in seconds. */
export function verifyTsig(
  message: Buffer,
  parsed: RawMessage,
  key: TsigKey,
  now: number,
): TsigVerdict | undefined {
  const record = parsed.additionals.at(-1);
  if (record?.type !== TYPE.TSIG) return undefined;
  const data = readTsig(record);
  return {
    error: errorOf(message, record, data, key, now),
    timeSigned: data.timeSigned,
    fudge: data.fudge,
    requestMac: data.mac,
    record,
  };
}

/** Key, then signature, then time, in this order (RFC 8945, section 5.2). */
function errorOf(message: Buffer, record: RawRecord, data: TsigData, key: TsigKey, now: number): number {
  if (record.name !== key.name.toLowerCase() || data.algorithm !== key.algorithm) return TSIG_ERROR.BADKEY;
  const unsigned = Buffer.from(message.subarray(0, record.start));
  unsigned.writeUInt16BE(data.originalId, 0);
  unsigned.writeUInt16BE(unsigned.readUInt16BE(10) - 1, 10);
  const expected = digest(key, [unsigned, tsigVariables(key, data)]);
  const isGenuine = data.mac.length === expected.length && timingSafeEqual(data.mac, expected);
  if (!isGenuine) return TSIG_ERROR.BADSIG;
  return Math.abs(now - data.timeSigned) > data.fudge ? TSIG_ERROR.BADTIME : TSIG_ERROR.NONE;
}

/**
 * Appends the TSIG record of an answer. One to an unknown key or a bad signature carries no MAC (section 5.3.2); one to a
 * bad time is signed with the request's time and tells ours.
 */
export function signResponse(response: Buffer, key: TsigKey, verdict: TsigVerdict, now: number): Buffer {
  const isBadTime = verdict.error === TSIG_ERROR.BADTIME;
  const fields = {
    algorithm: key.algorithm,
    timeSigned: isBadTime ? verdict.timeSigned : now,
    fudge: verdict.fudge,
    error: verdict.error,
    other: isBadTime ? uint48(now) : Buffer.alloc(0),
  };
  const isSigned = verdict.error === TSIG_ERROR.NONE || isBadTime;
  const mac = isSigned
    ? digest(key, [
        uint16(verdict.requestMac.length),
        verdict.requestMac,
        response,
        tsigVariables(key, fields),
      ])
    : Buffer.alloc(0);
  return appendTsig(response, isSigned ? key.name : verdict.record.name, {
    ...fields,
    mac,
    originalId: response.readUInt16BE(0),
  });
}

function appendTsig(message: Buffer, keyName: string, data: TsigData): Buffer {
  const { algorithm, timeSigned, fudge, mac, originalId, error, other } = data;
  const rdata = Buffer.concat([
    writeName(algorithm),
    uint48(timeSigned),
    uint16(fudge),
    uint16(mac.length),
    mac,
    uint16(originalId),
    uint16(error),
    uint16(other.length),
    other,
  ]);
  const head = Buffer.concat([writeName(keyName), uint16(TYPE.TSIG), uint16(CLASS.ANY), Buffer.alloc(4)]);
  const signed = Buffer.concat([message, head, uint16(rdata.length), rdata]);
  signed.writeUInt16BE(signed.readUInt16BE(10) + 1, 10);
  return signed;
}

function readTsig({ data }: RawRecord): TsigData {
  const { name: algorithm, next } = readName(data, 0);
  const macEnd = next + 10 + data.readUInt16BE(next + 8);
  const otherEnd = macEnd + 6 + data.readUInt16BE(macEnd + 4);
  if (otherEnd !== data.length) throw new Error('The signature record is malformed.');
  return {
    algorithm,
    timeSigned: data.readUIntBE(next, 6),
    fudge: data.readUInt16BE(next + 6),
    mac: data.subarray(next + 10, macEnd),
    originalId: data.readUInt16BE(macEnd),
    error: data.readUInt16BE(macEnd + 2),
    other: data.subarray(macEnd + 6, otherEnd),
  };
}

/** RFC 8945, section 4.3.3. */
function tsigVariables(
  key: TsigKey,
  data: Pick<TsigData, 'timeSigned' | 'fudge' | 'error' | 'other'>,
): Buffer {
  return Buffer.concat([
    writeName(key.name),
    uint16(CLASS.ANY),
    Buffer.alloc(4),
    writeName(key.algorithm),
    uint48(data.timeSigned),
    uint16(data.fudge),
    uint16(data.error),
    uint16(data.other.length),
    data.other,
  ]);
}

function digest(key: TsigKey, parts: Buffer[]): Buffer {
  const hash = key.algorithm.replace('hmac-', '');
  return createHmac(hash, Buffer.from(key.secret, 'base64')).update(Buffer.concat(parts)).digest();
}

function uint16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16BE(value);
  return buffer;
}

function uint48(value: number): Buffer {
  const buffer = Buffer.alloc(6);
  buffer.writeUIntBE(value, 0, 6);
  return buffer;
}
