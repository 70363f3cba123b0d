/** Certificates as the reseller's API knows them: from their purchase on, by ids of eight characters. */
import { inTransaction } from '../../db/database.js';
import { openKeyPassword, sealKeyPassword } from '../../db/key-passwords.js';
import {
  deletedAmong,
  insertTencentCertificate,
  lockInformation,
  markCancelAsked,
  markHandedOn,
  markRemoved,
  noteDeletion,
  openAnew,
  storeInformation,
} from '../../db/statements/tencent/certificates.js';
import {
  findByFingerprint,
  pageOfTencent,
  readTencent,
  type TencentFilter,
  type TencentPageWanted,
} from '../../db/statements/tencent/lists.js';
import type { TencentRecord } from '../../db/statements/tencent/views.js';
import { Refusal } from '../../domain/refusals.js';
import { isTencentId, tencentIdOf } from '../../domain/tencent/ids.js';
import type { TencentInformation } from '../../domain/tencent/information.js';
import { statusOf, type TencentStatus } from '../../domain/tencent/status.js';
import { formDetails } from '../accounts/public-details.js';
import { recorded } from '../accounts/recorded.js';
import { ownCertificate } from '../certificates/reading.js';
import type { ClientContext } from '../context.js';
import { withdrawOrder } from '../orders/acting.js';
import { setOrderLabels } from '../orders/labels.js';
import type { SubmitForm } from '../orders/submitting.js';
import { buy, placed, type TencentPurchased, type TencentPurchaseRequest } from './purchases.js';
import { noOrder, noSuchTencentCertificate, notInThisState } from './refusals.js';
import { refuseNoFingerprint, refuseUnusableInformation, refuseUnusableQuery } from './usable.js';

export type { TencentFilter, TencentPageWanted } from '../../db/statements/tencent/lists.js';
export type { TencentPurchased, TencentPurchaseRequest } from './purchases.js';

/** One certificate as it stands now. */
export interface TencentCertificate extends TencentRecord {
  readonly id: string;
  readonly status: TencentStatus;
}

/** The log knows orders and certificates by ids of ours, once they are known. */
const inLog = ({ orderId, rootId }: TencentCertificate) => orderId ?? rootId;

export class TencentCertificates {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /** Throws Refusal `NotFound`, also for another account's and for what was deleted. */
  async show(id: string): Promise<TencentCertificate> {
    const { database, account } = this.#context;
    const found = isTencentId(id) ? await readTencent(database, account, id) : undefined;
    if (!found) throw noSuchTencentCertificate();
    return this.#viewOf(found);
  }

