/** A certificate as it is handed out, in texts. */
import type { Bilingual } from '../../domain/bilingual.js';
import type { EncryptionDownload } from './encryption-download.js';

/** PEM texts, each ending with a line break. */
export interface CertificateDownload {
  readonly certificateId: string;
  readonly certificatePem: string;
  /** The issuing certificates, leaf and root excluded. */
  readonly chainPem: string;
  /** Certificate and chain, leaf first: what servers want. */
  readonly fullchainPem: string;
  /** PKCS#8; `ENCRYPTED PRIVATE KEY` where the key has a password and none was given. */
  readonly privateKeyPem: string | null;
  /** Why there is no private key. */
  readonly privateKeyMissing: string | null;
  /** The same for people. */
  readonly privateKeyMissingInWords: Bilingual | null;
  /** The other half of an SM2 pair, which servers want beside the first; null for every other certificate. */
  readonly encryption: EncryptionDownload | null;
}
