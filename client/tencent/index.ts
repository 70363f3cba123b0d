/** Certificates as the reseller's API knows them: from their purchase on, by ids of eight characters. */
import { openKeyPassword, sealKeyPassword } from '../../db/key-passwords.js';
import { inTransaction } from '../../db/database.js';
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
import { Refusal, refusalDetails } from '../../domain/refusals.js';
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
import { buy, tellAnswer, type TencentPurchased, type TencentPurchaseRequest } from './purchases.js';

export type { TencentFilter, TencentPageWanted } from '../../db/statements/tencent/lists.js';
export type { TencentPurchased, TencentPurchaseRequest } from './purchases.js';

/** One certificate as it stands now. */
export interface TencentCertificate extends TencentRecord {
  readonly id: string;
  readonly status: TencentStatus;
}

export class TencentCertificates {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /** Throws Refusal `NotFound`, also for another account's and for what was deleted. */
  async show(id: string): Promise<TencentCertificate> {
    const { database, account } = this.#context;
    const found = isTencentId(id) ? await readTencent(database, account, id) : undefined;
    if (!found) throw noSuchCertificate();
    return this.#viewOf(found);
  }

  /** By offset, with the count of all: newest first, unless asked for by the end of validity. */
  async page(
    filter: TencentFilter,
    wanted: TencentPageWanted,
  ): Promise<{ readonly total: number; readonly items: readonly TencentCertificate[] }> {
    const { database, account, clock } = this.#context;
    const now = new Date(clock()).toISOString();
    const { total, rows } = await pageOfTencent(database, account, filter, wanted, now);
    return { total, items: rows.map((row) => this.#viewOf(row)) };
  }

  /** The id of the account's certificate with this fingerprint (SHA-256, lower-case hex). */
  async findByFingerprint(fingerprintSha256: string): Promise<string | null> {
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

  /** Tells what became of the answer to a purchase. */
  async tellAnswer(purchaseId: string, outcome: 'delivered' | 'lost'): Promise<void> {
    await tellAnswer(this.#context, purchaseId, outcome);
  }

  /**
   * Keeps what was handed in for the form, beside what was before. `keyPassword`: undefined leaves it, null takes it away. Throws
   * Refusal: `NotFound`; `RefusedInThisState` once the form is with the order.
   */
  async giveInformation(
    id: string,
    information: TencentInformation,
    keyPassword?: string | null,
  ): Promise<TencentCertificate> {
    const certificate = await this.show(id);
    const { rootId } = await this.#draft(certificate);
    const operation = { operation: 'order.give-information', subject: certificate.orderId ?? rootId };
    await recorded(this.#context, operation, async () => {
      const { database, account, sealingKeys } = this.#context;
      const sealed =
        typeof keyPassword === 'string'
          ? sealKeyPassword(keyPassword, rootId, await sealingKeys())
          : keyPassword;
      await inTransaction(database, async (transaction) => {
        const kept = await lockInformation(transaction, account, rootId);
        const all = { ...kept?.information, ...information };
        await storeInformation(transaction, account, rootId, all, sealed);
      });
    });
    return await this.show(id);
  }

  /** Hands the form on to the order, with the password that was given for its key. Throws Refusal as `OrderClient.submit`. */
  async submit(id: string, form: SubmitForm): Promise<TencentCertificate> {
    const certificate = await this.show(id);
    const { rootId, orderId } = await this.#draft(certificate);
    const operation = { operation: 'order.submit', subject: orderId, details: formDetails(form) };
    await recorded(this.#context, operation, async () => {
      const { database, account, masterKeys, clock } = this.#context;
      const { submitForm } = await import('../orders/submitting.js');
      const kept = await inTransaction(database, (transaction) =>
        lockInformation(transaction, account, rootId),
      );
      const sealed = kept?.sealedKeyPassword ?? null;
      const keyPassword = sealed && openKeyPassword(sealed, rootId, masterKeys);
      await submitForm(this.#context, orderId, { ...form, ...(keyPassword !== null && { keyPassword }) });
      await markHandedOn(database, account, rootId, new Date(clock()).toISOString());
    });
    return await this.show(id);
  }

  /** Asks for the order to be withdrawn; until it has ended it is being cancelled. Throws Refusal as `OrderClient.cancel`. */
  async cancel(id: string): Promise<TencentCertificate> {
    const certificate = await this.show(id);
    const { orderId, rootId } = certificate;
    if (orderId === null) throw noOrder();
    const operation = { operation: 'order.cancel', subject: orderId };
    await recorded(this.#context, operation, async () => {
      const { database, account, clock } = this.#context;
      await this.#ensureRow(certificate);
      await markCancelAsked(database, account, rootId, new Date(clock()).toISOString());
      try {
        await withdrawOrder(this.#context, orderId);
      } catch (error) {
        if (error instanceof Refusal) await markCancelAsked(database, account, rootId, null);
        throw error;
      }
    });
    return await this.show(id);
  }

  /**
   * Another order without a form takes the place of one that ended without a certificate, under the same id: what was handed in
   * is kept. Throws Refusal: `NotFound`; `RefusedInThisState` for any other.
   */
  async openAnew(id: string): Promise<TencentCertificate> {
    const certificate = await this.show(id);
    const { orderId, rootId, state, brand, type, purpose } = certificate;
    const isOver = state === 'cancelled' || state === 'rejected' || state === 'expired';
    if (orderId === null || brand === null || type === null || !isOver || purpose !== 'purchase')
      throw notInThisState();
    const { createOrder } = await import('../orders/creating.js');
    await this.#ensureRow(certificate);
    const form = { brand, type };
    const made = await recorded(
      this.#context,
      {
        operation: 'order.create',
        details: formDetails(form),
        made: (created) => created.orderId,
        started: (created) => created.orderId,
      },
      () => createOrder(this.#context, { form, draft: true, idempotencyKey: `tencent-anew-${orderId}` }),
    );
    const { database, account } = this.#context;
    await openAnew(database, account, { rootOrderId: rootId, before: orderId, orderId: made.orderId });
    const { alias, tags, project } = certificate;
    await setOrderLabels(this.#context, made.orderId, { alias, tags, project });
    return await this.show(id);
  }

  /**
   * Not listed any more. One from elsewhere is removed with its key; an order, and what came of it, stays on record. Whether it
   * may go is the caller's to judge. Throws Refusal `NotFound`.
   */
  async remove(id: string): Promise<void> {
    const certificate = await this.show(id);
    const { orderId, rootId } = certificate;
    const operation = { operation: 'certificate.remove', subject: rootId };
    await recorded(this.#context, operation, async () => {
      const { database, account, clock } = this.#context;
      const at = new Date(clock()).toISOString();
      if (orderId === null) {
        const { removeCertificate } = await import('../certificates/own.js');
        await removeCertificate(this.#context, await ownCertificate(this.#context, rootId));
      } else {
        await this.#ensureRow(certificate);
        await markRemoved(database, account, rootId, at);
      }
      await noteDeletion(database, account, certificate.id, at);
    });
  }

  /** Which of these were deleted, and when (ISO 8601, UTC). */
  async deletions(
    ids: readonly string[],
  ): Promise<readonly { readonly id: string; readonly at: string }[]> {
    const { database, account } = this.#context;
    return await deletedAmong(database, account, ids.filter(isTencentId));
  }

  #viewOf(record: TencentRecord): TencentCertificate {
    return { ...record, id: tencentIdOf(record.rootId), status: statusOf(record, this.#context.clock()) };
  }

  async #draft(
    certificate: TencentCertificate,
  ): Promise<{ readonly rootId: string; readonly orderId: string }> {
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

function noSuchCertificate(): Refusal {
  return new Refusal(
    refusalDetails('NotFound', {
      field: 'CertificateId',
      message: { zh: '证书不存在', en: 'There is no such certificate' },
      accepted: { zh: '证书列表中的证书 ID', en: 'an id that the list of certificates tells' },
    }),
  );
}

function noOrder(): Refusal {
  return new Refusal(
    refusalDetails('RefusedInThisState', {
      message: { zh: '这张证书是上传的,没有订单', en: 'The certificate was uploaded: it has no order' },
      accepted: { zh: '在此申请的证书', en: 'a certificate that was ordered here' },
    }),
  );
}

function notInThisState(): Refusal {
  return new Refusal(
    refusalDetails('RefusedInThisState', {
      message: {
        zh: '证书当前的状态不支持此操作',
        en: 'The certificate does not stand where this can be done',
      },
    }),
  );
}
