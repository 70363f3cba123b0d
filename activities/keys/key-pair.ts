/** New key pairs. Node's webcrypto makes them on other threads: an RSA 4096 key takes seconds, and the worker goes on. */
import { webcrypto } from 'node:crypto';
import { OrderFailure } from '../../domain/failures.js';
import type { KeyAlgorithm, SignatureHash } from '../../domain/order.js';

export type SigningAlgorithm =
  webcrypto.RsaHashedKeyGenParams | (webcrypto.EcKeyGenParams & { hash: string });

export interface GeneratedKeyPair {
  readonly keys: webcrypto.CryptoKeyPair;
  readonly signing: SigningAlgorithm;
}

/** Throws OrderFailure `OrderDataUnusable` for an algorithm that is not made here. */
export async function generateKeyPair(
  algorithm: KeyAlgorithm,
  hash: SignatureHash,
): Promise<GeneratedKeyPair> {
  const signing = signingAlgorithm(algorithm, hash);
  const keys = await webcrypto.subtle.generateKey(signing, true, ['sign', 'verify']);
  return { keys, signing };
}

/** DER of PKCS#8 (RFC 5958). */
export async function privateKeyDer({ keys }: GeneratedKeyPair): Promise<Buffer> {
  return Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
}

/** DER of the subject public key info (RFC 5280, section 4.1.2.7). */
export async function publicKeyDer({ keys }: GeneratedKeyPair): Promise<Buffer> {
  return Buffer.from(await webcrypto.subtle.exportKey('spki', keys.publicKey));
}

const HASH_NAMES: Record<SignatureHash, string> = { sha256: 'SHA-256', sha384: 'SHA-384' };

function signingAlgorithm(algorithm: KeyAlgorithm, signatureHash: SignatureHash): SigningAlgorithm {
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
    case 'sm2':
      throw new OrderFailure('OrderDataUnusable', 'SM2 keys can’t be made here yet: cancel this order.');
  }
}

function rsa(modulusLength: number, hash: string): webcrypto.RsaHashedKeyGenParams {
  // 65537: BR 6.1.6.
  return { name: 'RSASSA-PKCS1-v1_5', modulusLength, publicExponent: new Uint8Array([1, 0, 1]), hash };
}
