/** Master keys as text: `id:base64 of 32 bytes`, several separated by commas. An id may tell which key it belongs to. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { ConfigurationError, type Told } from './configuration-error.js';
import { listOf } from './values.js';

/** AES-256 keys that wrap the data keys. The first one seals; all of them open. */
export interface MasterKey {
  readonly id: string;
  readonly key: Uint8Array;
}

export const MASTER_KEY_FORMAT: Told = {
  zh: 'id:32 字节的 base64;多个以逗号分隔,用于加密的在最前',
  en: 'id:base64 of 32 bytes, several separated by commas, the sealing one first',
};

const KEY_BYTES = 32;
/** 48 bits of the fingerprint: two keys of one installation never share them, and nothing of a random key can be told by them. */
const FINGERPRINT_HEX = 12;
const FINGERPRINTED = /-fp([0-9a-f]{12})$/;

/**
 * Throws ConfigurationError, naming `variable`, where the text is no list of keys, or a key is another one than its id says.
 * Ids without a fingerprint (all of 0.3.0's, and those that people choose) are taken as they are.
 */
export function masterKeysFrom(text: string, variable = 'SEALFLOW_MASTER_KEY'): MasterKey[] {
  const keys = listOf(text).map((item) => masterKeyFrom(item, variable));
  if (keys.length === 0) throw new ConfigurationError(variable, MASTER_KEY_FORMAT);
  return keys;
}

function masterKeyFrom(item: string, variable: string): MasterKey {
  const separator = item.indexOf(':');
  const key = Buffer.from(item.slice(separator + 1), 'base64');
  if (separator < 1 || key.length !== KEY_BYTES) throw new ConfigurationError(variable, MASTER_KEY_FORMAT);
  const id = item.slice(0, separator);
  const told = FINGERPRINTED.exec(id)?.[1];
  if (told !== undefined && !isSame(told, fingerprintOf(key)))
    throw new ConfigurationError(variable, {
      zh: `与编号 ${id} 相符的密钥:以此编号给出的是另一个密钥`,
      en: `the key that ${id} was made with: the one given under this id is another one`,
    });
  return { id, key };
}

/** Does the id tell its key? Then a wrong key under it is refused wherever it is read. */
export function tellsItsKey(masterKeyId: string): boolean {
  return FINGERPRINTED.test(masterKeyId);
}

/** A new key as it stands in a file or a variable, such as `k20261127-fp5f3a9c0d1b2e:…`. */
export function newMasterKey(now: Date): { readonly id: string; readonly text: string } {
  const key = randomBytes(KEY_BYTES);
  const day = now.toISOString().slice(0, 10).replaceAll('-', '');
  const id = `k${day}-fp${fingerprintOf(key)}`;
  return { id, text: `${id}:${key.toString('base64')}` };
}

/** Of the key's own purpose, so that it is no use as a hash of the key anywhere else. */
function fingerprintOf(key: Uint8Array): string {
  return createHash('sha256')
    .update('sealflow master key')
    .update(key)
    .digest('hex')
    .slice(0, FINGERPRINT_HEX);
}

function isSame(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
