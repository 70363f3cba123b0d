/** Signs a DNS message and verifies the answer's signature: RFC 8945. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { TSIG_FUDGE_SECONDS } from '../../../../domain/control/look-limits.js';
import { skipName, uint16, uint48, wireName } from './update-message.js';

export interface TsigKey {
  readonly name: string;
  readonly algorithm: 'hmac-sha256' | 'hmac-sha512';
  readonly secret: Uint8Array;
}

export interface SignedMessage {
  readonly message: Buffer;
  readonly mac: Buffer;
}

/** What an answer's signature record says, besides being genuine or not. */
export type ReplySignature =
  { readonly state: 'absent' } | { readonly state: 'genuine' | 'forged'; readonly error: TsigError };

export type TsigError = 'none' | 'BADSIG' | 'BADKEY' | 'BADTIME' | 'other';

const TYPE_TSIG = 250;
const CLASS_ANY = 255;
const ERRORS: Readonly<Record<number, TsigError>> = { 0: 'none', 16: 'BADSIG', 17: 'BADKEY', 18: 'BADTIME' };

/** The fields that a signature covers besides the message (section 4.3.3). */
interface SignedFields {
  readonly timeSigned: number;
  readonly fudge: number;
  readonly error: number;
  readonly other: Buffer;
}

/** `now` in seconds. The message must not be signed yet. */
export function signMessage(message: Buffer, key: TsigKey, now: number): SignedMessage {
  const fields = { timeSigned: now, fudge: TSIG_FUDGE_SECONDS, error: 0, other: Buffer.alloc(0) };
  const mac = digest(key, [message, variables(key, fields)]);
  const data = Buffer.concat([
    wireName(key.algorithm),
    uint48(fields.timeSigned),
    uint16(fields.fudge),
    uint16(mac.length),
    mac,
    message.subarray(0, 2),
    uint16(0),
    uint16(0),
  ]);
  const head = Buffer.concat([wireName(key.name), uint16(TYPE_TSIG), uint16(CLASS_ANY), Buffer.alloc(4)]);
  return { message: countAdditionals(Buffer.concat([message, head, uint16(data.length), data]), 1), mac };
}

/** The answer to a message that was signed with `requestMac`. Throws RangeError on a malformed one. */
export function verifyReply(reply: Buffer, key: TsigKey, requestMac: Buffer, now: number): ReplySignature {
  const start = lastAdditionalStart(reply);
  if (start === undefined) return { state: 'absent' };
  const typeAt = skipName(reply, start);
  if (reply.readUInt16BE(typeAt) !== TYPE_TSIG) return { state: 'absent' };

  const data = reply.subarray(typeAt + 10);
  const timeAt = skipName(data, 0);
  const macEnd = timeAt + 10 + data.readUInt16BE(timeAt + 8);
  const fields: SignedFields = {
    timeSigned: data.readUIntBE(timeAt, 6),
    fudge: data.readUInt16BE(timeAt + 6),
    error: data.readUInt16BE(macEnd + 2),
    other: data.subarray(macEnd + 6),
  };
  const unsigned = countAdditionals(Buffer.from(reply.subarray(0, start)), -1);
  const expected = digest(key, [uint16(requestMac.length), requestMac, unsigned, variables(key, fields)]);
  const mac = data.subarray(timeAt + 10, macEnd);
  const isGenuine = mac.length === expected.length && timingSafeEqual(mac, expected);
  const error = ERRORS[fields.error] ?? 'other';
  // An answer to a bad time is signed with our own time, whatever the server's clock says.
  const isTimely = Math.abs(now - fields.timeSigned) <= fields.fudge;
  return { state: isGenuine && isTimely ? 'genuine' : 'forged', error };
}

/** Where the last record of the message begins, if its additional section has any. */
function lastAdditionalStart(message: Buffer): number | undefined {
  const [questions, ...records] = [4, 6, 8, 10].map((at) => message.readUInt16BE(at));
  if (records.at(-1) === 0) return undefined;
  let offset = 12;
  for (let count = questions ?? 0; count > 0; count -= 1) offset = skipName(message, offset) + 4;
  let start = offset;
  for (let count = records.reduce((sum, more) => sum + more, 0); count > 0; count -= 1) {
    start = offset;
    const fixed = skipName(message, offset);
    offset = fixed + 10 + message.readUInt16BE(fixed + 8);
  }
  return start;
}

function variables(key: TsigKey, { timeSigned, fudge, error, other }: SignedFields): Buffer {
  return Buffer.concat([
    wireName(key.name),
    uint16(CLASS_ANY),
    Buffer.alloc(4),
    wireName(key.algorithm),
    uint48(timeSigned),
    uint16(fudge),
    uint16(error),
    uint16(other.length),
    other,
  ]);
}

function countAdditionals(message: Buffer, difference: number): Buffer {
  message.writeUInt16BE(message.readUInt16BE(10) + difference, 10);
  return message;
}

function digest(key: TsigKey, parts: readonly Buffer[]): Buffer {
  return createHmac(key.algorithm.replace('hmac-', ''), key.secret).update(Buffer.concat(parts)).digest();
}
