/** The key that signs an installation's dossiers: made of the master key, so that there is none to be kept beside it. */
import { createPrivateKey, createPublicKey, hkdfSync, sign, type KeyObject } from 'node:crypto';
import { SealedValueError, type MasterKey } from './sealed-values.js';

export interface DossierKey {
  /** DER of SubjectPublicKeyInfo. */
  readonly publicKey: Buffer;
  readonly sign: (bytes: Uint8Array) => Buffer;
}

/** A key of its own for this purpose (RFC 5869): what it signs tells nothing of the master key, and opens nothing. */
const PURPOSE = 'sealflow dossier 1';
const SEED_BYTES = 32;
/** RFC 8410, section 7: what stands before the 32 octets of an Ed25519 key in PKCS#8. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Of the first master key, the one that seals. Throws SealedValueError without any. */
export function dossierKeyOf(masterKeys: readonly MasterKey[]): DossierKey {
  const [first] = masterKeys;
  if (!first) throw new SealedValueError('No master key is configured: set SEALFLOW_MASTER_KEY.');
  const key = privateKeyOf(first);
  return { publicKey: publicKeyOf(key), sign: (bytes) => sign(null, bytes, key) };
}

/** Of each master key, in their order: the older ones signed dossiers before the key was replaced. */
export function dossierPublicKeys(masterKeys: readonly MasterKey[]): Buffer[] {
  return masterKeys.map((masterKey) => publicKeyOf(privateKeyOf(masterKey)));
}

function privateKeyOf({ key }: MasterKey): KeyObject {
  const der = Buffer.concat([PKCS8_PREFIX, Buffer.from(hkdfSync('sha256', key, '', PURPOSE, SEED_BYTES))]);
  try {
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  } finally {
    der.fill(0);
  }
}

function publicKeyOf(key: KeyObject): Buffer {
  return createPublicKey(key).export({ format: 'der', type: 'spki' });
}
