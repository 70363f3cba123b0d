/**
 * Java's own key store, version 2, as `sun.security.provider.JavaKeyStore` reads it: no kept library writes it. Its
 * protection of the key is weak by format (SHA-1, one round); PKCS#12 is the better one wherever the server takes it.
 *
 *   magic, version, number of entries
 *   entry: 1 = private key, alias, time, protected key, number of certificates, certificates
 *   SHA-1 of password, "Mighty Aphrodite" and everything before
 */
import { createHash, randomBytes } from 'node:crypto';
import { Null, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import type { KeyStoreEntry } from './key-store.js';

const MAGIC = 0xfeedfeed;
const VERSION = 2;
const PRIVATE_KEY_ENTRY = 1;
const INTEGRITY_PHRASE = 'Mighty Aphrodite';
/** sun.security.provider.KeyProtector. */
const KEY_PROTECTOR = '1.3.6.1.4.1.42.2.17.1.1';
const SHA1_BYTES = 20;

/** One entry; store and key have the same password, which is what Tomcat expects. `createdAt` is shown by keytool. */
export function jks(entry: KeyStoreEntry, password: string, createdAt: Date): Buffer {
  const key = protectedKey(entry.privateKey, password);
  const body = Buffer.concat([
    uint32(MAGIC),
    uint32(VERSION),
    uint32(1),
    uint32(PRIVATE_KEY_ENTRY),
    text(entry.alias),
    uint64(createdAt.getTime()),
    uint32(key.length),
    key,
    uint32(entry.chain.length),
    ...entry.chain.flatMap((der) => [text('X.509'), uint32(der.length), der]),
  ]);
  return Buffer.concat([body, sha1(utf16(password), Buffer.from(INTEGRITY_PHRASE), body)]);
}

/** EncryptedPrivateKeyInfo: salt, the key xored with a chain of digests, and a digest of password and key. */
function protectedKey(privateKey: Uint8Array, password: string): Buffer {
  const secret = utf16(password);
  const salt = randomBytes(SHA1_BYTES);
  const hidden = Buffer.from(privateKey);
  let digest: Buffer = salt;
  for (let at = 0; at < hidden.length; at++) {
    if (at % SHA1_BYTES === 0) digest = sha1(secret, digest);
    hidden[at] = (hidden[at] ?? 0) ^ (digest[at % SHA1_BYTES] ?? 0);
  }
  const algorithm = new Sequence({ value: [new ObjectIdentifier({ value: KEY_PROTECTOR }), new Null()] });
  const value = Buffer.concat([salt, hidden, sha1(secret, privateKey)]);
  return Buffer.from(new Sequence({ value: [algorithm, new OctetString({ valueHex: value })] }).toBER());
}

function sha1(...parts: Uint8Array[]): Buffer {
  return createHash('sha1').update(Buffer.concat(parts)).digest();
}

/** Big-endian, as Java hashes characters. */
function utf16(password: string): Buffer {
  return Buffer.from(password, 'utf16le').swap16();
}

/** java.io.DataOutput.writeUTF; for ASCII it is the same as UTF-8. */
function text(value: string): Buffer {
  const octets = Buffer.from(value, 'ascii');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(octets.length);
  return Buffer.concat([length, octets]);
}

function uint32(value: number): Buffer {
  const octets = Buffer.alloc(4);
  octets.writeUInt32BE(value);
  return octets;
}

function uint64(value: number): Buffer {
  const octets = Buffer.alloc(8);
  octets.writeBigUInt64BE(BigInt(value));
  return octets;
}
