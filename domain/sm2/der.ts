/** DER as SM2's structures need it: each value has one spelling (X.690, section 10), and every other one is refused. */
import { type AsnType, fromBER, type Integer, Sequence } from 'asn1js';

/** One value and nothing after it. Throws Error for what is no BER at all. */
export function readDer(der: Uint8Array): AsnType {
  const { offset, result } = fromBER(bytesOf(der));
  if (offset !== der.length) throw new Error('It is not ASN.1, or something follows it');
  return result;
}

/** What a SEQUENCE holds. Throws Error for another type. */
export function items(value: AsnType | undefined): readonly AsnType[] {
  if (!(value instanceof Sequence)) throw new Error('There is no SEQUENCE where one belongs');
  return value.valueBlock.value;
}

export function derOf(value: AsnType): Buffer {
  return Buffer.from(value.toBER());
}

/** Throws Error unless both are written alike. */
export function refuseOtherDer(found: AsnType | undefined, expected: AsnType): void {
  if (!found || !derOf(found).equals(derOf(expected))) throw new Error('It is of another algorithm');
}

/** A copy that shares no memory: Node's small buffers lie in one pool. */
export function bytesOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

const COORDINATE_BYTES = 32;

/** 32 octets, big-endian. Throws Error for numbers that are negative or longer. */
export function coordinateOf(integer: Integer): Buffer {
  const number = integer.toBigInt();
  const hex = number.toString(16).padStart(2 * COORDINATE_BYTES, '0');
  if (number < 0n || hex.length !== 2 * COORDINATE_BYTES) throw new Error('A number is out of its range');
  return Buffer.from(hex, 'hex');
}

export function numberOf(coordinate: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(coordinate).toString('hex')}`);
}
