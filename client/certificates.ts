/** What was issued: to look at, and to download. */
import {
  listCertificates,
  readCertificate,
  type CertificateContent,
  type CertificateRecord,
  readRootCertificate,
} from '../db/statements/certificate-views.js';
import { openPrivateKey } from '../db/private-keys.js';
import { loadKey, type StoredKey } from '../db/statements/keys.js';
import { PACK_FORMATS, type PackFormat } from '../domain/download-packs.js';
import { Refusal } from '../domain/refusals.js';
import type { ClientContext } from './context.js';
import { makePack, type Pack } from './downloads/pack.js';
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

export interface PackOptions extends DownloadOptions {
  /** `all`: every format that can be made of this certificate, one folder each. */
  readonly format: PackFormat | 'all';
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
    const content = await this.#read(id);
    const key = await loadKey(this.#context.database, content.orderId);
    return this.#downloadOf(content, key, keyPassword);
  }

  /**
   * The files that one kind of server wants, in a folder named after the certificate; nothing is written. Key stores have
   * the order's key password, or one made anew that is in `keystorePass.txt` beside them. Throws Refusal: `NotFound`;
   * `InvalidInput` for an unknown format, and for a key password that is wrong, or missing where a key store needs it;
   * `RefusedInThisState`, field `format`, where no private key is here or the format knows no SM2.
   */
  async pack(id: string, { format, keyPassword }: PackOptions): Promise<Pack> {
    refuseUnknownFormat(format);
    const { database, account } = this.#context;
    const content = await this.#read(id);
    const key = await loadKey(database, content.orderId);
    const isProtected = key?.passwordProtected === true;
    const material = {
      download: this.#downloadOf(content, key, keyPassword),
      name: content.names[0] ?? content.certificateId,
      csrPem: key ? withLineBreak(key.csrPem) : null,
      rootPem: await readRootCertificate(database, account, content.certificateId),
      keyPassword: (isProtected ? keyPassword : undefined) ?? null,
      needlessPassword: keyPassword !== undefined && !isProtected,
      madeAt: new Date(),
    };
    return await makePack(material, format);
  }

  #downloadOf(
    { certificateId, certificatePem, chainPem, encryption }: CertificateContent,
    key: StoredKey | undefined,
    keyPassword: string | undefined,
  ): CertificateDownload {
    const leaf = withLineBreak(certificatePem);
    const chain = withLineBreak(chainPem);
    const signing = this.#openPrivateKey(key, keyPassword);
    return {
      certificateId,
      certificatePem: leaf,
      chainPem: chain,
      fullchainPem: leaf + chain,
      ...signing,
      encryption: encryption && encryptionDownload(encryption, chain, signing),
    };
  }

  #openPrivateKey(
    key: StoredKey | undefined,
    keyPassword: string | undefined,
  ): Pick<CertificateDownload, 'privateKeyPem' | 'privateKeyMissing'> {
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

/** Other programs, and the command line, hand in what people typed. */
function refuseUnknownFormat(format: string): void {
  const accepted = [...PACK_FORMATS, 'all'];
  if (accepted.includes(format)) return;
  throw new Refusal({
    code: 'InvalidInput',
    field: 'format',
    message: 'format is none of the accepted values',
    accepted: accepted.join(', '),
  });
}
