/**
 * PKCS#8 encrypted with a password (RFC 5958, RFC 8018). Node writes this format as well, but with 2,048 rounds and no
 * way to ask for more; any OpenSSL, and Node itself, reads what is written here.
 */
import { createCipheriv, pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

/** OWASP Password Storage Cheat Sheet (2023): 600,000 rounds of PBKDF2 with HMAC-SHA-256. */
const ROUNDS = 600_000;
const SALT_BYTES = 16;
const KEY_BYTES = 32;
const IV_BYTES = 16;

/** DER of EncryptedPrivateKeyInfo: PBES2, PBKDF2 with HMAC-SHA-256, AES-256-CBC. Does not block the event loop. */
export async function encryptPrivateKey(pkcs8: Uint8Array, password: string): Promise<Buffer> {
  const salt = randomBytes(SALT_BYTES);
  const iv = randomBytes(IV_BYTES);
  const key = await promisify(pbkdf2)(password, salt, ROUNDS, KEY_BYTES, 'sha256');
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  const encrypted = Buffer.concat([cipher.update(pkcs8), cipher.final()]);
  key.fill(0);
  return sequence(encryptionAlgorithm(salt, iv), octetString(encrypted));
}

const OID = {
  pbes2: '06092a864886f70d01050d', // 1.2.840.113549.1.5.13
  pbkdf2: '06092a864886f70d01050c', // 1.2.840.113549.1.5.12
  hmacWithSha256: '06082a864886f70d0209', // 1.2.840.113549.2.9
  aes256Cbc: '060960864801650304012a', // 2.16.840.1.101.3.4.1.42
} as const;

function encryptionAlgorithm(salt: Buffer, iv: Buffer): Buffer {
  const pseudoRandomFunction = sequence(oid('hmacWithSha256'), Buffer.from('0500', 'hex'));
  const derivation = sequence(octetString(salt), integer(ROUNDS), pseudoRandomFunction);
  return sequence(
    oid('pbes2'),
    sequence(sequence(oid('pbkdf2'), derivation), sequence(oid('aes256Cbc'), octetString(iv))),
  );
}

function oid(name: keyof typeof OID): Buffer {
  return Buffer.from(OID[name], 'hex');
}

function integer(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  // DER: no leading zero octets, but one where the first bit would make the number negative.
  const start = bytes.findIndex((byte) => byte !== 0);
  const short = bytes.subarray(start);
  return der(0x02, (short[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.alloc(1), short]) : short);
}

function octetString(value: Uint8Array): Buffer {
  return der(0x04, value);
}

function sequence(...items: readonly Uint8Array[]): Buffer {
  return der(0x30, Buffer.concat(items));
}

/** X.690, section 8.1: tag, length, value. */
function der(tag: number, value: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(value.length);
  const short = length.subarray(length.findIndex((byte) => byte !== 0));
  const header = value.length < 0x80 ? [tag, value.length] : [tag, 0x80 | short.length, ...short];
  return Buffer.concat([Buffer.from(header), value]);
}