  /** By offset, with the count of all: newest first, unless asked for by the end of validity. Throws Refusal `InvalidInput`. */
  async page(
    filter: TencentFilter,
    wanted: TencentPageWanted,
  ): Promise<{ readonly total: number; readonly items: readonly TencentCertificate[] }> {
    refuseUnusableQuery(filter, wanted);
    const { database, account, clock } = this.#context;
    const now = new Date(clock()).toISOString();
    const { total, rows } = await pageOfTencent(database, account, filter, wanted, now);
    return { total, items: rows.map((row) => this.#viewOf(row)) };
  }

  /** The id of the account's certificate with this fingerprint (SHA-256, lower-case hex). Throws Refusal `InvalidInput`. */
  async findByFingerprint(fingerprintSha256: string): Promise<string | null> {
    refuseNoFingerprint(fingerprintSha256);
    const { database, account } = this.#context;
    const root = await findByFingerprint(database, account, fingerprintSha256);
    return root === undefined ? null : tencentIdOf(root);
  }

  /**
   * Buys so many of a product. The same request of the same key within ten minutes is the same purchase where its answer was
   * lost (domain/tencent/repeated-purchases.ts). Throws Refusal as `OrderClient.create`.
   */
  async buy(request: TencentPurchaseRequest): Promise<TencentPurchased> {
    return await buy(this.#context, request);
  }

  /**
   * Keeps what was handed in for the form, beside what was before. `keyPassword`: undefined leaves it, null takes it away. Throws
   * Refusal: `NotFound`; `InvalidInput`, by field; `RefusedInThisState` once the form is with the order.
   */
  async giveInformation(
    id: string,
    information: TencentInformation,
    keyPassword?: string | null,
  ): Promise<TencentCertificate> {
    const operation = { operation: 'order.give-information', subject: id, made: inLog };
    return await recorded(this.#context, operation, async () => {
      const { database, account, sealingKeys } = this.#context;
      const { rootId } = await this.#draft(id);
      refuseUnusableInformation(information, keyPassword);
      const sealed =
        typeof keyPassword === 'string'
          ? sealKeyPassword(keyPassword, rootId, await sealingKeys())
          : keyPassword;
      await inTransaction(database, async (transaction) => {
        const kept = await lockInformation(transaction, account, rootId);
        const all = { ...kept?.information, ...information };
        await storeInformation(transaction, account, rootId, all, sealed);
      });
      return await this.show(id);
    });
  }

  /** Hands the form on to the order, with the password that was given for its key. Throws Refusal as `OrderClient.submit`. */
  async submit(id: string, form: SubmitForm): Promise<TencentCertificate> {
    const operation = {
      operation: 'order.submit',
      subject: id,
      details: formDetails(form),
      made: inLog,
    };
    return await recorded(this.#context, operation, async () => {
      const { database, account, masterKeys, clock } = this.#context;
      const { rootId, orderId } = await this.#draft(id);
      const { submitForm } = await import('../orders/submitting.js');
      const kept = await inTransaction(database, (transaction) =>
        lockInformation(transaction, account, rootId),
      );
      const sealed = kept?.sealedKeyPassword ?? null;
      const keyPassword = sealed && openKeyPassword(sealed, rootId, masterKeys);
      await submitForm(this.#context, orderId, { ...form, ...(keyPassword !== null && { keyPassword }) });
      await markHandedOn(database, account, rootId, new Date(clock()).toISOString());
      return await this.show(id);
    });
  }

  /** Asks for the order to be withdrawn; until it has ended it is being cancelled. Throws Refusal as `OrderClient.cancel`. */
  async cancel(id: string): Promise<TencentCertificate> {
    const operation = { operation: 'order.cancel', subject: id, made: inLog };
    return await recorded(this.#context, operation, async () => {
      const { database, account, clock } = this.#context;
      const certificate = await this.show(id);
      const { orderId, rootId } = certificate;
      if (orderId === null) throw noOrder();
      await this.#ensureRow(certificate);
      await markCancelAsked(database, account, rootId, new Date(clock()).toISOString());
      try {
        await withdrawOrder(this.#context, orderId);
      } catch (error) {
        if (error instanceof Refusal) await markCancelAsked(database, account, rootId, null);
        throw error;
      }
      return await this.show(id);
    });
  }

  /**
   * Another order without a form takes the place of one that ended without a certificate, under the same id: what was handed in
   * is kept. Throws Refusal: `NotFound`; `RefusedInThisState` for any other.
   */
  async openAnew(id: string): Promise<TencentCertificate> {
    const operation = { operation: 'order.resubmit', subject: id, made: inLog };
    return await recorded(this.#context, operation, async () => {
      const { database, account } = this.#context;
      const certificate = await this.show(id);
      const { orderId: before, rootId: rootOrderId, state, brand, type, purpose } = certificate;
      const isOver = state === 'cancelled' || state === 'rejected' || state === 'expired';
      if (before === null || brand === null || type === null || !isOver || purpose !== 'purchase')
        throw notInThisState();
      await this.#ensureRow(certificate);
      const idempotencyKey = `tencent-anew-${before}`;
      const orderId = await placed(this.#context, { form: { brand, type }, draft: true, idempotencyKey });
      await openAnew(database, account, { rootOrderId, before, orderId });
      const { alias, tags, project } = certificate;
      await setOrderLabels(this.#context, orderId, { alias, tags, project });
      return await this.show(id);
    });
  }

  /**
   * Not listed any more. One from elsewhere is removed with its key; an order, and what came of it, stays on record. Whether it
   * may go is the caller's to judge. Throws Refusal `NotFound`.
   */
  async remove(id: string): Promise<void> {
    const operation = {
      operation: 'certificate.remove',
      subject: id,
      made: (certificate: TencentCertificate) => certificate.rootId,
    };
    await recorded(this.#context, operation, async () => {
      const { database, account, clock } = this.#context;
      const certificate = await this.show(id);
      const { orderId, rootId } = certificate;
      const at = new Date(clock()).toISOString();
      if (orderId === null) {
        const { removeCertificate } = await import('../certificates/own.js');
        await removeCertificate(this.#context, await ownCertificate(this.#context, rootId));
      } else {
        await this.#ensureRow(certificate);
        await markRemoved(database, account, rootId, at);
      }
      await noteDeletion(database, account, id, at);
      return certificate;
    });
  }

  /** Which of these were deleted, and when (ISO 8601, UTC). */
  async deletions(ids: readonly string[]): Promise<readonly { readonly id: string; readonly at: string }[]> {
    const { database, account } = this.#context;
    return await deletedAmong(database, account, ids.filter(isTencentId));
  }

  #viewOf(record: TencentRecord): TencentCertificate {
    return { ...record, id: tencentIdOf(record.rootId), status: statusOf(record, this.#context.clock()) };
  }

  async #draft(id: string): Promise<{ readonly rootId: string; readonly orderId: string }> {
    const certificate = await this.show(id);
    const { rootId, orderId, state } = certificate;
    if (orderId === null || state !== 'pending-submission') throw notInThisState();
    await this.#ensureRow(certificate);
    return { rootId, orderId };
  }

  /** Of an order that another door placed there is none yet. */
  async #ensureRow({ rootId, bought, planYears }: TencentCertificate): Promise<void> {
    if (bought !== null) return;
    const { database, account } = this.#context;
    await insertTencentCertificate(database, {
      rootOrderId: rootId,
      account,
      productId: null,
      domainCount: 1,
      years: planYears ?? 1,
    });
  }
}
