/**
 * SM2 verification as GB/T 32918.2, section 7, writes it, in plain BigInt arithmetic on affine points: slow, and sharing
 * no code with what the product uses. What passes here and there passes for two independent reasons.
 */
import { createHash } from 'node:crypto';
import type { X509Certificate } from '../../domain/certificates/x509-engine.js';

/** GB/T 32918.5: the recommended curve. */
const p = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;
const a = 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn;
const b = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n;
const n = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
const G = {
  x: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  y: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
};

interface Affine {
  readonly x: bigint;
  readonly y: bigint;
}
/** Undefined is the point at infinity. */
type Point = Affine | undefined;

/** Section 7.1, steps B1 to B7. `publicKey` is 04, x, y; `signature` is DER. */
export function verifiesByTheBook(
  message: Uint8Array,
  signature: Uint8Array,
  publicKey: Uint8Array,
  id = '1234567812345678',
): boolean {
  const numbers = readDerSignature(Buffer.from(signature));
  if (!numbers) return false;
  const { r, s } = numbers;
  if (r < 1n || r >= n || s < 1n || s >= n) return false; // B1, B2
  const key = readPoint(publicKey);
  const e = toNumber(sm3(sm3(identityBlock(id, key)), message)); // B3, B4
  const t = mod(r + s, n); // B5
  if (t === 0n) return false;
  const point = add(multiply(s, G), multiply(t, key)); // B6
  return point !== undefined && mod(e + point.x, n) === r; // B7
}

/** The signature on a certificate, a CSR or alike, with the issuer's or its own key. */
export function signedByTheBook(
  signed: Pick<X509Certificate, 'rawData'>,
  spki: ArrayBuffer | Uint8Array,
  id?: string,
): boolean {
  const { toBeSigned, signature } = partsOf(Buffer.from(signed.rawData));
  return verifiesByTheBook(toBeSigned, signature, new Uint8Array(spki).subarray(-65), id);
}

/** X.509, PKCS#10 and CRL alike: SEQUENCE { what is signed, algorithm, BIT STRING }. */
export function partsOf(der: Buffer): { toBeSigned: Buffer; signature: Buffer } {
  const outer = readValue(der, 0);
  const toBeSigned = readValue(der, outer.start);
  const algorithm = readValue(der, toBeSigned.end);
  const bits = readValue(der, algorithm.end);
  return {
    toBeSigned: der.subarray(outer.start, toBeSigned.end),
    // The first octet of a BIT STRING counts its unused bits.
    signature: der.subarray(bits.start + 1, bits.end),
  };
}

/** Section 5.5: ZA hashes the id's length in bits, the id, the curve and the public key. */
function identityBlock(id: string, key: Affine): Buffer {
  const bits = Buffer.alloc(2);
  bits.writeUInt16BE(Buffer.byteLength(id) * 8);
  return Buffer.concat([bits, Buffer.from(id), ...[a, b, G.x, G.y, key.x, key.y].map(toOctets)]);
}

function add(one: Point, other: Point): Point {
  if (!one) return other;
  if (!other) return one;
  if (one.x === other.x && mod(one.y + other.y, p) === 0n) return undefined;
  const slope =
    one.x === other.x
      ? (3n * one.x * one.x + a) * inverse(2n * one.y)
      : (other.y - one.y) * inverse(other.x - one.x);
  const x = mod(slope * slope - one.x - other.x, p);
  return { x, y: mod(slope * (one.x - x) - one.y, p) };
}

function multiply(factor: bigint, point: Point): Point {
  let sum: Point;
  for (let doubled = point, rest = factor; rest > 0n; rest >>= 1n, doubled = add(doubled, doubled))
    if (rest & 1n) sum = add(sum, doubled);
  return sum;
}

/** By Fermat: p is a prime. */
function inverse(value: bigint): bigint {
  let result = 1n;
  for (let base = mod(value, p), rest = p - 2n; rest > 0n; rest >>= 1n, base = mod(base * base, p))
    if (rest & 1n) result = mod(result * base, p);
  return result;
}

function mod(value: bigint, modulus: bigint): bigint {
  return ((value % modulus) + modulus) % modulus;
}

/** Section 4.2.6: the point must satisfy the curve's equation. */
function readPoint(publicKey: Uint8Array): Affine {
  const x = toNumber(publicKey.subarray(1, 33));
  const y = toNumber(publicKey.subarray(33, 65));
  if (publicKey[0] !== 4 || mod(y * y, p) !== mod(x * x * x + a * x + b, p))
    throw new Error('The public key is no point of the curve');
  return { x, y };
}

/** Strict DER: SEQUENCE of two positive INTEGERs without needless octets, and nothing after. */
function readDerSignature(der: Buffer): { r: bigint; s: bigint } | undefined {
  const match = /^30(..)02(..)(.*)$/.exec(der.toString('hex'));
  const [, length = '', lengthOfR = '', rest = ''] = match ?? [];
  if (!match || parseInt(length, 16) !== der.length - 2) return undefined;
  const end = 2 * parseInt(lengthOfR, 16);
  const other = /^02(..)(.*)$/.exec(rest.slice(end));
  if (!other || 2 * parseInt(other[1] ?? '', 16) !== (other[2] ?? '').length) return undefined;
  const numbers = [rest.slice(0, end), other[2] ?? ''];
  if (!numbers.every((hex) => /^(?:[0-7].|00[89a-f].)(?:..)*$/.test(hex))) return undefined;
  const [r = 0n, s = 0n] = numbers.map((hex) => BigInt(`0x${hex}`));
  return { r, s };
}

function readValue(der: Buffer, at: number): { start: number; end: number } {
  const first = der[at + 1] ?? 0;
  if (first < 0x80) return { start: at + 2, end: at + 2 + first };
  const octets = first & 0x7f;
  const start = at + 2 + octets;
  return { start, end: start + der.readUIntBE(at + 2, octets) };
}

function sm3(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sm3');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function toNumber(octets: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(octets).toString('hex')}`);
}

function toOctets(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(64, '0'), 'hex');
}
