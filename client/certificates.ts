/** What was issued: to look at, and to download. */
import {
  listCertificates,
  readCertificate,
  type CertificateContent,
  type CertificateFilter,
  type CertificateRecord,
  readRootCertificate,
} from '../db/statements/certificate-views.js';
import { openPrivateKey } from '../db/private-keys.js';
import { loadKey, type StoredKey } from '../db/statements/keys.js';
import { loadOwnKey } from '../db/statements/own-certificates.js';
import { PACK_FORMATS, type PackFormat } from '../domain/download-packs.js';
import type { CertificateSource, CertificateState } from '../domain/certificate-life.js';
import { certificateStateAt } from '../domain/certificate-state.js';
import type { OperationDetails } from '../domain/operations-log.js';
import { Refusal, type RefusalDetails } from '../domain/refusals.js';
import type { ClientContext } from './context.js';
import { labelDetails, setCertificateLabels, type LabelChanges } from './labels.js';
import { choice, formDetails, fieldDetails } from './public-details.js';
import { switchExpiryNotices } from '../db/statements/notice-preferences.js';
import { recorded } from './recorded.js';
import { makePack, type Pack } from './downloads/pack.js';
import { encryptionDownload, type EncryptionDownload } from './encryption-download.js';
import type { LetterUpload } from './letters.js';
import {
  removeCertificate,
  uploadCertificate,
  type CertificateUpload,
  type UploadedCertificate,
} from './own-certificates.js';
import { usableFilter } from './certificate-filter.js';
import { readRevocation, type RevocationView } from './revocation-views.js';
import {
  checkRevocation,
  revokeCertificate,
  uploadRevocationLetter,
  type RequestedRevocation,
  type RevocationCheck,
  type RevokeRequest,
  type UploadedRevocationLetter,
} from './revocations.js';
import { reissueCertificate, type ReissueRequest } from './succeeding/reissue.js';
import { renewCertificate, type FollowRequest } from './succeeding/renew.js';
import { replaceCertificate, upgradeCertificate, type UpgradeRequest } from './succeeding/replace.js';
import type { SucceedingOrder } from './succeeding/succeeding.js';
import { withLineBreak } from './text-files.js';

