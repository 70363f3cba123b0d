/**
 * The envelope in which a CA returns an encryption key (GM/T 0009, section 7.4):
 *
 *   SM2EnvelopedKey ::= SEQUENCE {
 *     symAlgID                AlgorithmIdentifier,  -- SM4-ECB
 *     symEncryptedKey         SM2Cipher,            -- the SM4 key, encrypted to the signing key
 *     sm2PublicKey            BIT STRING,           -- of the encryption certificate
 *     sm2EncryptedPrivateKey  BIT STRING }          -- its private key, 32 octets, encrypted with the SM4 key
 *
 *   SM2Cipher ::= SEQUENCE { XCoordinate INTEGER, YCoordinate INTEGER, HASH OCTET STRING, CipherText OCTET STRING }
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { BitString, Integer, Null, ObjectIdentifier, OctetString, Sequence, type AsnType } from 'asn1js';
import smCrypto from 'sm-crypto-v2';
import type { Bilingual } from '../bilingual.js';
import { ToldError } from '../told.js';
import { bytesOf, coordinateOf, derOf, items, numberOf, readDer } from './der.js';
import { isOnCurve, sm2KeyPairOf, type Sm2KeyPair } from './keys.js';

/**
 * GM/T 0006: SM4 in ECB mode, which the standard leaves to the parties and which CAs use. Two blocks of random octets
 * under a key that is used once: the mode's known weakness has nothing to show.
 */
const SM4_ECB = '1.2.156.10197.1.104.1';
const SM4_KEY_BYTES = 16;
const PRIVATE_KEY_BYTES = 32;
const HASH_BYTES = 32;
/** The library's C1C3C2, as GB/T 32918.4 orders them. */
const C1C3C2 = 1;

export interface Sm2Envelope {
  /** Of the key inside: the encryption certificate's. 65 octets. */
  readonly publicKey: Buffer;
  /** C1 (64 octets), C3 (32), C2 (16). */
  readonly encryptedSymmetricKey: Buffer;
  readonly encryptedPrivateKey: Buffer;
}

/** Nothing of envelope or keys is repeated. */
export class Sm2EnvelopeError extends ToldError {
  override readonly name = 'Sm2EnvelopeError';
}

/** DER of SM2EnvelopedKey: what `openSm2Envelope` opens with the private key of `recipient`. */
export function sealSm2Envelope({ privateKey, publicKey }: Sm2KeyPair, recipient: Uint8Array): Buffer {
  const symmetricKey = randomBytes(SM4_KEY_BYTES);
  const cipher = createCipheriv('sm4-ecb', symmetricKey, null).setAutoPadding(false);
  const encrypted = smCrypto.sm2.doEncrypt(symmetricKey, Buffer.from(recipient).toString('hex'), C1C3C2);
  const sealed = envelopeDer({
    publicKey,
    encryptedSymmetricKey: Buffer.from(encrypted, 'hex'),
    encryptedPrivateKey: Buffer.concat([cipher.update(privateKey), cipher.final()]),
  });
  symmetricKey.fill(0);
  return sealed;
}

/** The key inside. Throws Sm2EnvelopeError: malformed, sealed for another key, or altered. */
export function openSm2Envelope(der: Uint8Array, recipientPrivateKey: Uint8Array): Sm2KeyPair {
  const envelope = readSm2Envelope(der);
  const symmetricKey = decryptSymmetricKey(envelope.encryptedSymmetricKey, recipientPrivateKey);
  const decipher = createDecipheriv('sm4-ecb', symmetricKey, null).setAutoPadding(false);
  const privateKey = Buffer.concat([decipher.update(envelope.encryptedPrivateKey), decipher.final()]);
  symmetricKey.fill(0);
  const pair = keyPairOf(privateKey);
  // The standard has no integrity check of its own for the second half: the public key is one.
  if (!pair?.publicKey.equals(envelope.publicKey))
    throw broken({ zh: '其中的密钥与所述的不符', en: 'the key in it is not the one it names' });
  return pair;
}

