/** SM2 keys as they are written: SubjectPublicKeyInfo and PKCS#8 (GM/T 0006, GM/T 0009, section 7; RFC 5480, RFC 5208). */
import { createECDH } from 'node:crypto';
import { Integer, ObjectIdentifier, OctetString, Sequence, BitString, Constructed } from 'asn1js';
import smCrypto from 'sm-crypto-v2';
import { bytesOf, derOf, items, readDer, refuseOtherDer } from './der.js';

/** GM/T 0006: sm2p256v1, the curve of GB/T 32918.5. */
export const SM2_CURVE = '1.2.156.10197.1.301';
/** RFC 5480, section 2.1.1. */
export const EC_PUBLIC_KEY = '1.2.840.10045.2.1';

const PRIVATE_KEY_BYTES = 32;
/** 04, x, y: SM2 keys are never written compressed here (GM/T 0009, section 7.1). */
const PUBLIC_KEY_BYTES = 65;

export interface Sm2KeyPair {
  /** 32 octets, big-endian. Secret. */
  readonly privateKey: Buffer;
  /** The uncompressed point, 65 octets. */
  readonly publicKey: Buffer;
}

/** OpenSSL's curve arithmetic and random numbers, through Node. */
export function newSm2KeyPair(): Sm2KeyPair {
  const ecdh = createECDH('SM2');
  const publicKey = ecdh.generateKeys();
  return { publicKey, privateKey: padded(ecdh.getPrivateKey()) };
}

/** Throws Error for what is no private key of the curve. */
export function sm2KeyPairOf(privateKey: Uint8Array): Sm2KeyPair {
  const ecdh = createECDH('SM2');
  ecdh.setPrivateKey(Buffer.from(privateKey));
  return { publicKey: ecdh.getPublicKey(), privateKey: padded(privateKey) };
}

/** DER of the subject public key info. */
export function sm2Spki(publicKey: Uint8Array): Buffer {
  return derOf(new Sequence({ value: [keyAlgorithm(), new BitString({ valueHex: bytesOf(publicKey) })] }));
}

/** The point, or undefined where the subject public key info is of another kind, or no point of the curve. */
export function sm2PublicKeyIn(spki: Uint8Array): Buffer | undefined {
  const publicKey = Buffer.from(spki.subarray(-PUBLIC_KEY_BYTES));
  // There is exactly one way to write it (RFC 5480: named curve, no other parameters).
  if (publicKey.length !== PUBLIC_KEY_BYTES || !sm2Spki(publicKey).equals(spki)) return undefined;
  return isOnCurve(publicKey) ? publicKey : undefined;
}

/** DER of PKCS#8, unencrypted. Secret. */
export function sm2Pkcs8({ privateKey, publicKey }: Sm2KeyPair): Buffer {
  // RFC 5915: ECPrivateKey with the public key, as OpenSSL writes it.
  const ecPrivateKey = new Sequence({
    value: [
      new Integer({ value: 1 }),
      new OctetString({ valueHex: bytesOf(privateKey) }),
      new Constructed({
        idBlock: { tagClass: 3, tagNumber: 1 },
        value: [new BitString({ valueHex: bytesOf(publicKey) })],
      }),
    ],
  });
  return derOf(
    new Sequence({
      value: [new Integer({ value: 0 }), keyAlgorithm(), new OctetString({ valueHex: ecPrivateKey.toBER() })],
    }),
  );
}

/** Reads what `sm2Pkcs8` and OpenSSL write. Throws Error, which repeats nothing of it, for anything else. */
export function readSm2Pkcs8(der: Uint8Array): Sm2KeyPair {
  const [, algorithm, wrapped] = items(readDer(der));
  refuseOtherDer(algorithm, keyAlgorithm());
  if (!(wrapped instanceof OctetString)) throw new Error('The private key is not PKCS#8');
  const [, secret] = items(readDer(wrapped.valueBlock.valueHexView));
  if (!(secret instanceof OctetString)) throw new Error('The private key is not an ECPrivateKey');
  return sm2KeyPairOf(secret.valueBlock.valueHexView);
}

export function isOnCurve(publicKey: Uint8Array): boolean {
  try {
    return smCrypto.sm2.verifyPublicKey(Buffer.from(publicKey).toString('hex'));
  } catch {
    return false;
  }
}

function keyAlgorithm(): Sequence {
  return new Sequence({
    value: [new ObjectIdentifier({ value: EC_PUBLIC_KEY }), new ObjectIdentifier({ value: SM2_CURVE })],
  });
}

function padded(privateKey: Uint8Array): Buffer {
  return Buffer.concat([Buffer.alloc(PRIVATE_KEY_BYTES - privateKey.length), privateKey]);
}
