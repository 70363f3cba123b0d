/** New key pairs. Node's webcrypto makes them on libuv's threads: an RSA 4096 key takes seconds, and the worker goes on. */
import { ORDER_DATA_FAILURES } from '../../domain/failure-texts.js';
import { webcrypto } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Line } from '../../db/line.js';
import { keyGenerationsAtOnce } from '../../domain/certificates/key-generation.js';
import { OrderFailure } from '../../domain/failures.js';
import type { KeyAlgorithm, SignatureHash } from '../../domain/catalogue/words.js';
import { exportKey, newSm2CryptoKeys, SM2_SIGNING, type Sm2Algorithm } from '../../domain/sm2/crypto.js';

type WebAlgorithm = webcrypto.RsaHashedKeyGenParams | (webcrypto.EcKeyGenParams & { hash: string });
export type SigningAlgorithm = WebAlgorithm | Sm2Algorithm;

export interface GeneratedKeyPair {
  readonly keys: webcrypto.CryptoKeyPair;
  readonly signing: SigningAlgorithm;
}

/** SM2 keys sign with SM3 whatever the hash says: the form took no other (domain/orders/checks.ts). */
export async function generateKeyPair(
  algorithm: KeyAlgorithm,
  hash: SignatureHash,
): Promise<GeneratedKeyPair> {
  if (algorithm === 'sm2') return { keys: newSm2CryptoKeys(), signing: SM2_SIGNING };
  const signing = signingAlgorithm(algorithm, hash);
  const make = () => webcrypto.subtle.generateKey(signing, true, ['sign', 'verify']);
  const keys = await (algorithm.startsWith('rsa-') ? RSA_KEYS.pass(make) : make());
  return { keys, signing };
}

/** Milliseconds; within the time that a step may take, with a key of its own still to be made behind it. */
const LONGEST_WAIT_MS = 45_000;

/** One line for the process: its threads are one pool as well. An elliptic key takes less than a millisecond. */
const RSA_KEYS = new Line({
  places: keyGenerationsAtOnce(availableParallelism(), process.env.UV_THREADPOOL_SIZE),
  longestWaitMs: LONGEST_WAIT_MS,
  tooLong: () => new OrderFailure('TooMuchAtOnce', ORDER_DATA_FAILURES.tooManyKeys),
});

/** DER of PKCS#8 (RFC 5958). */
export async function privateKeyDer({ keys }: GeneratedKeyPair): Promise<Buffer> {
  return Buffer.from(await exportKey('pkcs8', keys.privateKey));
}

/** DER of the subject public key info (RFC 5280, section 4.1.2.7). */
export async function publicKeyDer({ keys }: GeneratedKeyPair): Promise<Buffer> {
  return Buffer.from(await exportKey('spki', keys.publicKey));
}

const HASH_NAMES: Record<SignatureHash, string> = { sha256: 'SHA-256', sha384: 'SHA-384', sm3: 'SM3' };

function signingAlgorithm(
  algorithm: Exclude<KeyAlgorithm, 'sm2'>,
  signatureHash: SignatureHash,
): WebAlgorithm {
  const hash = HASH_NAMES[signatureHash];
  switch (algorithm) {
    case 'rsa-2048':
      return rsa(2048, hash);
    case 'rsa-4096':
      return rsa(4096, hash);
    case 'ecc-p256':
      return { name: 'ECDSA', namedCurve: 'P-256', hash };
    case 'ecc-p384':
      return { name: 'ECDSA', namedCurve: 'P-384', hash };
  }
}

function rsa(modulusLength: number, hash: string): webcrypto.RsaHashedKeyGenParams {
  // 65537: BR 6.1.6.
  return { name: 'RSASSA-PKCS1-v1_5', modulusLength, publicExponent: new Uint8Array([1, 0, 1]), hash };
}