/** What can be read without any key. Throws Sm2EnvelopeError where it is not an envelope, spelled strictly. */
export function readSm2Envelope(der: Uint8Array): Sm2Envelope {
  const envelope = parse(der);
  if (!envelope || !spellings(envelope).some((spelling) => spelling.equals(der)))
    throw broken({
      zh: '不是采用 SM4-ECB 的 SM2EnvelopedKey',
      en: 'it is not an SM2EnvelopedKey with SM4-ECB',
    });
  if (!isOnCurve(envelope.publicKey)) throw broken(NO_POINT);
  return envelope;
}

function parse(der: Uint8Array): Sm2Envelope | undefined {
  try {
    const [, symmetric, publicKey, privateKey] = items(readDer(der));
    const [x, y, hash, cipherText] = items(symmetric);
    if (!(x instanceof Integer && y instanceof Integer)) return undefined;
    const parts = [coordinateOf(x), coordinateOf(y), contentOf(hash), contentOf(cipherText)];
    const envelope = {
      publicKey: contentOf(publicKey),
      encryptedSymmetricKey: Buffer.concat(parts),
      encryptedPrivateKey: contentOf(privateKey),
    };
    return hasItsLengths(envelope) ? envelope : undefined;
  } catch {
    return undefined;
  }
}

function hasItsLengths(envelope: Sm2Envelope): boolean {
  return (
    envelope.publicKey.length === 65 &&
    envelope.encryptedSymmetricKey.length === 64 + HASH_BYTES + SM4_KEY_BYTES &&
    envelope.encryptedPrivateKey.length === PRIVATE_KEY_BYTES
  );
}

function contentOf(value: AsnType | undefined): Buffer {
  if (!(value instanceof OctetString || value instanceof BitString)) throw new Error('No octets there');
  return Buffer.from(value.valueBlock.valueHexView);
}

/** CAs write the algorithm with NULL parameters, or without any. */
function spellings(envelope: Sm2Envelope): Buffer[] {
  return [envelopeDer(envelope), envelopeDer(envelope, [new Null()])];
}

function envelopeDer(envelope: Sm2Envelope, parameters: readonly AsnType[] = []): Buffer {
  const symmetric = envelope.encryptedSymmetricKey;
  const algorithm = [new ObjectIdentifier({ value: SM4_ECB }), ...parameters];
  const cipher = [
    Integer.fromBigInt(numberOf(symmetric.subarray(0, 32))),
    Integer.fromBigInt(numberOf(symmetric.subarray(32, 64))),
    new OctetString({ valueHex: bytesOf(symmetric.subarray(64, 64 + HASH_BYTES)) }),
    new OctetString({ valueHex: bytesOf(symmetric.subarray(64 + HASH_BYTES)) }),
  ];
  return derOf(
    new Sequence({
      value: [
        new Sequence({ value: algorithm }),
        new Sequence({ value: cipher }),
        new BitString({ valueHex: bytesOf(envelope.publicKey) }),
        new BitString({ valueHex: bytesOf(envelope.encryptedPrivateKey) }),
      ],
    }),
  );
}

function decryptSymmetricKey(encrypted: Buffer, privateKey: Uint8Array): Buffer {
  const options = { output: 'array' } as const;
  const secret = Buffer.from(privateKey).toString('hex');
  try {
    const key = smCrypto.sm2.doDecrypt(encrypted.toString('hex'), secret, C1C3C2, options);
    // What does not open gives no octets rather than an error.
    if (key.length === SM4_KEY_BYTES) return Buffer.from(key);
  } catch {
    // A point that is not on the curve: altered, or malicious.
  }
  throw broken({ zh: '是用另一个密钥封装的,或已被改动', en: 'it was sealed for another key, or altered' });
}

function keyPairOf(privateKey: Buffer): Sm2KeyPair | undefined {
  try {
    return sm2KeyPairOf(privateKey);
  } catch {
    return undefined;
  }
}

const NO_POINT: Bilingual = {
  zh: '其公钥不是曲线上的点',
  en: 'its public key is no point of the curve',
};

function broken({ zh, en }: Bilingual): Sm2EnvelopeError {
  return new Sm2EnvelopeError({
    zh: `加密密钥的信封无法打开:${zh}`,
    en: `The envelope with the encryption key can’t be opened: ${en}`,
  });
}
