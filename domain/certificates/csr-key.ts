/** A public key as a CSR brings it: which of our algorithms it is, in words what it is, and whether it is weak. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import type { KeyAlgorithm } from '../catalogue/words.js';
import { sm2PublicKeyIn } from '../sm2/keys.js';
import { weaknessOf } from './weak-keys.js';

export interface PublicKeyFacts {
  /** Undefined for a key that no product takes. */
  readonly algorithm: KeyAlgorithm | undefined;
  /** Such as `RSA 1024`, `ECC secp256k1` or `SM2`. */
  readonly words: string;
  /** What is known to be wrong with it (BR 6.1.1.3, 6.1.6), to follow "the key". */
  readonly weakness: string | undefined;
}

/** Takes a subject public key info, DER. Undefined where it can't be read. */
export function readPublicKey(spki: Uint8Array): PublicKeyFacts | undefined {
  // Asked first: what Node says of such a key differs between versions.
  if (sm2PublicKeyIn(spki)) return { algorithm: 'sm2', words: 'SM2', weakness: undefined };
  const key = parse(spki);
  return key && { algorithm: algorithmOf(key), words: inWords(key), weakness: weaknessOfKey(key) };
}

function parse(spki: Uint8Array): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}

const CURVES: Readonly<Record<string, KeyAlgorithm>> = { prime256v1: 'ecc-p256', secp384r1: 'ecc-p384' };
const RSA_SIZES: Readonly<Record<number, KeyAlgorithm>> = { 2048: 'rsa-2048', 4096: 'rsa-4096' };

function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): KeyAlgorithm | undefined {
  if (asymmetricKeyType === 'rsa') return RSA_SIZES[asymmetricKeyDetails?.modulusLength ?? 0];
  if (asymmetricKeyType === 'ec') return CURVES[asymmetricKeyDetails?.namedCurve ?? ''];
  return undefined;
}

function inWords({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string {
  if (asymmetricKeyType === 'rsa') return `RSA ${asymmetricKeyDetails?.modulusLength ?? 'of unknown size'}`;
  if (asymmetricKeyType === 'ec') return `ECC ${asymmetricKeyDetails?.namedCurve ?? 'on an unnamed curve'}`;
  return asymmetricKeyType ?? 'of an unknown type';
}

function weaknessOfKey(key: KeyObject): string | undefined {
  if (key.asymmetricKeyType !== 'rsa') return undefined;
  const { n = '', e = '' } = key.export({ format: 'jwk' });
  return weaknessOf({ modulus: toNumber(n), exponent: toNumber(e) });
}

function toNumber(base64url: string): bigint {
  return BigInt(`0x${Buffer.from(base64url, 'base64url').toString('hex')}`);
}