/** A certificate as it stands now. */
export interface CertificateView extends CertificateRecord {
  readonly state: CertificateState;
}

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

  /** Newest first; 100 unless told otherwise. Throws Refusal `InvalidInput`, by field. */
  async list(filter: Partial<CertificateFilter> = {}): Promise<CertificateView[]> {
    const { database, account, clock } = this.#context;
    const records = await listCertificates(database, account, usableFilter(filter), clock());
    return records.map((record) => this.#viewOf(record));
  }

  /** Throws Refusal `NotFound`. */
  async show(id: string): Promise<CertificateView> {
    const content = await this.#read(id);
    const { certificatePem: _certificate, chainPem: _chain, encryption: _encryption, ...record } = content;
    return this.#viewOf(record);
  }

  /**
   * Asks for the certificate to be revoked: irreversible. From now on it can't be downloaded, unless the CA refuses. Throws
   * Refusal: `NotFound`; `InvalidInput`, field `reason`; `RefusedInThisState` where it was bought elsewhere, is revoked or
   * expired, or is being revoked. The same request is started again where its start was not certain.
   */
  async revoke(id: string, request: RevokeRequest): Promise<RequestedRevocation> {
    return await recorded(
      this.#context,
      {
        operation: 'certificate.revoke',
        subject: id,
        details: { ...choice('reason', request.reason), wholePlan: request.wholePlan === true },
      },
      async () => {
        return await revokeCertificate(this.#context, id, request);
      },
    );
  }

  /** The newest request to revoke it, as last recorded; also by the request's own id. Throws Refusal `NotFound`. */
  async revocation(id: string): Promise<RevocationView> {
    return await readRevocation(this.#context, id);
  }

  /** Has the revocation look at the CA now instead of at its next interval. Throws Refusal `NotFound`. */
  async checkRevocation(id: string): Promise<RevocationCheck> {
    return await recorded(
      this.#context,
      { operation: 'certificate.check-revocation', subject: id },
      async () => {
        return await checkRevocation(this.#context, id);
      },
    );
  }

  /**
   * Hands in the stamped letter that asks for the revocation, where the brand wants one. Throws Refusal: `NotFound`;
   * `InvalidInput` for a wrong type or size; `RefusedInThisState` where no letter is taken, no second one, or none any more.
   */
  async uploadRevocationLetter(id: string, upload: LetterUpload): Promise<UploadedRevocationLetter> {
    return await recorded(
      this.#context,
      { operation: 'certificate.upload-revocation-letter', subject: id },
      async () => {
        return await uploadRevocationLetter(this.#context, id, upload);
      },
    );
  }

  /**
   * Throws Refusal: `NotFound`, `InvalidInput` for a wrong key password, `RefusedInThisState` where it is revoked or its
   * revocation is under way.
   */
  async download(id: string, { keyPassword }: DownloadOptions = {}): Promise<CertificateDownload> {
    return await recorded(this.#context, { operation: 'certificate.download', subject: id }, async () => {
      const content = await this.#readUsable(id);
      return this.#downloadOf(content, await this.#keyOf(content), keyPassword);
    });
  }

  /**
   * The files that one kind of server wants, in a folder named after the certificate; nothing is written. Key stores have
   * the order's key password, or one made anew that is in `keystorePass.txt` beside them. Throws Refusal: `NotFound`;
   * `InvalidInput` for an unknown format, and for a key password that is wrong, or missing where a key store needs it;
   * `RefusedInThisState`, field `format`, where no private key is here or the format knows no SM2, and without a field where
   * it is revoked or its revocation is under way.
   */
  async pack(id: string, options: PackOptions): Promise<Pack> {
    const format = options.format;
    const details = isKnownFormat(format) ? { format } : {};
    return await recorded(this.#context, { operation: 'certificate.pack', subject: id, details }, () =>
      this.#pack(id, options),
    );
  }

  /**
   * Orders a new certificate of the same plan, names and product, with a new key unless told otherwise; the old one stays
   * until it is issued. Idempotent, and checked before anything is stored. Throws Refusal: `NotFound`; `InvalidInput`;
   * `RefusedInThisState` with 30 days or less left, while another order follows it, for a free one a second time, and for
   * what is revoked, replaced, expired or bought elsewhere.
   */
  async reissue(id: string, request: ReissueRequest = {}): Promise<SucceedingOrder> {
    return await recorded(
      this.#context,
      { operation: 'certificate.reissue', subject: id, made: ({ orderId }) => orderId },
      async () => {
        return await reissueCertificate(this.#context, id, request);
      },
    );
  }

  /**
   * Buys a plan of the same product and names that follows this one, from 30 days before its end. What is left of it is
   * added, up to 30 days. Free certificates are applied for again instead. Throws as `reissue` does.
   */
  async renew(id: string, request: FollowRequest = {}): Promise<SucceedingOrder> {
    return await recorded(
      this.#context,
      {
        operation: 'certificate.renew',
        subject: id,
        details: changesOf(request),
        made: ({ orderId }) => orderId,
      },
      async () => {
        return await renewCertificate(this.#context, id, request);
      },
    );
  }

  /** Buys another product, or other names, in its place: it stays until the new one is issued. Throws as `reissue` does. */
  async replace(id: string, request: FollowRequest): Promise<SucceedingOrder> {
    return await recorded(
      this.#context,
      {
        operation: 'certificate.replace',
        subject: id,
        details: changesOf(request),
        made: ({ orderId }) => orderId,
      },
      async () => {
        return await replaceCertificate(this.#context, id, request);
      },
    );
  }

  /** From a free certificate to a paid product. Throws as `reissue` does. */
  async upgrade(id: string, request: UpgradeRequest): Promise<SucceedingOrder> {
    return await recorded(
      this.#context,
      {
        operation: 'certificate.upgrade',
        subject: id,
        details: changesOf(request),
        made: ({ orderId }) => orderId,
      },
      async () => {
        return await upgradeCertificate(this.#context, id, request);
      },
    );
  }

  /**
   * Alias, tags and project of the certificate: sets what is given, null takes it away. It began with its order's. Throws
   * Refusal: `NotFound`; `InvalidInput` for what the order form would not take either (ordering rules, section 4).
   */
  async setLabels(id: string, changes: LabelChanges): Promise<CertificateView> {
    const operation = { operation: 'certificate.label', subject: id, details: labelDetails(changes) };
    return await recorded(this.#context, operation, async () => {
      const { certificateId } = await this.#read(id);
      await setCertificateLabels(this.#context, certificateId, changes);
      return await this.show(certificateId);
    });
  }

  /**
   * Takes in a certificate that was bought elsewhere: checked, kept with its key where that is given, and watched until it
   * expires. Throws Refusal: `InvalidInput` by field; `RefusedInThisState` where the account has it already.
   */
  async upload(upload: CertificateUpload): Promise<UploadedCertificate & { certificate: CertificateView }> {
    const operation = {
      operation: 'certificate.upload',
      details: { withKey: upload.privateKeyPem !== undefined },
      made: ({ certificateId }: UploadedCertificate) => certificateId,
    };
    return await recorded(this.#context, operation, async () => {
      const uploaded = await uploadCertificate(this.#context, upload);
      return { ...uploaded, certificate: await this.show(uploaded.certificateId) };
    });
  }

  /** Removes an uploaded certificate with its key. Throws Refusal: `NotFound`, `RefusedInThisState` for an ordered one. */
  async remove(id: string): Promise<void> {
    await recorded(this.#context, { operation: 'certificate.remove', subject: id }, async () => {
      await removeCertificate(this.#context, await this.#read(id));
    });
  }

  /** Switches what is told of this certificate's expiry. Throws Refusal `NotFound`. */
  async setExpiryNotices(id: string, on: boolean): Promise<CertificateView> {
    const operation = { operation: 'certificate.set-expiry-notices', subject: id, details: { on } };
    return await recorded(this.#context, operation, async () => {
      const { certificateId } = await this.#read(id);
      await switchExpiryNotices(this.#context.database, this.#context.account, certificateId, on);
      return await this.show(certificateId);
    });
  }

  async #pack(id: string, { format, keyPassword }: PackOptions): Promise<Pack> {
    refuseUnknownFormat(format);
    const { database, account } = this.#context;
    const content = await this.#readUsable(id);
    const key = await this.#keyOf(content);
    const isProtected = key?.passwordProtected === true;
    const material = {
      download: this.#downloadOf(content, key, keyPassword),
      name: content.names[0] ?? content.certificateId,
      csrPem: key?.csrPem ? withLineBreak(key.csrPem) : null,
      rootPem: await readRootCertificate(database, account, content.certificateId),
      keyPassword: (isProtected ? keyPassword : undefined) ?? null,
      needlessPassword: keyPassword !== undefined && !isProtected,
      madeAt: new Date(),
    };
    return await makePack(material, format);
  }

  /** Of a certificate from elsewhere: the key that was uploaded with it. */
  async #keyOf({ orderId, certificateId }: CertificateContent): Promise<StoredKey | undefined> {
    const { database } = this.#context;
    if (orderId !== null) return await loadKey(database, orderId);
    const sealedPrivateKey = await loadOwnKey(database, certificateId);
    return (
      sealedPrivateKey && {
        orderId: certificateId,
        csrPem: '',
        spkiSha256: '',
        sealedPrivateKey,
        passwordProtected: false,
      }
    );
  }

  #downloadOf(
    { certificateId, certificatePem, chainPem, encryption, source }: CertificateContent,
    key: StoredKey | undefined,
    keyPassword: string | undefined,
  ): CertificateDownload {
    const leaf = withLineBreak(certificatePem);
    const chain = withLineBreak(chainPem);
    const signing = this.#openPrivateKey(key, keyPassword, source);
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
    source: CertificateSource,
  ): Pick<CertificateDownload, 'privateKeyPem' | 'privateKeyMissing'> {
    if (!key) return { privateKeyPem: null, privateKeyMissing: NO_KEY[source] };
    try {
      const privateKeyPem = openPrivateKey(key, this.#context.masterKeys, keyPassword);
      return { privateKeyPem, privateKeyMissing: null };
    } catch (error) {
      // A pasted CSR: the rest of the download is of use all the same.
      if (!(error instanceof Refusal && error.code === 'RefusedInThisState')) throw error;
      return { privateKeyPem: null, privateKeyMissing: error.message };
    }
  }

  #viewOf(record: CertificateRecord): CertificateView {
    const { notBefore, notAfter, revokedAt, replacedBy, replacedAt } = record;
    const dates = {
      notBefore: Date.parse(notBefore),
      notAfter: Date.parse(notAfter),
      revokedAt: revokedAt === null ? undefined : Date.parse(revokedAt),
      replacedBy: replacedBy ?? undefined,
      replacedAt: replacedAt === null ? undefined : Date.parse(replacedAt),
    };
    return { ...record, state: certificateStateAt(dates, this.#context.clock()) };
  }

  /** As `#read`, for what is handed out: nothing of a certificate that is being taken out of use. */
  async #readUsable(id: string): Promise<CertificateContent> {
    const content = await this.#read(id);
    const refusal = refusalOfUse(content);
    if (refusal) throw new Refusal(refusal);
    return content;
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

/** From the moment of the request (the reseller's API, section 11: downloads are blocked); again allowed where it was refused. */
function refusalOfUse({ revokedAt, revocation }: CertificateRecord): RefusalDetails | undefined {
  const code = 'RefusedInThisState';
  if (revokedAt !== null)
    return { code, message: `This certificate was revoked at ${revokedAt}: order another one` };
  if (revocation === null) return undefined;
  return {
    code,
    message: `This certificate is being revoked (${revocation.revocationId}): it can be downloaded again only if the CA refuses`,
  };
}

const NO_KEY: Record<CertificateSource, string> = {
  ordered: 'No key is stored for this order.',
  uploaded: 'No key was uploaded with this certificate.',
};

const FORMATS: readonly string[] = [...PACK_FORMATS, 'all'];

function isKnownFormat(format: string): boolean {
  return FORMATS.includes(format);
}

function changesOf({ changes }: { readonly changes?: unknown } = {}): OperationDetails {
  return { ...formDetails(changes), ...fieldDetails(changes) };
}

/** Other programs, and the command line, hand in what people typed. */
function refuseUnknownFormat(format: string): void {
  if (isKnownFormat(format)) return;
  throw new Refusal({
    code: 'InvalidInput',
    field: 'format',
    message: 'format is none of the accepted values',
    accepted: FORMATS.join(', '),
  });
}
