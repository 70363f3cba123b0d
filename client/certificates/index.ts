/** Certificates as programs see them: to look at, to take, to follow with another, to take out of use. */
import { listCertificates, type CertificateFilter } from '../../db/statements/certificates/lists.js';
import { switchExpiryNotices } from '../../db/statements/notices/preferences.js';
import type { OperationDetails } from '../../domain/accounts/operations-log.js';
import type { DownloadOptions, PackOptions } from './handing-out.js';
import { type CertificateDownload } from './download.js';
import type { CertificateDetails } from './details.js';
import { usableFilter } from './filter.js';
import { certificateView, ownCertificate, type CertificateView } from './reading.js';
import type { ClientContext } from '../context.js';
import { limitOf } from '../orders/reading.js';
import { pageFrom, placeOf, type ListPage, type PageRequest } from '../pages.js';
import { neitherOnNorOff } from '../refusing.js';
import type { Pack } from './downloads/pack.js';
import { labelDetails, setCertificateLabels, type LabelChanges } from '../orders/labels.js';
import type { LetterUpload } from '../organization/letter-upload.js';
import type { CertificateUpload, UploadedCertificate } from './own.js';
import { choice, fieldDetails, formDetails } from '../accounts/public-details.js';
import { recorded } from '../accounts/recorded.js';
import { pageOfRevocations, type RevocationSummary } from '../revocation/listing.js';
import { readRevocation, type RevocationView } from '../revocation/views.js';
import {
  checkRevocation,
  revokeCertificate,
  uploadRevocationLetter,
  type RequestedRevocation,
  type RevocationCheck,
  type RevokeRequest,
  type UploadedRevocationLetter,
} from '../revocation/requesting.js';
import type { Quote } from '../orders/quoting.js';
import type { ReissueRequest } from '../plans/succeeding/reissue.js';
import type { FollowRequest } from '../plans/succeeding/renew.js';
import type { UpgradeRequest } from '../plans/succeeding/replace.js';
import type { SucceedingOrder } from '../plans/succeeding/succeeding.js';

/** The account's certificates. An `id` may be the certificate's own or its order's. */
export class Certificates {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /** Newest first; 100 unless told otherwise. Throws Refusal `InvalidInput`, by field. */
  async list(filter: CertificateFilter & Omit<PageRequest, 'after'> = {}): Promise<CertificateView[]> {
    return (await this.page(filter)).items;
  }

  /** The same, page by page: `after` is the `next` of the page before. */
  async page({ limit, after, ...given }: CertificateFilter & PageRequest = {}): Promise<
    ListPage<CertificateView>
  > {
    const { database, account, clock } = this.#context;
    const filter = usableFilter(given);
    const named = { list: 'certificates', account, filter } as const;
    const place = placeOf(named, after);
    const now = clock();
    const wanted = { ...filter, limit: limitOf(limit), ...(place && { after: place }) };
    const page = await listCertificates(database, account, wanted, now);
    return pageFrom(named, page, (record) => certificateView(record, now));
  }

