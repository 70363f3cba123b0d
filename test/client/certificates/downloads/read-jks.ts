/** A reader of JKS files with one private key, as JavaKeyStore.engineLoad and KeyProtector.recover read them. */
import { createHash } from 'node:crypto';

export interface ReadJks {
  readonly alias: string;
  readonly createdAt: Date;
  /** DER of PKCS#8. */
  readonly privateKey: Buffer;
  readonly chain: readonly Buffer[];
}

/** Throws Error for a wrong password and for an altered file. */
export function readJks(file: Buffer, password: string): ReadJks {
  const secret = Buffer.from(
    Array.from(password).flatMap((c) => [c.charCodeAt(0) >> 8, c.charCodeAt(0) & 255]),
  );
  const body = file.subarray(0, -20);
  const digest = createHash('sha1').update(secret).update('Mighty Aphrodite').update(body).digest();
  if (!digest.equals(file.subarray(-20))) throw new Error('altered, or another password');
  let at = 0;
  const take = (length: number) => body.subarray(at, (at += length));
  const number = () => take(4).readUInt32BE();
  const text = () => take(take(2).readUInt16BE()).toString();
  if (number() !== 0xfeedfeed || number() !== 2 || number() !== 1 || number() !== 1)
    throw new Error('not a JKS of version 2 with one private key');
  const alias = text();
  const createdAt = new Date(Number(take(8).readBigUInt64BE()));
  const privateKey = recovered(take(number()), secret);
  const chain = Array.from({ length: number() }, () => {
    if (text() !== 'X.509') throw new Error('not an X.509 certificate');
    return take(number());
  });
  if (at !== body.length) throw new Error('something follows the entry');
  return { alias, createdAt, privateKey, chain };
}

/** The OCTET STRING at the end of EncryptedPrivateKeyInfo: salt, hidden key, digest. */
function recovered(protectedKey: Buffer, secret: Buffer): Buffer {
  const algorithm = Buffer.from('300e060a2b060104012a021101010500', 'hex');
  const start = protectedKey.indexOf(algorithm) + algorithm.length;
  const value = protectedKey.subarray(start + headerLength(protectedKey.subarray(start)));
  let digest = value.subarray(0, 20);
  const key = Buffer.from(value.subarray(20, -20));
  for (let offset = 0; offset < key.length; offset += 20) {
    digest = createHash('sha1').update(secret).update(digest).digest();
    digest.forEach((octet, index) => {
      if (offset + index < key.length) key[offset + index] = (key[offset + index] ?? 0) ^ octet;
    });
  }
  const check = createHash('sha1').update(secret).update(key).digest();
  if (!check.equals(value.subarray(-20))) throw new Error('altered key, or another password');
  return key;
}

/** Tag and length octets of a DER value. */
function headerLength(der: Buffer): number {
  const first = der[1] ?? 0;
  return first < 0x80 ? 2 : 2 + (first & 0x7f);
}
