/** PKCS#12 (RFC 7292) as today's OpenSSL, Java and Windows write it: AES-256 and HMAC-SHA-256 under PBES2 (RFC 8018). */
import { createHash } from 'node:crypto';
import { BmpString, OctetString } from 'asn1js';
import {
  Attribute,
  AuthenticatedSafe,
  CertBag,
  Certificate,
  PFX,
  PKCS8ShroudedKeyBag,
  PrivateKeyInfo,
  SafeBag,
  SafeContents,
} from 'pkijs';
import type { KeyStoreEntry } from './key-store.js';

// RFC 7292, appendix D; the attributes: RFC 2985, section 5.5.
const SHROUDED_KEY_BAG = '1.2.840.113549.1.12.10.1.2';
const CERT_BAG = '1.2.840.113549.1.12.10.1.3';
const FRIENDLY_NAME = '1.2.840.113549.1.9.20';
const LOCAL_KEY_ID = '1.2.840.113549.1.9.21';

/** Java 17's own number; OpenSSL 3 takes 2048. Windows reads up to 600,000. */
const ITERATIONS = 10_000;

/** pkijs: contents are encrypted with a password; the file as a whole is authenticated with one. */
const BY_PASSWORD = 1;
const NOT_ENCRYPTED = 0;
const MAC_BY_PASSWORD = 0;

/**
 * DER. The password must be printable ASCII: Java can't open a file with any other, nor does pkijs write one. The key may
 * be RSA or of a NIST curve; SM2 is refused by pkijs, and no Java and no Windows would load it.
 */
export async function pkcs12(entry: KeyStoreEntry, password: string): Promise<Buffer> {
  const octets = arrayBufferOf(Buffer.from(password, 'ascii'));
  const encryption = {
    password: octets,
    contentEncryptionAlgorithm: { name: 'AES-CBC', length: 256 },
    hmacHashAlgorithm: 'SHA-256',
    iterationCount: ITERATIONS,
  };
  const key = new PKCS8ShroudedKeyBag({
    parsedValue: PrivateKeyInfo.fromBER(arrayBufferOf(entry.privateKey)),
  });
  await key.makeInternalValues(encryption);
  const safe = new AuthenticatedSafe({
    parsedValue: { safeContents: [keyContents(key, entry), certificates(entry)] },
  });
  await safe.makeInternalValues({ safeContents: [{}, encryption] });
  const file = new PFX({ parsedValue: { integrityMode: MAC_BY_PASSWORD, authenticatedSafe: safe } });
  await file.makeInternalValues({
    password: octets,
    iterations: ITERATIONS,
    pbkdf2HashAlgorithm: 'SHA-256',
    hmacHashAlgorithm: 'SHA-256',
  });
  return Buffer.from(file.toSchema().toBER());
}

/** The key's bag is encrypted by itself. */
function keyContents(key: PKCS8ShroudedKeyBag, entry: KeyStoreEntry) {
  const bag = new SafeBag({ bagId: SHROUDED_KEY_BAG, bagValue: key, bagAttributes: attributesOf(entry) });
  return { privacyMode: NOT_ENCRYPTED, value: new SafeContents({ safeBags: [bag] }) };
}

function certificates(entry: KeyStoreEntry) {
  const safeBags = entry.chain.map(
    (der, index) =>
      new SafeBag({
        bagId: CERT_BAG,
        bagValue: new CertBag({ parsedValue: Certificate.fromBER(arrayBufferOf(der)) }),
        ...(index === 0 && { bagAttributes: attributesOf(entry) }),
      }),
  );
  return { privacyMode: BY_PASSWORD, value: new SafeContents({ safeBags }) };
}

/** The same on key and certificate: it is how readers find what belongs together. */
function attributesOf({ alias, chain }: KeyStoreEntry): Attribute[] {
  const keyId = createHash('sha1')
    .update(chain[0] ?? '')
    .digest();
  return [
    new Attribute({ type: FRIENDLY_NAME, values: [new BmpString({ value: alias })] }),
    new Attribute({ type: LOCAL_KEY_ID, values: [new OctetString({ valueHex: arrayBufferOf(keyId) })] }),
  ];
}

/** A copy of its own: a Buffer may be a window on memory that others use. */
function arrayBufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