  /** Throws Refusal `NotFound`. */
  async show(id: string): Promise<CertificateDetails> {
    const { certificateDetails } = await import('./details.js');
    return await certificateDetails(this.#context, id);
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

  /** All requests to revoke, newest first; 100 unless told otherwise. Throws Refusal `InvalidInput`. */
  async revocations(request: Omit<PageRequest, 'after'> = {}): Promise<RevocationSummary[]> {
    return (await this.pageOfRevocations(request)).items;
  }

  /** The same, page by page: `after` is the `next` of the page before. */
  async pageOfRevocations(request: PageRequest = {}): Promise<ListPage<RevocationSummary>> {
    return await pageOfRevocations(this.#context, request);
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
   * The letter that asks for the revocation, to print, stamp and upload: a PDF with certificate, reason, company and people.
   * Throws Refusal: `NotFound`; `RefusedInThisState` where no letter is taken, or none any more.
   */
  async revocationLetterTemplate(id: string): Promise<Uint8Array> {
    const { revocationLetterTemplate } = await import('../revocation/letter-template.js');
    return await revocationLetterTemplate(this.#context, id);
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
  async download(id: string, options: DownloadOptions = {}): Promise<CertificateDownload> {
    return await recorded(this.#context, { operation: 'certificate.download', subject: id }, async () => {
      const { downloadCertificate } = await import('./handing-out.js');
      return await downloadCertificate(this.#context, id, options);
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
    const { isKnownFormat, packCertificate } = await import('./handing-out.js');
    const format = options.format;
    const details = isKnownFormat(format) ? { format } : {};
    return await recorded(this.#context, { operation: 'certificate.pack', subject: id, details }, () =>
      packCertificate(this.#context, id, options),
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
        const { reissueCertificate } = await import('../plans/succeeding/reissue.js');
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
        const { renewCertificate } = await import('../plans/succeeding/renew.js');
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
        const { replaceCertificate } = await import('../plans/succeeding/replace.js');
        return await replaceCertificate(this.#context, id, request);
      },
    );
  }

  /** What a renewal would cost and bring; changes nothing. Throws Refusal as `renew` does. */
  async quoteRenewal(id: string, request: FollowRequest = {}): Promise<Quote> {
    const { quoteRenewal } = await import('../plans/succeeding/renew.js');
    return await quoteRenewal(this.#context, id, request);
  }

  /** The same of a replacement. Throws Refusal as `replace` does. */
  async quoteReplacement(id: string, request: FollowRequest): Promise<Quote> {
    const { quoteReplacement } = await import('../plans/succeeding/replace.js');
    return await quoteReplacement(this.#context, id, request);
  }

  /** The same of an upgrade. Throws Refusal as `upgrade` does. */
  async quoteUpgrade(id: string, request: UpgradeRequest): Promise<Quote> {
    const { quoteUpgrade } = await import('../plans/succeeding/replace.js');
    return await quoteUpgrade(this.#context, id, request);
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
        const { upgradeCertificate } = await import('../plans/succeeding/replace.js');
        return await upgradeCertificate(this.#context, id, request);
      },
    );
  }

  /**
   * Alias, tags and project of the certificate: sets what is given, null takes it away. It began with its order's. Throws
   * Refusal: `NotFound`; `InvalidInput` for what the order form would not take either (ordering rules, section 4).
   */
  async setLabels(id: string, changes: LabelChanges): Promise<CertificateDetails> {
    const operation = { operation: 'certificate.label', subject: id, details: labelDetails(changes) };
    return await recorded(this.#context, operation, async () => {
      const { certificateId } = await ownCertificate(this.#context, id);
      await setCertificateLabels(this.#context, certificateId, changes);
      return await this.show(certificateId);
    });
  }

  /**
   * Takes in a certificate that was bought elsewhere: checked, kept with its key where that is given, and watched until it
   * expires. Throws Refusal: `InvalidInput` by field; `RefusedInThisState` where the account has it already.
   */
  async upload(
    upload: CertificateUpload,
  ): Promise<UploadedCertificate & { certificate: CertificateDetails }> {
    const operation = {
      operation: 'certificate.upload',
      details: { withKey: upload.privateKeyPem !== undefined },
      made: ({ certificateId }: UploadedCertificate) => certificateId,
    };
    return await recorded(this.#context, operation, async () => {
      const { uploadCertificate } = await import('./own.js');
      const uploaded = await uploadCertificate(this.#context, upload);
      return { ...uploaded, certificate: await this.show(uploaded.certificateId) };
    });
  }

  /** Removes an uploaded certificate with its key. Throws Refusal: `NotFound`, `RefusedInThisState` for an ordered one. */
  async remove(id: string): Promise<void> {
    await recorded(this.#context, { operation: 'certificate.remove', subject: id }, async () => {
      const { removeCertificate } = await import('./own.js');
      await removeCertificate(this.#context, await ownCertificate(this.#context, id));
    });
  }

  /** Switches what is told of this certificate's expiry. Throws Refusal `NotFound`. */
  async setExpiryNotices(id: string, on: boolean): Promise<CertificateDetails> {
    const details = on ? { on: true } : { on: false };
    const operation = { operation: 'certificate.set-expiry-notices', subject: id, details };
    return await recorded(this.#context, operation, async () => {
      const { certificateId } = await ownCertificate(this.#context, id);
      if (typeof on !== 'boolean') throw neitherOnNorOff();
      await switchExpiryNotices(this.#context.database, this.#context.account, certificateId, on);
      return await this.show(certificateId);
    });
  }
}

function changesOf({ changes }: { readonly changes?: unknown } = {}): OperationDetails {
  return { ...formDetails(changes), ...fieldDetails(changes) };
}
