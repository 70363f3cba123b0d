/** What was issued: to look at, and to download. */
import {
  listCertificates,
  readCertificate,
  type CertificateContent,
  type CertificateRecord,
} from '../db/statements/certificate-views.js';
import { openPrivateKey } from '../db/private-keys.js';
import { loadKey } from '../db/statements/keys.js';
import { Refusal } from '../domain/refusals.js';
import type { ClientContext } from './context.js';
import { encryptionDownload, type EncryptionDownload } from './encryption-download.js';
import { limitOf } from './reading.js';
import { withLineBreak } from './text-files.js';

export type CertificateView = CertificateRecord;

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
  /** The other half of an SM2 pair, which servers want beside the first; null for every other certificate. */
  readonly encryption: EncryptionDownload | null;
}

export interface DownloadOptions {
  /** Opens the private key of an order that has a key password; without it the key comes encrypted. */
  readonly keyPassword?: string;
}

/** The account's certificates. An `id` may be the certificate's own or its order's. */
export class Certificates {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /** Newest first; 100 unless told otherwise. */
  async list({ limit }: { limit?: number } = {}): Promise<CertificateView[]> {
    const { database, account } = this.#context;
    return await listCertificates(database, account, limitOf(limit));
  }

  /** Throws Refusal `NotFound`. */
  async show(id: string): Promise<CertificateView> {
    const content = await this.#read(id);
    const { certificatePem: _certificate, chainPem: _chain, encryption: _encryption, ...view } = content;
    return view;
  }

  /** Throws Refusal: `NotFound`, or `InvalidInput` for a wrong key password. */
  async download(id: string, { keyPassword }: DownloadOptions = {}): Promise<CertificateDownload> {
    const { certificateId, orderId, certificatePem, chainPem, encryption } = await this.#read(id);
    const leaf = withLineBreak(certificatePem);
    const chain = withLineBreak(chainPem);
    const signing = await this.#readPrivateKey(orderId, keyPassword);
    return {
      certificateId,
      certificatePem: leaf,
      chainPem: chain,
      fullchainPem: leaf + chain,
      ...signing,
      encryption: encryption && encryptionDownload(encryption, chain, signing),
    };
  }

  async #readPrivateKey(
    orderId: string,
    keyPassword: string | undefined,
  ): Promise<Pick<CertificateDownload, 'privateKeyPem' | 'privateKeyMissing'>> {
    const key = await loadKey(this.#context.database, orderId);
    if (!key) return { privateKeyPem: null, privateKeyMissing: 'No key is stored for this order.' };
    try {
      const privateKeyPem = openPrivateKey(key, this.#context.masterKeys, keyPassword);
      return { privateKeyPem, privateKeyMissing: null };
    } catch (error) {
      // A pasted CSR: the rest of the download is of use all the same.
      if (!(error instanceof Refusal && error.code === 'RefusedInThisState')) throw error;
      return { privateKeyPem: null, privateKeyMissing: error.message };
    }
  }

  async #read(id: string): Promise<CertificateContent> {
    const { database, account } = this.#context;
    const certificate = await readCertificate(database, account, id);
    if (certificate) return certificate;
    throw new Refusal({
      code: 'NotFound',
      field: 'certificateId',
      message: `There is no certificate ${id}`,
      accepted: 'the id of a certificate, or of an order that was issued',
    });
  }
}
