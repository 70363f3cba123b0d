/** What goes into a key store of either kind, and the password that opens it. */
import { randomBytes } from 'node:crypto';

export interface KeyStoreEntry {
  /** Lower-case ASCII: Java compares aliases so. */
  readonly alias: string;
  /** DER of PKCS#8, unencrypted. Secret. */
  readonly privateKey: Uint8Array;
  /** DER of each, leaf first. */
  readonly chain: readonly Uint8Array[];
}

/**
 * Java opens a PKCS#12 file only with printable ASCII, and keytool reads others by the terminal's settings. A space is
 * no character of key passwords (ordering rules, section 4).
 */
export function isKeyStorePassword(password: string): boolean {
  return /^[\x21-\x7e]{6,}$/.test(password);
}

const PASSWORD_BYTES = 18;

/** 144 random bits in 24 characters that need no quoting in XML, properties files and shells. */
export function newKeyStorePassword(): string {
  // A hyphen in front would be read as an option by command lines.
  return randomBytes(PASSWORD_BYTES).toString('base64url').replace(/^-/, '_');
}
